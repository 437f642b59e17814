import { hashPassword } from '../../../../services/access/passwords.ts';
import { createKey } from '../../../../store/access/keys.ts';
import { insertUser } from '../../../../store/access/users.ts';
import { startTestApi, startTestApiOn, type TestApi } from '../../../support/api.ts';
import { fromConsole, signIn, tokenIn } from '../../../support/signed-in.ts';

const password = 'correct horse battery staple';
let api: TestApi;
let passwordHash: string;
let people = 0;

beforeAll(async () => {
  api = await startTestApi();
  passwordHash = await hashPassword(password);
});
afterAll(() => api.stop());

async function person(role: 'viewer' | 'admin' = 'viewer', hash: string | undefined = passwordHash) {
  people += 1;
  const email = `person-${people}@example.com`;
  const user = { workspace: 'default', email, name: undefined, role, passwordHash: hash };
  return { email, id: (await insertUser(api.db.database, user)) ?? '' };
}

/** A process of the API for itself: its counts of attempts begin at nothing. */
async function withOwnApi(work: (api: TestApi) => Promise<void>) {
  const own = await startTestApiOn(api);
  await work(own).finally(own.stop);
}

async function ask(path: string, init: RequestInit = {}, at = api) {
  const response = await fetch(`${at.url}${path}`, init);
  return { status: response.status, answer: (await response.json()) as { code?: string; [name: string]: unknown } };
}

it('signs a person in with e-mail and password, in any case, and says what the role may do', async () => {
  const { email, id } = await person();
  const response = await signIn(api, { email: email.toUpperCase(), password });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    ...{ kind: 'user', userId: id, title: email, role: 'viewer', rights: ['look'], via: 'password' },
  });
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^throughline=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(await ask('/v1/session', { headers: { cookie: tokenIn(response) } })).toMatchObject({
    ...{ status: 200, answer: { title: email } },
  });
});

it('gives a session the rights of its person, and no others', async () => {
  const { email } = await person('viewer');
  const cookie = tokenIn(await signIn(api, { email, password }));
  expect((await ask('/v1/runs', { headers: { cookie } })).status).toBe(200);
  const body = JSON.stringify({ email: 'self-made@example.com', role: 'admin' });
  const raised = await ask('/v1/users', { method: 'POST', body, headers: { ...fromConsole, cookie } });
  expect(raised).toMatchObject({ status: 403, answer: { code: 'right-missing' } });
});

it('marks the cookie as of this host and for https alone where the request came by https', async () => {
  const own = await startTestApi({ trustedProxies: ['127.0.0.1'] });
  const response = await signIn(own, { key: own.keys.admin }, { 'x-forwarded-proto': 'https' });
  expect(response.headers.get('set-cookie')).toMatch(
    /^__Host-throughline=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  const cookie = tokenIn(response);
  expect((await ask('/v1/session', { headers: { cookie, 'x-forwarded-proto': 'https' } }, own)).status).toBe(200);
  expect((await ask('/v1/session', { headers: { cookie } }, own)).status).toBe(401);
  await own.stop();
});

it('signs an admin key in with every right, and no other key', async () => {
  const response = await signIn(api, { key: api.keys.admin });
  expect(await response.json()).toMatchObject({ kind: 'key', role: null, rights: expect.arrayContaining(['admin']) });
  await withOwnApi(async (own) => {
    expect((await signIn(own, { key: api.keys.write })).status).toBe(401);
    expect((await signIn(own, { key: 'tl_admin_nobody' })).status).toBe(401);
  });
});

it('ends what a key has begun when the key is revoked', async () => {
  const key = await createKey(api.db.database, { workspace: 'default', kind: 'admin', title: 'short' });
  const cookie = tokenIn(await signIn(api, { key }));
  await api.db.look(`update access_keys set revoked_at = now() where title = 'short' returning id`);
  expect(await ask('/v1/session', { headers: { cookie } })).toMatchObject({
    status: 401,
    answer: { code: 'session-over' },
  });
});

it('signs in by a link once, within its ten minutes', async () => {
  const { email, id } = await person();
  const make = async () => {
    const made = await ask('/v1/sign-in-links', {
      ...{ method: 'POST', body: JSON.stringify({ userId: id }) },
      headers: { authorization: `Bearer ${api.keys.admin}` },
    });
    return String(made.answer.path).split('#')[1] ?? '';
  };
  const link = await make();
  const [first, second] = await Promise.all([signIn(api, { link }), signIn(api, { link })]);
  expect([first.status, second.status].sort()).toEqual([200, 401]);
  const old = await make();
  await api.db.look(`update sign_in_links set valid_until = now() returning 1`);
  expect((await signIn(api, { link: old })).status).toBe(401);
  expect(await (await signIn(api, { link: await make() })).json()).toMatchObject({ title: email, via: 'link' });
});

it('says the same to a wrong password, an unknown person and one without a password', async () => {
  const known = await person();
  const without = await person('viewer', undefined);
  await withOwnApi(async (own) => {
    const answers = [];
    for (const email of [known.email, 'nobody@example.com', without.email]) {
      const response = await signIn(own, { email, password: 'not this password' });
      answers.push([response.status, response.headers.get('set-cookie'), await response.text()]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual([401, null, expect.stringContaining('sign-in-refused')]);
  });
});

it('lets five attempts a minute fail, of an address and for a person, and counts no success', async () => {
  const { email } = await person();
  await withOwnApi(async (own) => {
    for (let time = 0; time < 7; time += 1) expect((await signIn(own, { email, password })).status).toBe(200);
    const tried = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7].map(() => signIn(own, { email, password: 'wrong password' })),
    );
    expect(tried.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const refused = await signIn(own, { email, password });
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });
});

it('takes no session over from before the sign-in: the token is new, and the earlier session ends', async () => {
  const { email } = await person();
  const planted = `throughline=${'A'.repeat(43)}`;
  const first = tokenIn(await signIn(api, { email, password }, { cookie: planted }));
  expect(first).not.toBe(planted);
  const second = tokenIn(await signIn(api, { email, password }, { cookie: first }));
  expect(second).not.toBe(first);
  expect((await ask('/v1/session', { headers: { cookie: planted } })).status).toBe(401);
  expect((await ask('/v1/session', { headers: { cookie: first } })).status).toBe(401);
  expect((await ask('/v1/session', { headers: { cookie: second } })).status).toBe(200);
});

it.each([
  ['after 12 hours without use', `seen_at = now() - interval '12 hours'`],
  ['after 7 days', 'ends_at = now()'],
])('ends a session %s', async (_when, change) => {
  const { email } = await person();
  const cookie = tokenIn(await signIn(api, { email, password }));
  const user = 'user_id = (select id from users where email = ?)';
  await api.db.look(`update sessions set ${change} where ${user} returning id`, [email]);
  expect(await ask('/v1/session', { headers: { cookie } })).toMatchObject({
    status: 401,
    answer: { code: 'session-over' },
  });
});

it('notes the use of a session once a minute', async () => {
  const { email } = await person();
  const cookie = tokenIn(await signIn(api, { email, password }));
  const seen = async () => {
    await ask('/v1/session', { headers: { cookie } });
    const [row] = await api.db.look<{ age: number }>(
      `select extract(epoch from now() - seen_at)::int as age from sessions where user_id = (select id from users where email = ?)`,
      [email],
    );
    return row?.age ?? -1;
  };
  const age = async (seconds: number) =>
    api.db.look(
      `update sessions set seen_at = now() - make_interval(secs => ?) where user_id = (select id from users where email = ?) returning 1`,
      [seconds, email],
    );
  await age(40);
  expect(await seen()).toBeGreaterThanOrEqual(40);
  await age(61);
  expect(await seen()).toBeLessThan(40);
});

it('ends the session at sign-out, and takes the cookie back', async () => {
  const { email } = await person();
  const cookie = tokenIn(await signIn(api, { email, password }));
  const out = await fetch(`${api.url}/v1/session`, { method: 'DELETE', headers: { ...fromConsole, cookie } });
  expect(out.status).toBe(200);
  expect(out.headers.get('set-cookie')).toMatch(/^throughline=; Max-Age=0;/);
  expect((await ask('/v1/session', { headers: { cookie } })).status).toBe(401);
});

describe('a cookie changes nothing', () => {
  const origin = (host: string) => ({ 'x-throughline': 'console', origin: `http://${host}` });
  it.each<[string, Record<string, string>]>([
    ['without the header of the console', { 'sec-fetch-site': 'same-origin' }],
    ['with another header', { ...fromConsole, 'x-throughline': 'script' }],
    ['from another site', { ...fromConsole, 'sec-fetch-site': 'cross-site' }],
    ['from another origin of the site', { ...fromConsole, 'sec-fetch-site': 'same-site' }],
    ['from the address bar', { ...fromConsole, 'sec-fetch-site': 'none' }],
    ['where neither site nor origin is said', { 'x-throughline': 'console' }],
    ['from another origin, where the site is not said', origin('evil.example')],
    ['from another port, where the site is not said', origin('127.0.0.1:1')],
    ['from a page without an origin', { 'x-throughline': 'console', origin: 'null' }],
  ])('%s', async (_what, headers) => {
    const { admin: key } = api.keys;
    const cookie = tokenIn(await signIn(api, { key }));
    const body = JSON.stringify({ email: 'planted@example.com', role: 'admin' });
    const forged = await ask('/v1/users', { method: 'POST', body, headers: { ...headers, cookie } });
    expect(forged).toMatchObject({ status: 403, answer: { code: 'request-forged' } });
    expect(await api.db.look(`select 1 from users where email = 'planted@example.com'`)).toEqual([]);
    expect((await signIn(api, { key }, headers, {})).status).toBe(403);
  });

  it('but from a page whose browser says the origin alone, and the audit log says so', async () => {
    const cookie = tokenIn(await signIn(api, { key: api.keys.admin }));
    const headers = { 'x-throughline': 'console', origin: api.url, cookie };
    const body = JSON.stringify({ email: 'ben@example.com', role: 'viewer' });
    const { status, answer } = await ask('/v1/users', { method: 'POST', body, headers });
    expect(status).toBe(200);
    const noted = `select operation, status from audit_entries where target = ?`;
    expect(await api.db.look(noted, [String(answer.id)])).toEqual([{ operation: 'addUser', status: 200 }]);
  });
});

it('takes no cookie for a key: on intake routes, beside a wrong key, or for what customers read', async () => {
  const { email } = await person('admin');
  const cookie = tokenIn(await signIn(api, { email, password }));
  const body = JSON.stringify({ event: 'Seen', userId: 'u' });
  for (const path of ['/v1/track', '/v1/batch', '/v1/consents']) {
    const sent = await ask(path, { method: 'POST', body, headers: { ...fromConsole, cookie } });
    expect([path, sent.status]).toEqual([path, 401]);
  }
  expect((await ask('/v1/inbox', { headers: { ...fromConsole, cookie } })).status).toBe(401);
  const wrongKey = { ...fromConsole, cookie, authorization: 'Bearer tl_admin_nobody' };
  expect(await ask('/v1/session', { headers: wrongKey })).toMatchObject({
    status: 401,
    answer: { code: 'key-unknown' },
  });
});

it('changes nothing at a GET, whatever it is asked for', async () => {
  const { email } = await person('admin');
  const cookie = tokenIn(await signIn(api, { email, password }));
  const count = async () => api.db.look('select count(*) as count from audit_entries');
  const before = await count();
  for (const path of ['/v1/session', '/v1/sessions', '/v1/users', '/v1/keys', '/v1/audit', '/v1/runs', '/v1/status'])
    expect([path, (await ask(path, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status]).toEqual([
      path,
      200,
    ]);
  expect(await count()).toEqual(before);
});

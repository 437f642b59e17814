import { fromConsole, signIn, tokenIn } from '../../support/signed-in.ts';
import { adminCookie, call, exampleOf, itRefuses, operationOf, strangeId, urlUnderTest } from './api-under-test.ts';

const ann = { email: 'ann@example.com', name: 'Ann', role: 'editor' };
const password = 'correct horse battery staple';

/** The cookie of a person, who is signed in by a password. */
async function cookieOf(email: string): Promise<string> {
  expect(await call('startSession', { headers: fromConsole, body: { email, password } })).toMatchObject({
    status: 200,
  });
  return tokenIn(await signIn(urlUnderTest(), { email, password }));
}

it('adds, changes and removes people, and lists them', async () => {
  const added = await call('addUser', { body: exampleOf(operationOf('addUser').body as never) });
  expect(added).toMatchObject({ status: 200, answer: { ...ann, hasPassword: false } });
  const id = added.answer.id as string;
  expect(await call('addUser', { body: { ...ann, email: 'ANN@example.com' } })).toMatchObject({ code: 'email-taken' });
  const changed = await call('changeUser', { id, body: { role: 'publisher', password } });
  expect(changed).toMatchObject({ answer: { role: 'publisher', name: 'Ann', hasPassword: true } });
  expect(await call('listUsers')).toMatchObject({ answer: { items: [{ id }] } });
  expect(await call('makeSignInLink', { body: { userId: id } })).toMatchObject({
    answer: { path: expect.stringMatching(/^\/console\/sign-in#[\w-]{43}$/) },
  });
  expect(await call('makeSignInLink', { body: { userId: strangeId } })).toMatchObject({ code: 'no-such-person' });
  expect(await call('removeUser', { id })).toMatchObject({ answer: { success: true } });
  for (const name of ['removeUser', 'changeUser'])
    expect(await call(name, { id, ...(name === 'changeUser' && { body: {} }) })).toMatchObject({ code: 'not-found' });
});

it('shows sessions, ends them, and lets a person change the own password', async () => {
  const boss = await call('addUser', { body: { email: 'boss@example.com', role: 'admin', password } });
  const id = boss.answer.id as string;
  const [cookie, other] = [await cookieOf('boss@example.com'), await cookieOf('boss@example.com')];
  const own = { cookie, headers: fromConsole };
  expect(await call('getSession', { cookie })).toMatchObject({ answer: { title: 'boss@example.com', userId: id } });
  expect(await call('getSession')).toMatchObject({ answer: { id: null, kind: 'key', title: 'test' } });
  expect(await call('changeUser', { id, ...own, body: { role: 'viewer' } })).toMatchObject({ code: 'own-user' });
  expect(await call('removeUser', { id, ...own })).toMatchObject({ code: 'own-user' });
  const { answer } = await call('listSessions', { cookie });
  const current = (answer.items as { id: string; isCurrent: boolean }[]).find(({ isCurrent }) => isCurrent);
  expect(await call('endOneSession', { id: strangeId, ...own })).toMatchObject({ code: 'not-found' });
  const next = 'another horse battery staple';
  const change = { ...own, body: { current: 'not this one', password: next } };
  expect(await call('changeOwnPassword', change)).toMatchObject({ status: 403, code: 'password-wrong' });
  expect(await call('changeOwnPassword', { ...own, body: { current: password, password: next } })).toMatchObject({
    status: 200,
  });
  expect(await call('changeOwnPassword', { body: { password: next } })).toMatchObject({ code: 'no-person' });
  expect(await call('getSession', { cookie: other })).toMatchObject({ code: 'session-over' });
  expect(await call('endOneSession', { id: current?.id ?? '', ...own })).toMatchObject({ status: 200 });
  expect(await call('getSession', { cookie })).toMatchObject({ code: 'session-over' });
  expect(await call('endSession', { cookie: await adminCookie(), headers: fromConsole })).toMatchObject({
    status: 200,
  });
});

it('makes, lists and revokes keys', async () => {
  const made = await call('createKey', { body: exampleOf(operationOf('createKey').body as never) });
  const id = made.answer.id as string;
  expect(await call('listKeys')).toMatchObject({
    answer: { items: expect.arrayContaining([expect.objectContaining({ id })]) },
  });
  expect(await call('revokeKey', { id })).toMatchObject({ status: 200 });
  expect(await call('revokeKey', { id })).toMatchObject({ status: 404, code: 'not-found' });
});

it('keeps who changed what in the audit log, and what was refused', async () => {
  const { answer } = await call('listAudit', { query: 'limit=200' });
  const items = answer.items as { operation: string; status: number; code: string | null; who: string }[];
  expect(items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ operation: 'revokeKey', status: 404, code: 'not-found', who: 'test' }),
      expect.objectContaining({ operation: 'changeOwnPassword', status: 200, who: 'boss@example.com' }),
    ]),
  );
  expect(JSON.stringify(items)).not.toContain('horse');
});

const unstorable = '\u0000';
itRefuses([
  ['startSession', { body: { key: 'x' } }, 403, 'request-forged'],
  ['startSession', { headers: fromConsole, body: { user: 'x' } }, 422, 'parameter-wrong'],
  ['startSession', { headers: fromConsole, body: { email: unstorable, password } }, 422, 'data-refused'],
  ['startSession', { headers: fromConsole, body: { key: 'tl_admin_nobody' } }, 401, 'sign-in-refused'],
  ['addUser', { body: { ...ann, role: 'boss' } }, 422, 'parameter-wrong'],
  ['addUser', { body: { ...ann, name: unstorable } }, 422, 'data-refused'],
  ['changeUser', { id: strangeId, body: { name: '' } }, 422, 'parameter-wrong'],
  ['changeUser', { id: strangeId, body: { name: unstorable } }, 422, 'data-refused'],
  ['changeUser', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['removeUser', { id: '%zz' }, 400, 'address-unreadable'],
  ['changeOwnPassword', { body: { password: 'short' } }, 422, 'parameter-wrong'],
  ['changeOwnPassword', { body: { password: `${unstorable} and more` } }, 422, 'data-refused'],
  ['makeSignInLink', { body: { userId: 'ann' } }, 422, 'parameter-wrong'],
  ['endOneSession', { id: '%zz' }, 400, 'address-unreadable'],
  ['listAudit', { query: 'limit=0' }, 422, 'parameter-wrong'],
  ['listAudit', { query: 'target=%00' }, 422, 'data-refused'],
  ['createKey', { body: { kind: 'root', title: 'a' } }, 422, 'parameter-wrong'],
  ['createKey', { body: { kind: 'server', title: unstorable } }, 422, 'data-refused'],
  ['revokeKey', { id: '%zz' }, 400, 'address-unreadable'],
]);

it('refuses attempts to sign in and to change a password beyond five a minute', async () => {
  await call('addUser', { body: { email: 'last@example.com', role: 'viewer', password } });
  const cookie = await cookieOf('last@example.com');
  const attempt = () => call('startSession', { headers: fromConsole, body: { key: 'tl_admin_nobody' } });
  for (let time = 0; time < 5; time += 1) await attempt();
  expect(await attempt()).toMatchObject({ status: 429, code: 'too-many-attempts' });
  const change = { cookie, headers: fromConsole, body: { current: password, password } };
  expect(await call('changeOwnPassword', change)).toMatchObject({ status: 429, code: 'too-many-attempts' });
});

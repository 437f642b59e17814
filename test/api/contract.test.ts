import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import pino from 'pino';
import { Webhook } from 'svix';
import { runTurn } from '../../activities/run-turn.ts';
import { createApi } from '../../api/app.ts';
import { errorsOf } from '../../api/common-errors.ts';
import { problemAnswerSchema } from '../../api/define-error.ts';
import type { Content, Operation } from '../../api/define-operation.ts';
import { intakePaths } from '../../api/intake-paths.ts';
import { mountOperations } from '../../api/mount.ts';
import { operations } from '../../api/operations/index.ts';
import { publication } from '../../api/operations/journeys/examples.ts';
import { isReady } from '../../api/operations/service/is-ready.ts';
import { problemHandler } from '../../api/problem-json.ts';
import type { ApiServices } from '../../api/services.ts';
import { packageVersion } from '../../config/package-root.ts';
import { newId } from '../../core/base/id.ts';
import { defineEvent, defineTraits, entryOf, flow, journey, on, t, task, text } from '../../core/index.ts';
import { knownKinds } from '../../services/measurement/heartbeat.ts';
import { createKey } from '../../store/access/keys.ts';
import { openDatabase } from '../../store/database/database.ts';
import { writeHeartbeat } from '../../store/measurement/processes.ts';
import { freePort } from '../../worker/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { sendInApp, userToken } from '../support/in-app.ts';
import { insertSentMessage } from '../support/sent-message.ts';

/** The real API is held to its description: what it takes, what it answers, and how it says no. */
let db: TestDatabase;
let api: { server: Server; url: string };
let keys: { write: string; admin: string; user: string };
/** Every answer that was given: "POST /v1/track 200". */
const given = new Set<string>();

const feedbackSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const namedSecrets = new Map([['THROUGHLINE_SECRET_FEEDBACK', feedbackSecret]]);

async function listen(database = db.database, { testMode = true } = {}) {
  const logger = pino({ level: 'silent' });
  const server = createServer(createApi({ database, testMode, logger, namedSecrets }).app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

beforeAll(async () => {
  db = await createTestDatabase();
  const make = (kind: 'server' | 'admin') => createKey(db.database, { workspace: 'default', kind, title: 'test' });
  keys = { write: await make('server'), admin: await make('admin'), user: await userToken(db, 'u1') };
  api = await listen();
});
afterAll(async () => {
  await new Promise((resolve) => api.server.close(resolve));
  await db.destroy();
});

interface Call {
  readonly id?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly url?: string;
}

const operationOf = (id: string) => operations.find((operation) => operation.id === id) as Operation;
const exampleOf = ({ examples }: Content) => Object.values(examples)[0]?.value;

/** Calls one operation, and sees that the answer is one that its description knows, to the last member. */
async function call(operationId: string, { id, query, body, key, headers, url }: Call = {}) {
  const operation = operationOf(operationId);
  const raw = typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body);
  const own = operation.key === 'none' ? '' : keys[operation.key];
  const response = await fetch(
    `${url ?? api.url}${operation.path.replace(/\{\w+\}/, id ?? '')}${query ? `?${query}` : ''}`,
    {
      method: operation.method.toUpperCase(),
      ...(body !== undefined && { body: raw }),
      headers: { authorization: `Bearer ${key ?? own}`, 'content-type': 'application/json', ...headers },
    },
  );
  const answer = (await response.json()) as Record<string, unknown>;
  const { status } = response;
  if (status === 200) {
    operation.answer.schema.parse(answer);
    given.add(`${operationId} 200`);
    return { status, answer };
  }
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const { code, remedy } = problemAnswerSchema.parse(answer);
  const declared =
    errorsOf(operation).find((each) => each.status === status && each.code === code) ??
    errorsOf(operation).find((each) => each.status === status && each.code === undefined);
  expect({ operationId, status, code, declared: declared !== undefined }).toEqual({
    ...{ operationId, status, code, declared: true },
  });
  if (declared?.code) expect(remedy).toBe(declared.example.remedy);
  if (status === 503) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  given.add(`${operationId} ${status} ${declared?.code}`);
  return { status, code, answer };
}

/** Code of the refusal ▸ a token that is refused so. */
async function wrongTokens(): Promise<[string, string][]> {
  const [header, claims] = keys.user.split('.') as [string, string];
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string };
  const at = (issuedAt: number, lifeSeconds = 600) => userToken(db, 'u1', { issuedAt, lifeSeconds });
  return [
    ['user-token-missing', keys.write],
    ['user-token-unreadable', 'abc'],
    ['user-token-algorithm', `${part({ alg: 'none' })}.${claims}.AAAA`],
    ['user-token-audience', `${header}.${part({ ...said, aud: 7 })}.AAAA`],
    ['user-token-signature', `${header}.${claims}.AAAA`],
    ['user-token-times', await at(Date.now() + 3_600_000)],
    ['user-token-too-long', await at(Date.now(), 3_601)],
    ['user-token-expired', await at(Date.now() - 3_600_000)],
    ['user-token-user', await userToken(db, 'undefined')],
  ];
}

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly stack: readonly { readonly method: string }[] };
  readonly handle: { readonly stack?: readonly Layer[] };
}

function routesIn(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (!route) return routesIn(handle.stack ?? []);
    const methods = new Set(route.stack.map(({ method }) => method));
    return [route.path].flat().flatMap((path) => [...methods].map((method) => `${method} ${path}`));
  });
}

it('describes every route of the API, and none that is not there', () => {
  const { app } = createApi({ database: db.database, logger: pino({ level: 'silent' }) });
  const all = routesIn((app.router as unknown as { stack: Layer[] }).stack);
  const routes = all.filter((route) => !/ \/p\/[a-z]\/:token$/.test(route)); // hosted pages are for people
  const preflights = intakePaths.map((path) => `options ${path}`);
  const described = operations.flatMap(({ method, path, also = [] }) =>
    [path, ...also].map((each) => `${method} ${each.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  // Hosted pages, pixels and redirects are for people and answer no JSON.
  const forPrograms = routes.filter((route) => !/^\w+ \/[pt]\//.test(route));
  expect(forPrograms.sort()).toEqual([...described, ...preflights].sort());
});

/** The calls of an example as if they were made now: days later their times would be told as corrected. */
function asOfNow(body: unknown): unknown {
  const now = new Date().toISOString();
  return JSON.parse(JSON.stringify(body), (name, value) => (/^(timestamp|sentAt)$/.test(name) ? now : value));
}

/** Ids, moments and ages are drawn anew each time; all else is as the example says. */
function withoutChance(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(id)')
    .replace(/(?<=AgeMs":)\d+/g, '0')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z| UTC)?/g, '(moment)');
  return JSON.parse(text);
}

it('takes the examples of requests, and answers them as the examples of answers say', async () => {
  const sent = async (operationId: string, more: Call = {}) => {
    const { body, answer } = operationOf(operationId);
    const real = await call(operationId, { ...(body && { body: asOfNow(exampleOf(body)) }), ...more });
    return { real: withoutChance(real.answer), example: withoutChance(exampleOf(answer)) };
  };
  // The process of the example of a status, which the API itself does not list: its heartbeat is started beside it.
  const server = { id: newId(), host: 'server-1', pid: 1 };
  await writeHeartbeat(db.database, { ...server, role: 'api', version: packageVersion(), kinds: knownKinds });
  for (const operationId of ['publish', 'listJourneys', 'sendBatch', 'getStatus', 'isLive', 'isReady']) {
    const { real, example } = await sent(operationId);
    expect({ operationId, answer: real }).toEqual({ operationId, answer: example });
  }
  const journey = await sent('getJourney', { id: 'trial' });
  expect(journey.real).toEqual(journey.example);

  const [row] = await db.look<{ id: string }>('select id from journey_runs');
  const id = row?.id ?? '';
  await runTurn(db.database, id, Date.now());
  for (const [operationId, more] of [
    ['previewTemplate', { id: 'trial-hello' }],
    ['listRuns', { query: 'userId=u1' }],
    ['getRun', { id }],
    ['exitRun', { id }],
  ] as const) {
    const { real, example } = await sent(operationId, more);
    expect({ operationId, answer: real }).toEqual({ operationId, answer: example });
  }
  expect(await call('sendTrack', { body: exampleOf(operationOf('sendTrack').body as Content) })).toMatchObject({
    answer: { result: 'accepted' },
  });
  expect(await call('sendIdentify', { body: exampleOf(operationOf('sendIdentify').body as Content) })).toMatchObject({
    answer: { result: 'accepted' },
  });
  for (const name of ['sendPage', 'sendScreen', 'sendGroup', 'sendAlias'])
    expect(await call(name, { body: exampleOf(operationOf(name).body as Content) })).toMatchObject({
      answer: { result: 'accepted', warnings: [] },
    });
  const settings = await call('getSettings', { id: keys.write });
  expect(settings.answer).toMatchObject({ integrations: { 'Segment.io': { apiKey: keys.write, protocol: 'http' } } });
  expect(await call('getCustomer', { id: 'u1', query: 'limit=2' })).toMatchObject({
    answer: { traits: { firstName: 'Grace' }, timeline: { items: [{}, {}], next: expect.any(String) } },
  });
  expect(await call('findCustomer', { query: 'identity=userId:u1' })).toMatchObject({ answer: { openRuns: 1 } });
  await db.look(`update journey_runs set stuck_at = now() where id = ? returning 1`, [id]);
  const retry = await sent('retryRun', { id });
  expect(retry.real).toEqual(retry.example);
  await call('getDescription');
});

/** The journey of the examples of tasks, and somebody whom it asks about. */
async function openTaskOf(userId: string): Promise<{ readonly id: string; readonly journeyRunId: string }> {
  const CartLeft = defineEvent('Cart Left', { value: t.number });
  const instruction = text`Ask ${defineTraits({ name: t.text }).name} about the cart of ${entryOf(CartLeft).value}.`;
  const phone = task('phone', {
    ...{ group: 'sales', title: 'Call the customer', choices: ['reached', 'lost'], due: '1 day', instruction },
  });
  const bigCart = journey('big-cart', { purpose: 'transactional', entry: on(CartLeft) }, flow(phone));
  await call('publish', { body: { journeys: [bigCart] } });
  const batch = [
    { type: 'identify', userId, traits: { name: 'Ada' } },
    { type: 'track', event: 'Cart Left', userId, properties: { value: 640 } },
  ];
  await call('sendBatch', { body: { batch } });
  const [run] = await db.look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ?`,
    [userId],
  );
  await runTurn(db.database, run?.id ?? '', Date.now());
  const [found] = await db.look<{ id: string }>('select id from tasks where journey_run_id = ?', [run?.id]);
  return { id: found?.id ?? '', journeyRunId: run?.id ?? '' };
}

it('takes and gives the examples of tasks', async () => {
  const sent = async (operationId: string, more: Call = {}) => {
    const { body, answer } = operationOf(operationId);
    const real = await call(operationId, { ...(body && { body: exampleOf(body) }), ...more });
    return [
      { operationId, answer: withoutChance(real.answer) },
      { operationId, answer: withoutChance(exampleOf(answer)) },
    ];
  };
  const { id } = await openTaskOf('u1-tasks');
  const asked = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll('u1-tasks', 'u1')) as unknown;
  for (const [operationId, more] of [
    ['listTasks', { query: 'group=sales' }],
    ['getTask', { id }],
    ['claimTask', { id }],
    ['releaseTask', { id }],
    ['claimTask', { id }],
    ['answerTask', { id }],
  ] as const) {
    const [real, example] = await sent(operationId, more);
    if (operationId === 'listTasks' || operationId === 'getTask' || operationId === 'claimTask')
      expect(asked(real)).toMatchObject({ operationId });
    if (operationId === 'listTasks' || operationId === 'getTask') expect(asked(real)).toEqual(example);
  }
});

it('takes and gives the examples of the test clock', async () => {
  for (const operationId of ['setTestClock', 'getTestClock', 'sendTestCalls']) {
    const { body, answer } = operationOf(operationId);
    const real = await call(operationId, body && { body: exampleOf(body) });
    if (operationId !== 'getTestClock') expect(real.answer).toEqual(exampleOf(answer));
  }
  await call('setTestClock', { body: { now: null } });
  const messageId = await sendInApp(db, 'u1-clock');
  await call('reportTestFeedback', { body: { messageId, kind: 'opened' } });
  await db.look('delete from inbox_messages where id = ? returning 1', [messageId]);
});

it('takes the examples of consents, and shows them as its examples do', async () => {
  await call('sendIdentify', { body: { userId: 'u1' } });
  for (const operationId of ['recordConsents', 'recordCustomerConsents', 'getCustomerConsents']) {
    const { body, answer } = operationOf(operationId);
    const real = await call(operationId, { id: 'u1', ...(body && { body: exampleOf(body) }) });
    expect({ operationId, answer: withoutChance(real.answer) }).toEqual({
      ...{ operationId, answer: withoutChance(exampleOf(answer)) },
    });
  }
});

it('takes and gives the examples of joining customers, and the codes of those that can not be joined', async () => {
  const [stays, goes] = ['stays', 'goes'];
  await call('sendIdentify', { body: { userId: stays } });
  await call('sendIdentify', { body: { userId: goes, traits: { plan: 'team' } } });
  const { body, answer } = operationOf('mergeCustomers');
  const wouldBe = await call('mergeCustomers', {
    id: stays,
    body: { ...(exampleOf(body as Content) as object), from: goes },
  });
  expect(withoutChance(wouldBe.answer)).toEqual(withoutChance(exampleOf(answer)));
  const is = await call('mergeCustomers', { id: stays, body: { from: goes } });
  expect(is.answer).toEqual({ ...(wouldBe.answer as object), dryRun: false });
  expect(await call('mergeCustomers', { id: stays, body: { from: goes } })).toMatchObject({ code: 'same-customer' });
  await call('sendIdentify', { body: { userId: 'many-ids' } });
  await db.look(
    `insert into identities (workspace, kind, value, customer_id, added_at)
     select workspace, 'anonymous_id', 'many' || n, customer_id, now() from identities, generate_series(1, 500) n
     where value = 'many-ids' returning 1`,
  );
  const many = await call('mergeCustomers', { id: stays, body: { from: 'many-ids' } });
  expect(many).toMatchObject({ status: 409, code: 'too-many-identities' });
});

it('takes and gives the examples of inboxes and their secrets', async () => {
  const reader = 'reader-of-inbox';
  const key = await userToken(db, reader);
  const messageId = await sendInApp(db, reader, {
    ...{ title: 'Your trial ends on Friday', url: '/pricing', button: 'See the plans', place: 'banner' },
    body: 'Keep your project: the **[team plan](/pricing)** is 20 % off this week.',
  });
  const page = withoutChance(exampleOf(operationOf('listInbox').answer)) as { items: object[] };
  expect(withoutChance((await call('listInbox', { key })).answer)).toEqual({
    ...page,
    items: [{ ...page.items[0], position: expect.any(Number) }],
    position: expect.any(Number),
  });
  expect(await call('listInboxMessages', { query: `userId=${reader}` })).toMatchObject({
    answer: { items: [{ id: messageId, userId: reader }] },
  });
  expect(await call('makeStreamTicket', { key })).toMatchObject({ status: 200 });
  expect(await call('markManySeen', { key, body: { ids: [messageId] } })).toMatchObject({ answer: { unread: 0 } });
  for (const name of ['markSeen', 'markClicked', 'markDismissed'])
    expect(await call(name, { key, id: messageId })).toMatchObject({ answer: { unread: 0 } });
  expect(await call('listUserTokenSecrets')).toMatchObject({ answer: { items: [{}] } });
});

const deep = JSON.parse('['.repeat(2_000) + ']'.repeat(2_000));
/** A fault that only the database sees: nothing that is known to be one gets so far. */
const refused = 'refused by the database';
const refuse = () =>
  db.look(`alter table events add constraint refused check (message_id not like '${refused}%') not valid`);

it('tells bad items of a batch with the codes that its description lists', async () => {
  await refuse();
  const bad = [
    { type: 'track', userId: 'u' },
    { type: 'track', event: 'Seen' },
    { type: 'track', event: 'Seen', userId: 'undefined' },
    { type: 'track', event: 'Seen', identities: { email: 'ann' } },
    { type: 'track', event: 'Seen', userId: 'u', properties: { text: 'x'.repeat(40_000) } },
    { type: 'track', event: 'Seen', userId: 'u', properties: { tree: deep } },
    { type: 'track', event: 'Seen', userId: 'u\ud83d' },
    { type: 'track', event: 'Seen', userId: 2 ** 53 },
    { type: 'track', event: 'Seen', userId: 'u', messageId: refused },
  ];
  const { answer } = await call('sendBatch', { body: { batch: bad } });
  const codes = (answer.errors as { code: string }[]).map(({ code }) => code);
  expect(codes).toHaveLength(bad.length);
  for (const code of codes) expect(operationOf('sendBatch').description).toContain(`\`${code}\``);
});

describe('says no as described', () => {
  const track = { event: 'Seen', userId: 'u' };
  const withBody = operations.filter(({ body }) => body !== undefined);
  const withKey = operations.filter(({ key }) => key !== 'none' && key !== 'user');
  const withUser = operations.filter(({ key }) => key === 'user');
  const id = '01a2042f-b4e2-72fe-95bd-718adb295762';

  it.each(withKey.map((operation) => [operation.id, operation] as const))(
    '%s, to a wrong key',
    async (name, { key, method }) => {
      const body = method === 'post' ? { body: {} } : {};
      expect(await call(name, { id, ...body, key: 'tl_server_nobody' })).toMatchObject({ code: 'key-unknown' });
      const other = key === 'write' ? keys.admin : keys.write;
      expect(await call(name, { id, ...body, key: other })).toMatchObject({ code: 'key-not-allowed' });
    },
  );

  it.each(withUser.map(({ id: name, method }) => [name, method]))('%s, to a wrong user token', async (name, method) => {
    const body = method === 'post' ? { body: {} } : {};
    for (const [code, key] of await wrongTokens())
      expect(await call(name, { id, ...body, key })).toMatchObject({ status: 401, code });
  });

  it.each(withBody.map((operation) => [operation.id]))('%s, to a body that can not be read', async (name) => {
    expect(await call(name, { id, body: '{"a": ' })).toMatchObject({ status: 400, code: 'unreadable' });
    const deep = { id, body: `{"a":${'['.repeat(100)}${']'.repeat(100)}}` };
    if (operationOf(name).key !== 'write')
      expect(await call(name, deep)).toMatchObject({ status: 400, code: 'too-deep' });
    const encoded = { id, body: '{}', headers: { 'content-encoding': 'rot13' } };
    expect(await call(name, encoded)).toMatchObject({ status: 415, code: 'unreadable' });
    const huge = gzipSync(`{"a":"${'x'.repeat(11_000_000)}"}`);
    const answer = await call(name, { id, body: huge, headers: { 'content-encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 413, code: 'too-large' });
    const { title } = answer.answer as { title: string };
    expect(errorsOf(operationOf(name)).map(({ example }) => example.title)).toContain(title);
  });

  it.each<[string, Call, number, string]>([
    ['sendTrack', { body: { ...track, event: '' } }, 400, 'event-unreadable'],
    ...['sendTrack', 'sendIdentify', 'sendPage', 'sendScreen', 'sendGroup', 'sendAlias'].flatMap(
      (name): [string, Call, number, string][] => [
        [name, { body: { ...track, userId: 'x'.repeat(256) } }, 400, 'event-unreadable'],
        [name, { body: { event: 'Seen' } }, 400, 'nobody'],
        [name, { body: { ...track, userId: '\ud83d' } }, 400, 'id-no-text'],
        [name, { body: { ...track, userId: 2 ** 53 } }, 400, 'id-inexact'],
        [name, { body: { ...track, userId: '[object Object]' } }, 400, 'id-placeholder'],
        [name, { body: { event: 'Seen', identities: { email: 'ann' } } }, 400, 'identity-unfit'],
        [name, { body: '{"event":"Seen","userId":"u","context":{"n":1e400}}' }, 400, 'number-too-large'],
        [name, { body: { ...track, context: { tree: deep } } }, 400, 'event-too-deep'],
        [name, { body: { ...track, context: { text: 'x'.repeat(40_000) } } }, 413, 'event-too-large'],
        [name, { body: { ...track, messageId: `${refused} ${name}` } }, 422, 'event-refused'],
      ],
    ),
    ['sendBatch', { body: { calls: [] } }, 400, 'batch-unreadable'],
    ['publish', { body: { journeys: 'all' } }, 422, 'publication-unreadable'],
    [
      'publish',
      { body: { journeys: [{ ...(publication.journeys[0] as object), start: 'helo' }] } },
      422,
      'unknown-start',
    ],
    [
      'publish',
      { body: { templates: [{ id: 'nul', content: { email: { subject: 'a', html: '\u0000' } } }] } },
      422,
      'data-refused',
    ],
    ['previewTemplate', { id: '%zz', body: {} }, 400, 'address-unreadable'],
    ['previewTemplate', { id: 'wellcome', body: {} }, 404, 'not-found'],
    ['previewTemplate', { id: 'trial-hello', body: { userId: 'nobody' } }, 404, 'customer-not-found'],
    ['previewTemplate', { id: 'trial-hello', body: { fixture: 'anne' } }, 422, 'unknown-fixture'],
    ['previewTemplate', { id: 'trial-hello', body: { channel: 'webhook' } }, 422, 'template-lacks-channel'],
    ['previewTemplate', { id: 'trial-hello', body: { userId: '\u0000' } }, 422, 'data-refused'],
    ['previewTemplate', { id: 'trial-hello', body: { user: 'u1' } }, 422, 'parameter-wrong'],
    ['getJourney', { id: 'trail' }, 404, 'not-found'],
    ['getJourney', { id: '%00' }, 404, 'not-found'],
    ['getJourney', { id: '%zz' }, 400, 'address-unreadable'],
    ['getRun', { id: '%zz' }, 400, 'address-unreadable'],
    ['getCustomer', { id: '%zz' }, 400, 'address-unreadable'],
    ['getCustomer', { id }, 404, 'customer-unknown'],
    ['getCustomer', { id: '%00' }, 422, 'data-refused'],
    ['getCustomer', { id: 'u1', query: 'after=here' }, 422, 'parameter-wrong'],
    ['findCustomer', { query: 'identity=email:nobody@example.com' }, 404, 'customer-unknown'],
    ['findCustomer', { query: 'identity=loyalty:%00' }, 422, 'data-refused'],
    ['findCustomer', { query: 'identity=ann' }, 422, 'parameter-wrong'],
    ['mergeCustomers', { id: '%zz', body: { from: 'u2' } }, 400, 'address-unreadable'],
    ['mergeCustomers', { id: 'nobody', body: { from: 'nobody' } }, 404, 'customer-unknown'],
    ['mergeCustomers', { id: 'u1', body: { from: '\u0000' } }, 422, 'data-refused'],
    ['mergeCustomers', { id: 'u1', body: { into: 'u2' } }, 422, 'parameter-wrong'],
    ['getSettings', { id: 'no-key' }, 404, 'not-found'],
    ['getSettings', { id: '%zz' }, 400, 'address-unreadable'],
    ['retryRun', { id: '%zz' }, 400, 'address-unreadable'],
    ['exitRun', { id: '%zz', body: { reason: 'why' } }, 400, 'address-unreadable'],
    ['listRuns', { query: 'limit=201' }, 422, 'parameter-wrong'],
    ['listRuns', { query: 'userId=%00' }, 422, 'data-refused'],
    ['getRun', { id }, 404, 'not-found'],
    ['retryRun', { id }, 404, 'not-found'],
    ['exitRun', { id, body: { reason: 'why' } }, 404, 'not-found'],
    ['exitRun', { id, body: {} }, 422, 'parameter-wrong'],
    ['listInbox', { query: 'limit=0' }, 422, 'parameter-wrong'],
    ['listInboxMessages', { query: 'limit=0' }, 422, 'parameter-wrong'],
    ['listInboxMessages', { query: 'userId=%00' }, 422, 'data-refused'],
    ['markManySeen', { body: { ids: [] } }, 422, 'parameter-wrong'],
    ['listTasks', { query: 'limit=0' }, 422, 'parameter-wrong'],
    ['listTasks', { query: 'assignee=%00' }, 422, 'data-refused'],
    ['getTask', { id }, 404, 'not-found'],
    ['getTask', { id: '%zz' }, 400, 'address-unreadable'],
    ...['claimTask', 'releaseTask'].flatMap((name): [string, Call, number, string][] => [
      [name, { id, body: { person: 'ann' } }, 404, 'not-found'],
      [name, { id: '%zz', body: { person: 'ann' } }, 400, 'address-unreadable'],
      [name, { id, body: {} }, 422, 'parameter-wrong'],
    ]),
    ['answerTask', { id, body: { person: 'ann', choice: 'reached' } }, 404, 'not-found'],
    ['answerTask', { id: '%zz', body: { person: 'ann', choice: 'reached' } }, 400, 'address-unreadable'],
    ['answerTask', { id, body: { person: 'ann' } }, 422, 'parameter-wrong'],
    ['getTestClock', { query: 'user=x' }, 422, 'parameter-wrong'],
    ['getTestClock', { query: 'users=%00' }, 422, 'data-refused'],
    ['setTestClock', { body: { now: 'noon' } }, 422, 'parameter-wrong'],
    ['sendTestCalls', { body: { calls: [] } }, 422, 'parameter-wrong'],
    ['sendTestCalls', { body: { calls: [{ type: 'track', event: 'Seen' }] } }, 422, 'call-refused'],
    ['reportTestFeedback', { body: { messageId: id, kind: 'opened' } }, 422, 'no-such-message'],
    ['reportTestFeedback', { body: { messageId: id, kind: 'seen' } }, 422, 'parameter-wrong'],
    ...['markSeen', 'markClicked', 'markDismissed'].flatMap((name): [string, Call, number, string][] => [
      [name, { id }, 404, 'not-found'],
      [name, { id: '%zz' }, 400, 'address-unreadable'],
    ]),
  ])('%s %j: %i %s', async (name, what, status, code) => {
    expect(await call(name, what)).toMatchObject({ status, code });
  });

  it('to what only a server key may do', async () => {
    const key = await createKey(db.database, { workspace: 'default', kind: 'browser', title: 'test' });
    const body = { event: 'Seen', identities: { email: 'ann@example.com' } };
    for (const name of ['sendTrack', 'sendIdentify', 'sendPage', 'sendScreen', 'sendGroup', 'sendAlias'])
      expect(await call(name, { body, key })).toMatchObject({ status: 403, code: 'needs-server-key' });
    const imported = { body: { batch: [], historical: true } };
    expect(await call('sendBatch', { ...imported, key })).toMatchObject({ status: 403, code: 'needs-server-key' });
    expect(await call('sendBatch', imported)).toMatchObject({ status: 200 });
  });

  it('of feedback and of messages without an outcome', async () => {
    const feedback = {
      own: { type: 'standard', secrets: [{ env: 'THROUGHLINE_SECRET_FEEDBACK' }] },
      unset: { type: 'standard', secrets: [{ env: 'THROUGHLINE_SECRET_UNSET' }] },
    };
    await call('publish', { body: { workspace: { feedback } } });
    const report = async (id: string, body: object) => {
      const at = new Date();
      const signature = new Webhook(feedbackSecret).sign('e1', at, JSON.stringify(body));
      const headers = { 'webhook-id': 'e1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) };
      return call('receiveFeedback', { id, body, headers: { ...headers, 'webhook-signature': signature } });
    };
    const example = exampleOf(operationOf('receiveFeedback').body as Content) as object;
    expect(await report('own', example)).toMatchObject({ status: 200, answer: { unknown: 1 } });
    expect(await report('own', {})).toMatchObject({ status: 422, code: 'feedback-unreadable' });
    expect(await report('nobody', example)).toMatchObject({ status: 404, code: 'not-found' });
    expect(await report('unset', example)).toMatchObject({ status: 503, code: 'secret-missing' });
    expect(await call('receiveFeedback', { id: 'own', body: example })).toMatchObject({ code: 'signature-wrong' });
    expect(await call('receiveFeedback', { id: '%zz', body: example })).toMatchObject({ code: 'address-unreadable' });

    const address = { channel: 'email', address: 'Bo@Example.com' };
    expect(await call('addSuppression', { body: address })).toMatchObject({ status: 200 });
    const same = { ...address, address: 'bo@example.com' };
    expect(await call('removeSuppression', { body: same })).toMatchObject({ answer: { removed: true } });
    expect(await call('removeSuppression', { body: same })).toMatchObject({ answer: { removed: false } });
    for (const name of ['addSuppression', 'removeSuppression']) {
      expect(await call(name, { body: { channel: 'fax', address: 'a' } })).toMatchObject({ code: 'parameter-wrong' });
      expect(await call(name, { body: { ...address, address: '\u0000' } })).toMatchObject({ code: 'data-refused' });
    }

    expect(await call('listUnknownMessages', {})).toMatchObject({ answer: { items: [], next: null } });
    expect(await call('listUnknownMessages', { query: 'limit=0' })).toMatchObject({ code: 'parameter-wrong' });
    const { messageId, ...run } = await insertSentMessage(db);
    const body = { why: 'why' };
    for (const name of ['resendMessage', 'acceptMessage']) {
      expect(await call(name, { id: run.id, body })).toMatchObject({ status: 404, code: 'not-found' });
      expect(await call(name, { id: '%zz', body })).toMatchObject({ code: 'address-unreadable' });
      expect(await call(name, { id: messageId, body })).toMatchObject({ status: 409, code: 'message-decided' });
      expect(await call(name, { id: messageId, body: {} })).toMatchObject({ code: 'parameter-wrong' });
      expect(await call(name, { id: messageId, body: { why: '\u0000' } })).toMatchObject({ code: 'data-refused' });
      await db.look(`update messages set state = 'unknown' where id = ? returning 1`, [messageId]);
      expect(await call('listUnknownMessages', {})).toMatchObject({ answer: { items: [{ id: messageId }] } });
      expect(await call(name, { id: messageId, body })).toMatchObject({ status: 200 });
      await db.look(`update messages set resend_at = null, state = 'accepted' where id = ? returning 1`, [messageId]);
    }
  });

  it('of consents that are not to be taken', async () => {
    const key = await createKey(db.database, { workspace: 'default', kind: 'browser', title: 'test' });
    const statement = (name: string, state = 'withdrawn') => ({ subject: 'topic', name, state });
    const userId = 'of-consents';
    await call('sendIdentify', { body: { userId } });
    await call('publish', { body: { journeys: [], workspace: { topics: { offers: { title: 'Offers' } } } } });
    const granted = { userId, statements: [statement('offers', 'granted')] };
    const withdrawn = { userId, statements: [statement('offers')] };
    expect(await call('recordConsents', { key, body: granted })).toMatchObject({ code: 'grant-not-allowed' });
    expect(await call('recordConsents', { key, body: withdrawn })).toMatchObject({ answer: { recorded: 1 } });
    const unknown = [
      ['recordConsents', { body: { ...withdrawn, userId: 'nobody' } }],
      ['recordCustomerConsents', { id: 'nobody', body: { statements: withdrawn.statements } }],
      ['getCustomerConsents', { id: 'nobody' }],
    ] as const;
    for (const [name, what] of unknown)
      expect(await call(name, what)).toMatchObject({ status: 404, code: 'customer-unknown' });
    const misspelt = { statements: [statement('ofers')] };
    const wrong = [
      ['recordConsents', { body: { userId, ...misspelt } }, 'unknown-topic'],
      ['recordConsents', { body: { ...withdrawn, userId: '\u0000' } }, 'data-refused'],
      ['recordConsents', { body: { ...withdrawn, anonymousId: 'a' } }, 'parameter-wrong'],
      ['recordCustomerConsents', { id: userId, body: misspelt }, 'unknown-topic'],
      ['recordCustomerConsents', { id: '%00', body: { statements: withdrawn.statements } }, 'data-refused'],
      ['recordCustomerConsents', { id: userId, body: { statements: [] } }, 'parameter-wrong'],
      ['getCustomerConsents', { id: '%00' }, 'data-refused'],
      ['getCustomerConsents', { id: userId, query: 'limit=0' }, 'parameter-wrong'],
    ] as const;
    for (const [name, what, code] of wrong) expect(await call(name, what)).toMatchObject({ status: 422, code });
    for (const name of ['recordCustomerConsents', 'getCustomerConsents'])
      expect(
        await call(name, { id: '%zz', ...(name === 'getCustomerConsents' ? {} : { body: misspelt }) }),
      ).toMatchObject({ code: 'address-unreadable' });
    const purpose = { subject: 'purpose', name: 'offers', state: 'withdrawn' };
    expect(await call('recordCustomerConsents', { id: userId, body: { statements: [purpose] } })).toMatchObject({
      code: 'parameter-wrong',
    });
  });

  it('of runs that are not in the state for it', async () => {
    const userId = 'of-runs';
    const body = { batch: [{ type: 'track', event: 'Trial Started', userId, properties: { plan: 'team' } }] };
    await call('publish', { body: publication });
    await call('sendBatch', { body });
    const { answer } = await call('listRuns', { query: `userId=${userId}` });
    const [run] = answer.items as { id: string }[];
    const own = { id: run?.id ?? '' };
    expect(await call('retryRun', own)).toMatchObject({ status: 409, code: 'run-not-stuck' });
    expect(await call('exitRun', { ...own, body: { reason: '\u0000' } })).toMatchObject({ code: 'data-refused' });
    await call('exitRun', { ...own, body: { reason: 'enough' } });
    await runTurn(db.database, own.id, Date.now());
    for (const name of ['retryRun', 'exitRun']) {
      expect(await call(name, { ...own, body: { reason: 'why' } })).toMatchObject({ status: 409, code: 'run-ended' });
    }
    expect(await call('getRun', own)).toMatchObject({
      answer: { status: 'ended', inputs: [{}, { kind: 'operator-exit' }] },
    });
  });

  it('of tasks that others have, or that are done', async () => {
    const task = await openTaskOf('of-tasks');
    const [ann, ben] = [{ person: 'ann@example.com' }, { person: 'ben@example.com' }];
    const own = { id: task.id };
    const choice = 'reached';
    expect(await call('releaseTask', { ...own, body: ann })).toMatchObject({ status: 409, code: 'task-unclaimed' });
    await call('claimTask', { ...own, body: ann });
    for (const name of ['claimTask', 'releaseTask', 'answerTask']) {
      const body = name === 'answerTask' ? { choice } : {};
      expect(await call(name, { ...own, body: { ...body, ...ben } })).toMatchObject({
        status: 409,
        code: 'task-claimed',
      });
      const refused = { ...body, person: '\u0000' };
      expect(await call(name, { ...own, body: refused })).toMatchObject({ status: 422, code: 'data-refused' });
    }
    const unknown = { ...own, body: { ...ann, choice: 'reachd' } };
    expect(await call('answerTask', unknown)).toMatchObject({ status: 422, code: 'no-such-choice' });
    const note = { ...own, body: { ...ann, choice, note: '\u0000' } };
    expect(await call('answerTask', note)).toMatchObject({ status: 422, code: 'data-refused' });
    await call('releaseTask', { ...own, body: ann });
    await db.look(`update tasks set group_id = null, person = 'boss' where id = ? returning 1`, [task.id]);
    for (const name of ['claimTask', 'releaseTask', 'answerTask']) {
      const body = { ...(name === 'answerTask' && { choice }), ...ann };
      expect(await call(name, { ...own, body })).toMatchObject({ status: 409, code: 'task-not-asked' });
    }
    await call('answerTask', { ...own, body: { person: 'boss', choice } });
    for (const name of ['claimTask', 'releaseTask', 'answerTask']) {
      const body = { ...(name === 'answerTask' && { choice }), ...ann };
      expect(await call(name, { ...own, body })).toMatchObject({ status: 409, code: 'task-closed' });
    }
  });

  it('of test mode, where the API is not in it', async () => {
    const plain = await listen(db.database, { testMode: false });
    for (const name of ['getTestClock', 'setTestClock', 'sendTestCalls', 'reportTestFeedback']) {
      const { body } = operationOf(name);
      const own = { ...(body && { body: exampleOf(body) }), url: plain.url };
      expect(await call(name, own)).toMatchObject({ status: 403, code: 'not-in-test-mode' });
    }
    await new Promise((resolve) => plain.server.close(resolve));
  });

  it('of secrets that are one or two', async () => {
    for (const [operationId, status, code] of [
      ['retireUserTokenSecret', 409, 'one-secret'],
      ['rotateUserTokenSecret', 200, undefined],
      ['rotateUserTokenSecret', 409, 'two-secrets'],
      ['retireUserTokenSecret', 200, undefined],
    ] as const)
      expect(await call(operationId)).toMatchObject({ status, ...(code && { code }) });
    keys.user = await userToken(db, 'u1');
  });

  const needDatabase = operations.filter((operation) => errorsOf(operation).some(({ status }) => status === 503));
  const sendable = ({ id: name, body }: Operation): Call => ({
    id: name === 'getJourney' ? 'trial' : name === 'receiveFeedback' ? 'own' : id,
    ...(body && { body: exampleOf(body) }),
    ...(name === 'findCustomer' && { query: 'identity=userId:u1' }),
  });

  it('while PostgreSQL is away', async () => {
    const away = openDatabase({ url: `postgres://nobody@127.0.0.1:${await freePort()}/nowhere` });
    const other = await listen(away);
    for (const operation of needDatabase) {
      const answer = await call(operation.id, { ...sendable(operation), url: other.url });
      expect({ id: operation.id, ...answer }).toMatchObject({ id: operation.id, status: 503, code: 'database-away' });
    }
    await new Promise((resolve) => other.server.close(resolve));
    await away.destroy();
  });

  it('while calls wait and no batch is committed', async () => {
    const app = express();
    const stuckFor = { ms: 0 };
    const services = { database: db.database, collector: { stalledMs: () => stuckFor.ms } } as unknown as ApiServices;
    const door = () => {};
    app.use(
      mountOperations([isReady as unknown as Operation], {
        ...{ services, authenticate: () => door, userDoor: door, intakeDoor: door },
      }),
      problemHandler(pino({ level: 'silent' })),
    );
    const other = createServer(app);
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await call('isReady', { url })).toMatchObject({ status: 200 });
    stuckFor.ms = 11_000;
    expect(await call('isReady', { url })).toMatchObject({ status: 503, code: 'intake-stalled' });
    await new Promise((resolve) => other.close(resolve));
  });

  it('with an error id where the fault is ours', async () => {
    const broken = await createTestDatabase();
    const make = (kind: 'server' | 'admin') =>
      createKey(broken.database, { workspace: 'default', kind, title: 'test' });
    const own = { write: await make('server'), admin: await make('admin'), user: await userToken(broken, 'u1') };
    const other = await listen(broken.database);
    // All that is read behind the door.
    const tables = await broken.look<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
       and not relispartition and relname not in ('access_keys', 'workspaces')`,
    );
    await broken.look(`drop table ${tables.map(({ name }) => `"${name}"`).join(', ')} cascade`);
    for (const operation of needDatabase.filter(({ key }) => key !== 'none')) {
      const key = own[operation.key as keyof typeof own];
      const answer = await call(operation.id, { ...sendable(operation), key, url: other.url });
      expect({ id: operation.id, ...answer }).toMatchObject({
        ...{ id: operation.id, status: 500, code: 'unexpected' },
        answer: { errorId: expect.any(String) },
      });
    }
    await new Promise((resolve) => other.server.close(resolve));
    await broken.destroy();
  });
});

it('has given every answer that is described, but for those that need a flood or a broken server', () => {
  const described = operations.flatMap((operation) => [
    `${operation.id} 200`,
    ...errorsOf(operation).map(({ status, code }) => `${operation.id} ${status} ${code}`),
  ]);
  const rare = described.filter((answer) => /intake-busy$|rate-limited$|^isReady 500/.test(answer));
  expect(described.filter((answer) => !given.has(answer)).sort()).toEqual(rare.sort());
});

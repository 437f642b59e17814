import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { runTurn } from '../../../../activities/run-turn.ts';
import { call, defineEvent, defineTraits, entryOf, exit, flow, journey, on, t, wait } from '../../../../core/index.ts';
import { createOutbound } from '../../../../services/channels/outbound.ts';
import { type CallDependencies, performCall } from '../../../../services/delivery/calls/perform-call.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { findRunView } from '../../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestRun, takeIn } from '../../../support/runs.ts';

/** Calls from a journey to a real HTTP receiver. */
const SignedUp = defineEvent('Signed Up', {});
const customer = defineTraits({ name: t.text });
entryOf(SignedUp);

const minting = (retries: number) =>
  journey(
    'minting',
    { purpose: 'transactional', entry: on(SignedUp), exit: { left: on(defineEvent('Left', {})) } },
    flow(
      call(
        'mint',
        'shop',
        {
          path: '/coupons',
          body: { for: { name: customer.name }, fixed: 1 },
          answer: { code: t.text, days: t.number },
          retries,
          timeout: '1 second',
        },
        {
          ok: flow(wait('rest', '1 hour')),
          rejected: flow(exit('no', 'rejected')),
          failed: flow(exit('gone', 'failed')),
        },
      ),
    ),
  );

const secret = `whsec_${Buffer.from('a secret of 24 bytes or more').toString('base64')}`;
let db: TestDatabase;
let server: Server;
let answers: { status: number; body: string }[];
let requests: { url: string | undefined; method: string | undefined; headers: IncomingHttpHeaders; body: string }[];
let dependencies: CallDependencies;

beforeEach(async () => {
  db = await createTestDatabase();
  [answers, requests] = [[], []];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { url, method, headers } = request;
    requests.push({ url, method, headers, body });
    const answer = answers.shift() ?? { status: 200, body: '{"code":"A1","days":3,"more":true}' };
    response.writeHead(answer.status).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  dependencies = {
    ...{ database: db.database, channels: new Map(), leaseMs: 1, sendTimeoutMs: 1, longestPauseMs: 1 },
    outbound: createOutbound({ timeoutMs: 2_000, allowPrivateAddresses: true }),
    namedSecrets: new Map([['THROUGHLINE_SECRET_SHOP', secret]]),
  };
});
afterEach(async () => {
  dependencies.outbound?.close();
  server.closeAllConnections();
  await Promise.all([new Promise((resolve) => server.close(resolve)), db.destroy()]);
});

/** A run that waits for its call. */
async function waiting(retries = 2): Promise<{ journeyRunId: string; visit: number }> {
  const { port } = server.address() as AddressInfo;
  const webhooks = { shop: { url: `http://127.0.0.1:${port}/api`, secret: { env: 'THROUGHLINE_SECRET_SHOP' } } };
  await publish(db.database, 'default', { journeys: [], templates: [], workspace: { webhooks } });
  const { id } = await insertTestRun(db, { definition: minting(retries) });
  const { openJobs } = await runTurn(db.database, id, Date.now());
  expect(openJobs).toMatchObject([{ activity: 'call', taskQueue: 'throughline-calls', summary: 'calling shop' }]);
  return { journeyRunId: id, visit: 1 };
}

const stateOf = async (id: string) =>
  (await db.look<{ state: { answers?: object } }>('select state from journey_runs where id = ?', [id]))[0]?.state;
const callsOf = async (id: string) =>
  (await findRunView(db.database, 'default', id))?.run.calls.map(({ state, attempts, rule }) => ({
    state,
    attempts,
    rule,
  }));

describe('a call', () => {
  it('sends the body with its values, signed, and keeps what the step declares of the answer', async () => {
    const key = await waiting();
    await performCall(dependencies, key, Date.now());
    await runTurn(db.database, key.journeyRunId, Date.now());
    const [request] = requests;
    expect(request).toMatchObject({ url: '/api/coupons', method: 'POST', body: '{"for":{"name":"Ann"},"fixed":1}' });
    expect(request?.headers['idempotency-key']).toBe(`${key.journeyRunId}-1`);
    new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>);
    expect((await stateOf(key.journeyRunId))?.answers).toEqual({ mint: { code: 'A1', days: 3 } });
    expect(await callsOf(key.journeyRunId)).toEqual([{ state: 'ok', attempts: 1, rule: null }]);
    await performCall(dependencies, key, Date.now()); // once more, late
    expect(requests).toHaveLength(1);
  });

  it('is made again under the same key, at most as often as the step says', async () => {
    const key = await waiting(1);
    answers = [
      { status: 503, body: 'later' },
      { status: 429, body: 'slowly' },
    ];
    await expect(performCall(dependencies, key, Date.now())).rejects.toMatchObject({
      code: 'http-503',
      retryAfter: 1_000,
    });
    await performCall(dependencies, key, Date.now());
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    await runTurn(db.database, key.journeyRunId, Date.now());
    expect(await db.look('select end_reason from journey_runs')).toEqual([{ end_reason: 'failed' }]);
    expect(await callsOf(key.journeyRunId)).toEqual([{ state: 'failed', attempts: 2, rule: 'http-429' }]);
  });

  it.each([
    ['rejected', { status: 404, body: '' }, 'http-404'],
    ['failed', { status: 302, body: '' }, 'http-302'],
    ['failed', { status: 200, body: 'no json' }, 'answer-no-json'],
    ['failed', { status: 200, body: '{"code":"A1"}' }, 'answer-unfit'],
    ['failed', { status: 200, body: `{"code":"${'x'.repeat(5_000)}","days":1}` }, 'answer-too-large'],
    ['failed', { status: 200, body: `{"code":"${'x'.repeat(70_000)}","days":1}` }, 'answer-too-large'],
  ])('is %s by the answer %j', async (state, answer, rule) => {
    const key = await waiting();
    answers = [answer];
    await performCall(dependencies, key, Date.now());
    expect(await callsOf(key.journeyRunId)).toEqual([{ state, attempts: 1, rule }]);
  });

  it('reaches no private address', async () => {
    const key = await waiting();
    const outbound = createOutbound({ timeoutMs: 2_000, allowPrivateAddresses: false });
    await performCall({ ...dependencies, outbound }, key, Date.now());
    outbound.close();
    expect(requests).toEqual([]);
    expect(await callsOf(key.journeyRunId)).toEqual([{ state: 'failed', attempts: 1, rule: 'address-not-allowed' }]);
  });

  it('whose run has left is not made', async () => {
    const key = await waiting();
    const [{ value: userId } = { value: '' }] = await db.look<{ value: string }>(
      `select value from identities where kind = 'user_id'`,
    );
    await takeIn(db, { userId, name: 'Left' });
    await runTurn(db.database, key.journeyRunId, Date.now());
    await performCall(dependencies, key, Date.now());
    expect(requests).toEqual([]);
  });
});

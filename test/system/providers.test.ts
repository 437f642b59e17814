import { channel, defineEvent, flow, journey, on, send, t, template } from '../../core/index.ts';
import { freePort } from '../../worker/free-port.ts';
import { startFaultWorker } from '../support/fault-worker.ts';
import { templates, welcome } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

/** Receivers that honour our key, answer late, or are away. */
jest.setTimeout(120_000);

const Ordered = defineEvent('Ordered', { order: t.text });
const notify = journey(
  'notify',
  { purpose: 'transactional', entry: on(Ordered) },
  flow(send('tell', template('tell'), { via: [channel('webhook')] })),
);
const tell = { id: 'tell', content: { webhook: { body: '{"order": {{ entry.order | json }}}' } } };

let system: System;
let answerMails: () => void = () => {};
let mailsAnswered = Promise.resolve();
beforeAll(async () => {
  system = await startSystem({ onMail: () => mailsAnswered });
});
beforeEach(async () => {
  mailsAnswered = Promise.resolve();
  await system.clear();
  await system.publish({ journeys: [notify, welcome({ settle: '1 second' })], templates: [...templates, tell] });
});
afterEach(() => answerMails());
afterAll(() => system.stop());

const order = (userId = 'ann') => system.analytics().track({ userId, event: 'Ordered', properties: { order: 'o1' } });
const message = (step: string) =>
  system.db.look<{ state: string; attempt: number; error_code: string | null }>(
    `select state, attempt,
       (select error_code from message_attempts where message_id = id and outcome is not null order by attempt desc limit 1)
     from messages where step_id = ?`,
    [step],
  );
const ended = () =>
  eventually(
    () =>
      system.db.look<{ open: number }>(
        `select count(*) as open from journey_runs where ended_at is null and journey_id = 'notify'`,
      ),
    ([row]) => row?.open === 0,
    60_000,
  );

it.each(['claimed', 'sending', 'sent'] as const)(
  'a worker killed at "%s" of a webhook: it is sent again under the same key, one effect',
  async (place) => {
    const worker = await startFaultWorker(system, place, { LEASE_MS: '3000' });
    order();
    await worker.reached;
    await worker.kill();
    await startWorkerHere(system);
    await eventually(
      () => message('tell'),
      ([row]) => row?.state === 'accepted',
      60_000,
    );
    await ended();
    const effects = [...system.sink.effects().values()];
    expect(effects.map(({ times }) => times)).toEqual([place === 'sent' ? 2 : 1]);
  },
);

it('a receiver that answers after its time-out is asked again under the same key: one effect', async () => {
  const worker = await startFaultWorker(system, 'settled'); // stands still at no place that matters: its time-out is 3 s
  system.sink.answerAfter(3_500);
  order();
  await eventually(
    async () => system.sink.counts.requests,
    (requests) => requests >= 2,
    30_000,
  );
  system.sink.behave();
  await worker.reached;
  worker.goOn();
  await eventually(
    () => message('tell'),
    ([row]) => row?.state === 'accepted',
    60_000,
  );
  await ended();
  expect(system.sink.effects().size).toBe(1);
  await worker.kill();
});

it('a provider away: its messages are tried again and again and come when it is back; other channels are unharmed', async () => {
  const { url: webhookUrl, secret } = system.sink;
  const worker = await startWorkerHere(system, {
    channels: {
      smtp: { url: `smtp://127.0.0.1:${await freePort()}`, from: 'Test <test@example.org>', timeoutMs: 5_000 },
      webhook: { url: webhookUrl, secret, timeoutMs: 5_000, allowPrivateAddresses: true },
    },
  });
  const analytics = system.analytics();
  analytics.identify({ userId: 'ben', traits: { email: 'ben@example.com', name: 'Ben' } });
  analytics.track({ userId: 'ben', event: 'Signed Up', properties: { source: 'test' } });
  await eventually(
    () => message('hello'),
    ([row]) => row?.state === 'failed-temporarily' && row.attempt >= 3,
    30_000,
  );
  expect((await message('hello'))[0]).toMatchObject({ error_code: 'smtp-esocket' });
  const [run] = await system.db.look<{ id: string }>(`select id from journey_runs where journey_id = 'welcome'`);
  const waits = async () => {
    const { pendingActivities } = (await system.temporal.workflow.getHandle(`welcome/${run?.id}`).describe()).raw;
    return Number(pendingActivities?.[0]?.currentRetryInterval?.seconds ?? 0);
  };
  await eventually(waits, (seconds) => seconds >= 4); // one second, two, four
  order('cat');
  await eventually(
    () => message('tell'),
    ([row]) => row?.state === 'accepted',
    30_000,
  );
  await ended();
  expect(system.sink.effects().size).toBe(1);
  await worker.stop();
  await startWorkerHere(system);
  await eventually(
    () => system.mails('ben@example.com'),
    (mails) => mails.length === 1,
    60_000,
  );
});

it('a mail server that answers nobody holds up the mails and no other channel', async () => {
  mailsAnswered = new Promise((resolve) => (answerMails = resolve));
  const timeoutMs = 50_000;
  const { THROUGHLINE_SMTP_URL: url = '' } = system.environment;
  const { url: webhookUrl, secret } = system.sink;
  const worker = await startWorkerHere(system, {
    sendTimeoutMs: timeoutMs,
    leaseMs: 60_000,
    channels: {
      smtp: { url, from: 'Test <test@example.org>', timeoutMs },
      webhook: { url: webhookUrl, secret, timeoutMs, allowPrivateAddresses: true },
    },
  });
  const analytics = system.analytics();
  for (let number = 0; number < 60; number += 1) {
    analytics.identify({ userId: `u${number}`, traits: { email: `u${number}@example.com`, name: 'U' } });
    analytics.track({ userId: `u${number}`, event: 'Signed Up', properties: { source: 'test' } });
  }
  const held = async () => (await message('hello')).filter(({ state }) => state === 'sending').length;
  await eventually(held, (count) => count >= 20); // as many as the worker sends at a time
  await eventually(
    () => system.db.look<{ due: number }>(`select count(*) as due from run_visits where step_id = 'hello'`),
    ([row]) => row?.due === 60,
  );
  order('cat');
  await eventually(
    () => message('tell'),
    ([row]) => row?.state === 'accepted',
    20_000,
  );
  expect((await message('hello')).filter(({ state }) => state === 'accepted')).toEqual([]);
  answerMails();
  await worker.stop();
});

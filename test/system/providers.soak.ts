import { channel, defineEvent, flow, journey, on, send, t, template } from '../../core/index.ts';
import { freePort } from '../../worker/free-port.ts';
import { startFaultWorker } from '../support/fault-worker.ts';
import { templates, welcome } from '../support/journeys.ts';
import { eventually, type System, type SystemOptions, withSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

/** Receivers that honour our key, answer late, or are away. Each case waits beside the others, in a system of its own. */
jest.setTimeout(120_000);

const Ordered = defineEvent('Ordered', { order: t.text });
const notify = journey(
  'notify',
  { purpose: 'transactional', entry: on(Ordered) },
  flow(send('tell', template('tell'), { via: [channel('webhook')] })),
);
const tell = { id: 'tell', content: { webhook: { body: '{"order": {{ entry.order | json }}}' } } };

interface Case extends System {
  order(): void;
  message(step: string): Promise<{ state: string; attempt: number; error_code: string | null }[]>;
  /** Resolves when no run of "notify" is open. */
  ended(): Promise<unknown>;
}

const inCase = (work: (the: Case) => Promise<void>, options?: SystemOptions): Promise<void> =>
  withSystem(async (system) => {
    await system.publish({ journeys: [notify, welcome({ settle: '1 second' })], templates: [...templates, tell] });
    await work(caseOf(system));
  }, options);

function caseOf(system: System): Case {
  return {
    ...system,
    order: () => void system.analytics().track({ userId: 'ann', event: 'Ordered', properties: { order: 'o1' } }),
    message: (step) =>
      system.db.look(
        `select state, attempt,
           (select error_code from message_attempts where message_id = id and outcome is not null order by attempt desc limit 1)
         from messages where step_id = ?`,
        [step],
      ),
    ended: () =>
      eventually(
        () =>
          system.db.look<{ open: number }>(
            `select count(*) as open from journey_runs where ended_at is null and journey_id = 'notify'`,
          ),
        ([row]) => row?.open === 0,
        60_000,
      ),
  };
}

it.concurrent.each(['claimed', 'sending', 'sent'] as const)(
  'a worker killed at "%s" of a webhook: it is sent again under the same key, one effect',
  (place) =>
    inCase(async (the) => {
      const worker = await startFaultWorker(the, place, { LEASE_MS: '3000' });
      the.order();
      await worker.reached;
      await worker.kill();
      await startWorkerHere(the);
      await eventually(
        () => the.message('tell'),
        ([row]) => row?.state === 'accepted',
        60_000,
      );
      await the.ended();
      const effects = [...the.sink.effects().values()];
      expect(effects.map(({ times }) => times)).toEqual([place === 'sent' ? 2 : 1]);
    }),
);

it.concurrent('a receiver that answers after its time-out is asked again under the same key: one effect', () =>
  inCase(async (the) => {
    const { url, secret } = the.sink;
    await startWorkerHere(the, {
      channels: { smtp: undefined, webhook: { url, secret, timeoutMs: 500, allowPrivateAddresses: true } },
    });
    the.sink.answerAfter(1_000);
    the.order();
    await eventually(
      async () => the.sink.counts.requests,
      (requests) => requests >= 2,
      30_000,
    );
    the.sink.behave();
    await eventually(
      () => the.message('tell'),
      ([row]) => row?.state === 'accepted',
      60_000,
    );
    await the.ended();
    expect(the.sink.effects().size).toBe(1);
  }));

it.concurrent('a provider away: its messages are tried again and again and come when it is back; other channels are unharmed', () =>
  inCase(async (the) => {
    const { url: webhookUrl, secret } = the.sink;
    const worker = await startWorkerHere(the, {
      channels: {
        smtp: { url: `smtp://127.0.0.1:${await freePort()}`, from: 'Test <test@example.org>', timeoutMs: 5_000 },
        webhook: { url: webhookUrl, secret, timeoutMs: 5_000, allowPrivateAddresses: true },
      },
    });
    const analytics = the.analytics();
    analytics.identify({ userId: 'ben', traits: { email: 'ben@example.com', name: 'Ben' } });
    analytics.track({ userId: 'ben', event: 'Signed Up', properties: { source: 'test' } });
    await eventually(
      () => the.message('hello'),
      ([row]) => row?.state === 'failed-temporarily' && row.attempt >= 3,
      30_000,
    );
    expect((await the.message('hello'))[0]).toMatchObject({ error_code: 'smtp-esocket' });
    const [run] = await the.db.look<{ id: string }>(`select id from journey_runs where journey_id = 'welcome'`);
    const waits = async () => {
      const { pendingActivities } = (await the.temporal.workflow.getHandle(`welcome/${run?.id}`).describe()).raw;
      return Number(pendingActivities?.[0]?.currentRetryInterval?.seconds ?? 0);
    };
    await eventually(waits, (seconds) => seconds >= 4); // one second, two, four
    the.order();
    await eventually(
      () => the.message('tell'),
      ([row]) => row?.state === 'accepted',
      30_000,
    );
    await the.ended();
    expect(the.sink.effects().size).toBe(1);
    await worker.stop();
    await startWorkerHere(the);
    await eventually(
      () => the.mails('ben@example.com'),
      (mails) => mails.length === 1,
      60_000,
    );
  }));

it.concurrent('a mail server that answers nobody holds up the mails and no other channel', () => {
  let answerMails = () => {};
  const mailsAnswered = new Promise<undefined>((resolve) => (answerMails = () => resolve(undefined)));
  return inCase(
    async (the) => {
      const timeoutMs = 50_000;
      const { THROUGHLINE_SMTP_URL: url = '' } = the.environment;
      const { url: webhookUrl, secret } = the.sink;
      const worker = await startWorkerHere(the, {
        sendTimeoutMs: timeoutMs,
        leaseMs: 60_000,
        channels: {
          smtp: { url, from: 'Test <test@example.org>', timeoutMs },
          webhook: { url: webhookUrl, secret, timeoutMs, allowPrivateAddresses: true },
        },
      });
      const analytics = the.analytics();
      for (let number = 0; number < 60; number += 1) {
        analytics.identify({ userId: `u${number}`, traits: { email: `u${number}@example.com`, name: 'U' } });
        analytics.track({ userId: `u${number}`, event: 'Signed Up', properties: { source: 'test' } });
      }
      const held = async () =>
        (await the.message('hello')).filter(({ state }) => /^(claimed|sending)$/.test(state)).length;
      await eventually(held, (count) => count >= 20); // as many as the worker sends at a time
      await eventually(
        () => the.db.look<{ due: number }>(`select count(*) as due from run_visits where step_id = 'hello'`),
        ([row]) => row?.due === 60,
      );
      the.order();
      await eventually(
        () => the.message('tell'),
        ([row]) => row?.state === 'accepted',
        20_000,
      );
      expect((await the.message('hello')).filter(({ state }) => state === 'accepted')).toEqual([]);
      answerMails();
      await worker.stop();
    },
    { onMail: () => mailsAnswered },
  ).finally(answerMails);
});

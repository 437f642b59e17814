import { setTimeout as pause } from 'node:timers/promises';
import { templates, welcome } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';

jest.setTimeout(240_000);

/**
 * The more are on their way, the rarer the moments at which a kill meets one. In `npm test`, test/chaos kills workers under
 * load, and interleavings.test.ts at each place of an attempt.
 */
const CUSTOMERS = 500;
let system: System;
beforeAll(async () => {
  system = await startSystem();
  await system.publish({ journeys: [welcome({ settle: '2 seconds', timeout: '2 seconds' })], templates });
});
afterAll(() => system.stop());

/**
 * SMTP has no idempotency key: an attempt that was under way at the moment of the kill is "unknown" and not made again.
 * So each customer has each mail once, or the books say which one is unknown; none has one twice.
 */
it(`a worker killed with SIGKILL while ${CUSTOMERS} customers are on their way: each has each mail once`, async () => {
  const analytics = system.analytics();
  let worker = await system.startWorker();
  for (let number = 0; number < CUSTOMERS; number += 1) {
    const userId = `c${number}`;
    analytics.identify({ userId, traits: { email: `${userId}@example.com`, name: userId } });
    analytics.track({ userId, event: 'Signed Up', properties: { source: 'kill' } });
  }
  const countMails = async () => (await system.mails()).length;
  for (const killAt of [1, CUSTOMERS * 0.6, CUSTOMERS * 1.3]) {
    await eventually(countMails, (count) => count >= killAt, 60_000);
    await worker.kill();
    await pause(200);
    worker = await system.startWorker();
  }
  await eventually(
    () => system.db.look<{ open: number }>(`select count(*) as open from journey_runs where ended_at is null`),
    ([row]) => row?.open === 0,
    120_000,
  );

  const runs = await system.db.look<{ runs: number }>('select count(*) as runs from journey_runs');
  expect(runs[0]?.runs).toBe(CUSTOMERS);
  const ledger = await system.db.look<{ key: string; state: string }>(`select id as key, state from messages`);
  expect(ledger).toHaveLength(CUSTOMERS * 2);
  const received = (await system.mails()).map(({ messageId }) => messageId.slice(1).split('@')[0] as string);
  expect(new Set(received).size).toBe(received.length); // nothing twice
  const unknown = ledger.filter(({ state }) => state === 'unknown').map(({ key }) => key);
  const accepted = ledger.filter(({ state }) => state === 'accepted').map(({ key }) => key);
  expect(accepted.length + unknown.length).toBe(CUSTOMERS * 2);
  expect(accepted.filter((key) => !received.includes(key))).toEqual([]); // nothing lost
  expect(received.filter((key) => !accepted.includes(key) && !unknown.includes(key))).toEqual([]);
});

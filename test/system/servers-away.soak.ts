import pino from 'pino';
import { whileDatabaseIsAway } from '../support/database-outage.ts';
import { startGate } from '../support/gate.ts';
import { hasty, templates, welcome } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

/** One of the two servers is unavailable. test/chaos kills them under load. */
jest.setTimeout(180_000);

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
beforeEach(async () => {
  await system.clear();
  await system.publish({ journeys: [welcome({ settle: '3 days' }), hasty], templates });
});
afterAll(() => system.stop());

async function track(userId: string, event: string): Promise<number> {
  const response = await fetch(`${system.apiUrl}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${system.writeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      batch: [
        { type: 'identify', userId, traits: { email: `${userId}@example.com`, name: userId } },
        { type: 'track', userId, event },
      ],
    }),
  });
  return response.status;
}

it('while Temporal is unavailable, intake goes on and the outbox fills; when it is back, the outbox drains', async () => {
  const gate = await startGate(system.environment.TEMPORAL_ADDRESS ?? '');
  // It does not sweep: what is lost stays lost.
  const log: string[] = [];
  const worker = await startWorkerHere(system, {
    logger: pino({ level: 'warn' }, { write: (line: string) => void log.push(line) }),
    temporal: { address: gate.address, namespace: system.namespace },
    sweep: { everyMs: 600_000, graceMs: 600_000 },
  });
  const mails = async () => (await system.mails()).map(({ to }) => to.join());
  expect(await track('before', 'Hurried')).toBe(200);
  await eventually(mails, (seen) => seen.length === 1);

  gate.close();
  const users = Array.from({ length: 20 }, (_, number) => `u${number}`);
  for (const userId of users) expect(await track(userId, 'Hurried')).toBe(200);
  await eventually(
    async () => log,
    (lines) => lines.some((line) => line.includes('Temporal was not notified')),
    60_000,
  );
  gate.open();
  await eventually(mails, (seen) => seen.length === 21, 60_000);
  expect((await mails()).sort()).toEqual(['before', ...users].map((userId) => `${userId}@example.com`).sort());
  await eventually(
    () => system.db.look('select 1 from outbox'),
    (rows) => rows.length === 0,
  );
  await worker.stop();
  await gate.stop();
});

it('while PostgreSQL is unavailable, a turn pauses on timers of the server, ever longer: about fifty events in three minutes', async () => {
  const worker = await startWorkerHere(system);
  expect(await track('ann', 'Signed Up')).toBe(200);
  const [run] = await eventually(
    () => system.db.look<{ id: string; label: string }>('select id, label from journey_runs'),
    ([first]) => /^settle/.test(first?.label ?? ''),
  );
  const handle = system.temporal.workflow.getHandle(`welcome/${run?.id}`);
  const timers = async () => {
    const { events } = await handle.fetchHistory();
    return (events ?? []).flatMap(({ timerStartedEventAttributes: timer }, place) =>
      timer ? [{ place, seconds: Number(timer.startToFireTimeout?.seconds) }] : [],
    );
  };
  await eventually(timers, (seen) => seen.length === 1); // of the wait
  await whileDatabaseIsAway(system.db.url, async () => {
    await handle.signal('wake', 'look again');
    const [, first, second] = await eventually(timers, (seen) => seen.length === 3);
    expect([first?.seconds, second?.seconds]).toEqual([4, 8]);
    // No slot is taken meanwhile, and the pauses are 4, 8, 16 and then 30 seconds: nine of them in three minutes.
    expect((await handle.describe()).raw.pendingWorkflowTask ?? undefined).toBeUndefined();
    expect((second?.place ?? 0) - (first?.place ?? 0)).toBeLessThanOrEqual(6);
    expect(await track('ann', 'Account Closed')).toBe(503);
  });
  await eventually(
    () => track('ann', 'Account Closed'),
    (status) => status === 200,
  );
  await eventually(
    () => system.db.look<{ end_reason: string | null }>('select end_reason from journey_runs'),
    ([row]) => row?.end_reason === 'closed',
    60_000,
  );
  await worker.stop();
});

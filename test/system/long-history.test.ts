import { addressOf, serversFolder, variables } from '../support/addresses.ts';
import { startFaultWorkerHere } from '../support/fault-worker.ts';
import { lowerHistoryLimit } from '../support/history-limit.ts';
import { hasty, templates } from '../support/journeys.ts';
import { startOwnTemporal } from '../support/servers.ts';
import { eventually, type System, startSystem } from '../support/system.ts';

/** A Temporal server of its own, which suggests a new link after 40 events. */
jest.setTimeout(180_000);

const SUGGESTED_AT = 40;
const before = { ...process.env };
let restore: () => void;
let temporal: Awaited<ReturnType<typeof startOwnTemporal>>;
let system: System;
beforeAll(async () => {
  restore = await lowerHistoryLimit(SUGGESTED_AT);
  temporal = await startOwnTemporal();
  process.env[variables.postgres] = await addressOf('postgres'); // the run's
  process.env[variables.temporal] = temporal.address;
  delete process.env[serversFolder]; // its namespaces are of the run's server
  system = await startSystem();
  await system.publish({ journeys: [hasty], templates });
});
afterAll(async () => {
  await system?.stop();
  await temporal?.stop();
  restore();
  for (const name of [...Object.values(variables), serversFolder]) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

it('a long history waits for a message in flight, but not forever; the next link sends it no second time', async () => {
  const worker = await startFaultWorkerHere(system, 'claimed', { leaseMs: 40_000, inlineSends: false });
  const analytics = system.analytics();
  analytics.identify({ userId: 'ann', traits: { email: 'ann@example.com' } });
  analytics.track({ userId: 'ann', event: 'Hurried' });
  await worker.reached;
  const look = () => system.db.look<{ id: string; label: string }>('select id, label from journey_runs');
  const [run] = await look();
  const workflowId = `hasty/${run?.id}`;
  const describe = () => system.temporal.workflow.getHandle(workflowId).describe();
  const { runId: firstLink } = await describe();
  const lengths: number[] = [];
  for (let link = firstLink; link === firstLink && lengths.length < 60; ) {
    await system.temporal.workflow.getHandle(workflowId).signal('wake', 'for no reason');
    const turned = await eventually(
      describe,
      ({ runId, historyLength }) => runId !== firstLink || historyLength > (lengths.at(-1) ?? 0) + 4,
    );
    link = turned.runId;
    lengths.push(turned.historyLength);
  }
  const ofFirst = lengths.slice(0, -1); // the last is of the second link
  expect(Math.max(...ofFirst)).toBeGreaterThan(SUGGESTED_AT + 10); // it waited
  expect(Math.max(...ofFirst)).toBeLessThan(SUGGESTED_AT * 3); // and stopped waiting

  // The second link finds the message in flight, and waits for the end of the claim.
  const handle = system.temporal.workflow.getHandle(workflowId);
  await eventually(
    async () => (await handle.fetchHistory()).events ?? [],
    (events) => events.some(({ timerStartedEventAttributes: timer }) => timer),
  );
  worker.goOn();
  const message = () => system.db.look<{ attempt: number; state: string }>('select attempt, state from messages');
  await eventually(message, ([first]) => first?.state === 'accepted');
  await handle.signal('wake', 'for no reason'); // as the end of the lease would
  await eventually(look, ([first]) => /^project/.test(first?.label ?? ''), 90_000);
  expect((await system.mails()).map(({ subject }) => subject.split(' ')[0])).toEqual(['hello']);
  expect(await message()).toEqual([{ attempt: 1, state: 'accepted' }]);
});

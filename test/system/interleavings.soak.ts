import { setTimeout as pause } from 'node:timers/promises';
import { startFaultWorker, startFaultWorkerHere } from '../support/fault-worker.ts';
import { hasty, templates, welcome } from '../support/journeys.ts';
import { eventually, type System, withSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

/**
 * The moments that break naive designs, brought about one by one on the running system. Each waits for timeouts and leases
 * of its own, so each has its own system and they wait side by side. Processes, where one is killed.
 */
jest.setTimeout(180_000);

interface Case extends System {
  /** A customer who enters "welcome", and one who enters "hasty". */
  signUp(userId: string): ReturnType<System['analytics']>;
  hurry(userId: string): ReturnType<System['analytics']>;
  reset(workflowId: string): Promise<unknown>;
  runs(): Promise<{ id: string; label: string; end_reason: string | null; consumed: number }[]>;
  subjects(): Promise<(string | undefined)[]>;
  ended(withinMs?: number): ReturnType<Case['runs']>;
}

const inCase = (
  work: (the: Case) => Promise<void>,
  journey = welcome({ settle: '1 second', timeout: '2 seconds' }),
): Promise<void> =>
  withSystem(async (system) => {
    await system.publish({ journeys: [journey, hasty], templates });
    await work(caseOf(system));
  });

function caseOf(system: System): Case {
  const enter = (userId: string, event: string) => {
    const analytics = system.analytics();
    analytics.identify({ userId, traits: { email: `${userId}@example.com`, name: userId } });
    analytics.track({ userId, event, properties: { source: 'test' } });
    return analytics;
  };
  const runs: Case['runs'] = () => system.db.look('select id, label, end_reason, consumed from journey_runs');
  return {
    ...system,
    signUp: (userId) => enter(userId, 'Signed Up'),
    hurry: (userId) => enter(userId, 'Hurried'),
    reset: (workflowId) =>
      system.temporal.workflowService.resetWorkflowExecution({
        namespace: system.namespace,
        workflowExecution: { workflowId },
        workflowTaskFinishEventId: 4 as never,
        requestId: 'reset-1',
        reason: 'test',
      }),
    runs,
    subjects: async () => (await system.mails()).map(({ subject }) => subject.split(' ')[0]),
    ended: (withinMs) => eventually(runs, ([run]) => run?.end_reason != null, withinMs),
  };
}

it.concurrent.each([
  ['Account Closed', 'closed', []],
  ['Project Created', 'completed', ['hello', 'bravo']],
] as const)(
  'a worker killed after a turn was committed and before Temporal knew it, while another event arrives (%s): nothing is lost',
  (event, reason, mails) =>
    inCase(async (the) => {
      const worker = await startFaultWorker(the, 'turned', { INLINE_SENDS: 'off' });
      const analytics = the.hurry('ann');
      await worker.reached; // the turn that asks for a message is in PostgreSQL; its workflow task is not done
      expect(await the.runs()).toEqual([expect.objectContaining({ consumed: 1, end_reason: null })]);
      analytics.track({ userId: 'ann', event });
      await eventually(
        () => the.db.look('select 1 from run_inputs'),
        (inputs) => inputs.length === 2,
      );
      await worker.kill();
      await startWorkerHere(the, { inlineSends: false });
      expect(await the.ended()).toEqual([expect.objectContaining({ end_reason: reason })]);
      expect(await the.subjects()).toEqual(mails);
    }),
);

it.concurrent('a wake signal during a turn causes another turn', () =>
  inCase(async (the) => {
    await the.publish({ journeys: [welcome({ settle: '3 days' })] });
    const worker = await startFaultWorkerHere(the, 'turned');
    const analytics = the.signUp('ann');
    await worker.reached;
    analytics.track({ userId: 'ann', event: 'Account Closed' });
    const [run] = await the.runs();
    const handle = the.temporal.workflow.getHandle(`welcome/${run?.id}`);
    await eventually(
      async () => (await handle.fetchHistory()).events ?? [],
      (events) => {
        const signalled = events.findIndex((event) => event.workflowExecutionSignaledEventAttributes);
        return signalled !== -1 && events.slice(signalled).some((event) => event.workflowTaskStartedEventAttributes);
      },
    );
    await pause(300); // the loop has heard it, and the turn still lasts
    worker.goOn();
    expect(await the.ended()).toEqual([expect.objectContaining({ end_reason: 'closed' })]);
  }));

it.concurrent.each([
  ['claimed', 'on', 'accepted', 1],
  ['sending', 'on', 'unknown', 0],
  ['sent', 'on', 'unknown', 1],
  ['settled', 'on', 'accepted', 1],
  ['sent', 'off', 'unknown', 1],
] as const)(
  'a worker killed at "%s" of a mail, inline lane %s: the message ends %s, the mail is there %i times, the run goes on',
  (place, inlineSends, state, times) =>
    inCase(async (the) => {
      const worker = await startFaultWorker(the, place, { LEASE_MS: '3000', INLINE_SENDS: inlineSends });
      const analytics = the.signUp('ann');
      await worker.reached;
      await worker.kill();
      await startWorkerHere(the);
      const look = () => the.db.look<{ state: string }>(`select state from messages where step_id = 'hello'`);
      await eventually(look, ([message]) => message?.state === state, 60_000);
      await eventually(the.runs, ([run]) => /^project/.test(run?.label ?? '') || run?.end_reason != null, 60_000);
      analytics.track({ userId: 'ann', event: 'Account Closed' });
      await the.ended(60_000);
      expect((await the.subjects()).filter((subject) => subject === 'hello')).toHaveLength(times);
    }),
);

it.concurrent('a worker that pauses beyond its lease sends nothing when it wakes: another has done it', () =>
  inCase(async (the) => {
    const sleeper = await startFaultWorkerHere(the, 'claimed', { leaseMs: 2_000 });
    the.signUp('ann');
    await sleeper.reached;
    await pause(2_500);
    await startWorkerHere(the);
    // Temporal misses heartbeats only when the whole process stops, so the test enqueues the run by hand.
    await eventually(
      () => the.db.look('select 1 from messages'),
      (rows) => rows.length === 1,
    );
    sleeper.goOn();
    await eventually(the.subjects, (seen) => seen.includes('hello'), 60_000);
    await the.ended(60_000);
    expect((await the.subjects()).filter((subject) => subject === 'hello')).toHaveLength(1);
  }));

it.concurrent('wake signals doubled and a reset to the first task while a message is under way: one attempt, one mail', () =>
  inCase(async (the) => {
    const worker = await startFaultWorkerHere(the, 'claimed', { leaseMs: 20_000 });
    const analytics = the.hurry('ann');
    await worker.reached;
    const [run] = await the.runs();
    const handle = the.temporal.workflow.getHandle(`hasty/${run?.id}`);
    const countOf = async (attributes: 'markerRecordedEventAttributes' | 'activityTaskScheduledEventAttributes') =>
      ((await handle.fetchHistory()).events ?? []).filter((event) => event[attributes]).length;
    for (let turns = 1; turns <= 3; turns += 1) {
      await handle.signal('wake', 'for no reason');
      await eventually(
        () => countOf('markerRecordedEventAttributes'),
        (seen) => seen > turns,
      );
    }
    expect(await countOf('activityTaskScheduledEventAttributes')).toBe(0); // in flight, and not to be performed again

    await the.reset(`hasty/${run?.id}`);
    const attempts = async () => (await the.db.look<{ attempt: number }>('select attempt from messages'))[0]?.attempt;
    // The run that began again reads that the message is in flight.
    const again = the.temporal.workflow.getHandle(`hasty/${run?.id}`);
    await eventually(
      async () => (await again.fetchHistory()).events ?? [],
      (events) => events.some(({ timerStartedEventAttributes: timer }) => timer),
    );
    expect(await attempts()).toBe(1);
    worker.goOn();
    await eventually(
      () => the.db.look<{ state: string }>('select state from messages'),
      ([first]) => first?.state === 'accepted',
    );
    await eventually(the.runs, ([first]) => /^project/.test(first?.label ?? ''), 60_000);
    analytics.track({ userId: 'ann', event: 'Project Created' });
    await the.ended();
    expect(await the.subjects()).toEqual(['hello', 'bravo']);
    expect(await attempts()).toBe(1);
  }));

it.concurrent('after a reset to the first task and wake signals doubled, late or without reason, nothing happens twice', () =>
  inCase(async (the) => {
    await the.publish({ journeys: [welcome({ settle: '1 second', timeout: '1 hour' })] });
    await startWorkerHere(the);
    const analytics = the.signUp('ann');
    const [run] = await eventually(the.runs, ([first]) => /^project/.test(first?.label ?? ''));
    const workflowId = `welcome/${run?.id}`;
    await the.reset(workflowId);
    const handle = the.temporal.workflow.getHandle(workflowId);
    await Promise.all(Array.from({ length: 5 }, () => handle.signal('wake', 'for no reason')));
    await eventually(
      () => handle.fetchHistory(),
      (history) => (history.events ?? []).some(({ timerStartedEventAttributes: timer }) => timer),
    );
    analytics.track({ userId: 'ann', event: 'Project Created' });
    await the.ended();
    expect(await the.subjects()).toEqual(['hello', 'bravo']);
    const messages = await the.db.look<{ attempt: number }>('select attempt from messages');
    expect(messages.map(({ attempt }) => attempt)).toEqual([1, 1]);
  }));

it.concurrent.each([-600_000, 600_000])(
  "the database's clock %i ms apart from Temporal's: a wait of a second is one",
  (offset) =>
    inCase(async (the) => {
      await the.db.look('update workspaces set clock_offset_ms = ? returning 1', [offset]);
      await startWorkerHere(the);
      const before = Date.now();
      the.signUp('ann');
      await eventually(the.subjects, (seen) => seen.length === 1, 20_000);
      expect(Date.now() - before).toBeLessThan(20_000); // not ten minutes: spans are the same on every clock
      await the.ended(20_000);
      expect(await the.subjects()).toEqual(['hello', 'nudge']);
    }),
);

it.concurrent('an exit that arrives while the run finishes is either in time or after the end, never an input nobody takes', () =>
  inCase(async (the) => {
    await the.publish({ journeys: [welcome({ settle: '1 second', timeout: '1 second' })] });
    await startWorkerHere(the);
    const analytics = the.analytics();
    const users = Array.from({ length: 30 }, (_, index) => `u${index}`);
    for (const userId of users) {
      analytics.identify({ userId, traits: { email: `${userId}@example.com` } });
      analytics.track({ userId, event: 'Signed Up' });
    }
    for (let round = 0; round < 40; round += 1) {
      const open = await the.db.look<{ value: string }>(
        `select i.value from journey_runs run join identities i on i.customer_id = run.customer_id
       where run.ended_at is null and run.state::text like '%"nudge"%' limit 10`,
      );
      for (const { value } of open) analytics.track({ userId: value, event: 'Account Closed' });
      await pause(50);
    }
    await eventually(the.runs, (all) => all.every(({ end_reason }) => end_reason !== null), 60_000);
    const odd = await the.db.look(
      `select id from journey_runs where consumed <> last_seq or end_reason not in ('closed', 'no-project')`,
    );
    expect(odd).toEqual([]);
  }));

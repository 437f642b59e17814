import type { Mutation } from './mutation.ts';
import { overdueEnqueued } from './shared-edits.ts';

const interleavingsTest = 'test/system/interleavings.soak.ts';
const turnTest = 'test/activities/run-turn.test.ts';
const outboxTest = 'test/store/outbox/outbox.test.ts';
const wakeSignalTest = 'test/system/wake-signal-lost.soak.ts';
const sweeperTest = 'test/worker/sweeper.test.ts';
const dispatcherTest = 'test/worker/dispatcher.test.ts';

const leaseEnded: Mutation['edits'][number] = {
  file: 'store/outbox/outbox.ts',
  with: "           leased_until = '-infinity',\n",
  without: '',
};

export const wakeSignals: readonly Mutation[] = [
  {
    against: 'a wake signal lost',
    edits: [overdueEnqueued],
    test: { file: wakeSignalTest, title: 'the sweeper makes up for a lost wake signal' },
  },
  {
    against: 'a wake signal doubled',
    edits: [
      {
        file: 'workflows/journey-run.ts',
        with: 'result.openJobs.filter(({ visit }) => !performing.has(visit))',
        without: 'result.openJobs',
      },
    ],
    test: { file: 'test/workflows/journey-run.test.ts', title: 'performs a job once while it is open' },
  },
  {
    against: 'a wake signal during a turn',
    edits: [
      {
        file: 'workflows/journey-run.ts',
        with: 'woken = false; // before the turn: a wake that comes meanwhile causes the next one',
        without: '',
      },
      {
        file: 'workflows/journey-run.ts',
        with: 'if (result.finished) return;',
        without: 'if (result.finished) return;\n      woken = false;',
      },
    ],
    test: { file: interleavingsTest, title: 'a wake signal during a turn causes another turn' },
  },
  {
    against: 'a wake signal while the run is being started',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: "workflowIdConflictPolicy: 'FAIL',",
        without: "workflowIdConflictPolicy: 'USE_EXISTING',",
      },
    ],
    test: { file: dispatcherTest, title: 'a start that meets a running workflow signals it' },
  },
  {
    against: 'a wake signal that comes after the end of the run',
    edits: [
      {
        file: 'activities/run-turn.ts',
        with: 'if (!locked || locked.run.endedAt !== null) return { result: endedResult, decided };',
        without: 'if (!locked) return { result: endedResult, decided };',
      },
    ],
    test: { file: turnTest, title: 'finds an ended run ended, however late the wake signal comes' },
  },
  {
    against: 'a run that is enqueued while its notification is under way',
    edits: [leaseEnded],
    test: { file: outboxTest, title: 'gives a row again that is enqueued while its lease runs' },
  },
  {
    against: 'an enqueue that waits for a dispatcher',
    edits: [leaseEnded],
    test: { file: outboxTest, title: 'never makes an enqueue wait' },
  },
  {
    against: 'a run that is enqueued while its notification fails',
    edits: [
      { file: 'store/outbox/outbox.ts', with: ' and generation = ?`', without: ' and cast(? as bigint) is not null`' },
    ],
    test: { file: outboxTest, title: 'does not delay a run that was enqueued' },
  },
  {
    against: 'a wake signal that Temporal took and lost',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: 'counts.started += 1;',
        without:
          "counts.started += 1;\n    await database.query('delete from outbox where journey_run_id = ?', [entry.journeyRunId]);",
      },
    ],
    test: { file: dispatcherTest, title: 'a notification that Temporal took and lost' },
  },
  {
    against: 'a turn that leaves its row in the outbox',
    edits: [{ file: 'activities/run-turn.ts', with: '  await removeFromOutbox(trx, journeyRunId);\n', without: '' }],
    test: { file: turnTest, title: 'removes its run from the outbox' },
  },
  {
    against: 'a turn that fails after it removed its row from the outbox',
    edits: [
      {
        file: 'activities/run-turn.ts',
        with: 'await removeFromOutbox(trx, journeyRunId);',
        without: 'await removeFromOutbox(database, journeyRunId);',
      },
    ],
    test: { file: turnTest, title: 'leaves its run on the list when the turn fails' },
  },
  {
    against: 'a run that is enqueued while it waits, and goes to the end each time',
    edits: [
      {
        file: 'store/outbox/outbox.ts',
        with: "case when outbox.leased_until = '-infinity' then outbox.generation else nextval('outbox_generation') end",
        without: "nextval('outbox_generation')",
      },
    ],
    test: { file: outboxTest, title: 'keeps the place of a waiting run' },
  },
  {
    against: 'a burst of notifications without an in-flight limit',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: 'until: performance.now() + turnTimeoutMs',
        without: 'until: performance.now() - turnTimeoutMs',
      },
    ],
    test: { file: dispatcherTest, title: 'a burst waits in PostgreSQL' },
  },
  {
    against: 'a burst of runs that can not move, and the others behind it',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: 'until < now',
        without: 'until < now - 600_000',
      },
    ],
    test: { file: dispatcherTest, title: 'runs that do not move' },
  },
  {
    against: 'an outbox that is leased whole, because PostgreSQL looked for its head again and again',
    edits: [
      {
        file: 'store/outbox/outbox.ts',
        with: 'from head, no_wait where outbox.journey_run_id = head.journey_run_id',
        without: `from no_wait where journey_run_id in (select journey_run_id from outbox
           where lane = 0 and leased_until < clock_timestamp() order by generation limit 5 for update skip locked)`,
      },
    ],
    test: { file: outboxTest, title: 'leases no more rows than its limit' },
  },
  {
    against: 'a sweep of everything, for the same reason',
    edits: [
      {
        file: 'store/runs/overdue.ts',
        with: 'from overdue where run.id = overdue.id',
        without: `where id in (select id from journey_runs where due_at < now() - interval '30 seconds'
           order by due_at limit 5 for no key update skip locked)`,
      },
    ],
    test: { file: sweeperTest, title: 'enqueues no more runs in one sweep' },
  },
  {
    against: 'notifications without effect, again and again',
    edits: [{ file: 'store/outbox/outbox.ts', with: ' * power(2, attempts)', without: '' }],
    test: { file: outboxTest, title: 'lengthens the lease with each attempt' },
  },
  {
    against: 'a run that is stuck, swept and swept again',
    edits: [{ file: 'store/runs/overdue.ts', with: ' and stuck_at is null', without: '' }],
    test: { file: turnTest, title: 'is stuck, visibly' },
  },
  {
    against: 'a run that was swept for weeks, and all others that are overdue',
    edits: [{ file: 'store/runs/overdue.ts', with: 'power(2, least(swept, 10))', without: 'power(2, swept)' }],
    test: { file: sweeperTest, title: 'goes on with all others' },
  },
];

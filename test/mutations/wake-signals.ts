import type { Cure } from './mutation.ts';
import { overdueRung } from './shared-edits.ts';

const interleavingsTest = 'test/system/interleavings.test.ts';
const turnTest = 'test/activities/run-turn.test.ts';
const dispatchTest = 'test/store/outbox/outbox.test.ts';
const doorbellTest = 'test/system/doorbell-lost.test.ts';
const sweeperTest = 'test/worker/sweeper.test.ts';
const dispatcherTest = 'test/worker/dispatcher.test.ts';

const leaseEnded: Cure['edits'][number] = {
  file: 'store/outbox/outbox.ts',
  with: "           leased_until = '-infinity',\n",
  without: '',
};

export const doorbells: readonly Cure[] = [
  {
    against: 'a doorbell lost',
    edits: [overdueRung],
    test: { file: doorbellTest, title: 'a doorbell that is lost is found by the sweeper' },
  },
  {
    against: 'a doorbell doubled',
    edits: [
      {
        file: 'workflows/journey-run.ts',
        with: 'result.openJobs.filter(({ visit }) => !performing.has(visit))',
        without: 'result.openJobs',
      },
    ],
    test: { file: interleavingsTest, title: 'doorbells doubled' },
  },
  {
    against: 'a doorbell during a turn',
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
    test: { file: interleavingsTest, title: 'a doorbell that rings during a turn causes another turn' },
  },
  {
    against: 'a doorbell while the run is being started',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: "workflowIdConflictPolicy: 'FAIL',",
        without: "workflowIdConflictPolicy: 'USE_EXISTING',",
      },
    ],
    test: { file: dispatcherTest, title: 'a start that meets a running workflow rings it' },
  },
  {
    against: 'a doorbell late, when the run has ended',
    edits: [
      {
        file: 'activities/run-turn.ts',
        with: 'if (!locked || locked.run.endedAt !== null) return endedResult;',
        without: 'if (!locked) return endedResult;',
      },
    ],
    test: { file: turnTest, title: 'finds an ended run ended, however late it is rung' },
  },
  {
    against: 'a doorbell that rings while the one before it is told',
    edits: [leaseEnded],
    test: { file: dispatchTest, title: 'tells a ring that comes while' },
  },
  {
    against: 'a ring that waits for a taker at work',
    edits: [leaseEnded],
    test: { file: dispatchTest, title: 'is never waited for' },
  },
  {
    against: 'a doorbell that rings while the one before it can not be told',
    edits: [
      { file: 'store/outbox/outbox.ts', with: ' and generation = ?`', without: ' and cast(? as bigint) is not null`' },
    ],
    test: { file: dispatchTest, title: 'does not delay a ring' },
  },
  {
    against: 'a doorbell that Temporal took and lost',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: 'counts.started += 1;',
        without:
          "counts.started += 1;\n    await database.query('delete from dispatch where journey_run_id = ?', [ring.journeyRunId]);",
      },
    ],
    test: { file: dispatcherTest, title: 'a ring that Temporal took and lost' },
  },
  {
    against: 'a turn that leaves its ring on the list',
    edits: [{ file: 'activities/run-turn.ts', with: '  await takeOff(trx, journeyRunId);\n', without: '' }],
    test: { file: turnTest, title: 'takes its run off the dispatch list' },
  },
  {
    against: 'a turn that fails and has taken its ring off the list',
    edits: [
      {
        file: 'activities/run-turn.ts',
        with: 'await takeOff(trx, journeyRunId);',
        without: 'await takeOff(database, journeyRunId);',
      },
    ],
    test: { file: turnTest, title: 'leaves its run on the list when the turn fails' },
  },
  {
    against: 'a run that is rung while it waits, and goes to the end each time',
    edits: [
      {
        file: 'store/outbox/outbox.ts',
        with: "case when dispatch.leased_until = '-infinity' then dispatch.generation else nextval('dispatch_generation') end",
        without: "nextval('dispatch_generation')",
      },
    ],
    test: { file: dispatchTest, title: 'leaves a run that waits its place' },
  },
  {
    against: 'a burst that is told all at once',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: 'until: performance.now() + patienceMs',
        without: 'until: performance.now() - patienceMs',
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
    against: 'a list that is taken whole, because PostgreSQL looked for its head again and again',
    edits: [
      {
        file: 'store/outbox/outbox.ts',
        with: 'from head where dispatch.journey_run_id = head.journey_run_id',
        without: `where journey_run_id in (select journey_run_id from dispatch
           where lane = 0 and leased_until < clock_timestamp() order by generation limit 5 for update skip locked)`,
      },
    ],
    test: { file: dispatchTest, title: 'takes no more than it was asked for' },
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
    test: { file: sweeperTest, title: 'rings no more in one sweep' },
  },
  {
    against: 'runs that are told in vain again and again',
    edits: [{ file: 'store/outbox/outbox.ts', with: ' * power(2, tellings)', without: '' }],
    test: { file: dispatchTest, title: 'is told in vain' },
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

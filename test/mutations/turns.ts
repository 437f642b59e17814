import type { Mutation } from './mutation.ts';
import { overdueEnqueued, turnLocked } from './shared-edits.ts';

const interleavingsTest = 'test/system/interleavings.soak.ts';
const turnTest = 'test/activities/run-turn.test.ts';
const wakeSignalTest = 'test/system/wake-signal-lost.soak.ts';
const wayTest = 'test/system/way.test.ts';

/** A turn's result lists all open jobs. Without: only those that this turn has opened. */
const wholeResult: Mutation['edits'][number] = {
  file: 'activities/run-turn.ts',
  with: 'openJobs: jobs,',
  without: 'openJobs: jobs.filter((job) => !state.jobs.some(({ visit }) => visit === job.visit)),',
};

export const turns: readonly Mutation[] = [
  {
    against: 'a worker killed after a turn was committed and before its workflow task was, while another event arrives',
    edits: [wholeResult],
    test: { file: interleavingsTest, title: 'a worker killed after a turn was committed' },
  },
  {
    against: 'a turn taken twice at once',
    edits: turnLocked,
    test: { file: turnTest, title: 'one turn at a time' },
  },
  {
    against: 'a worker killed with an inline claim: the message is reported to the loop when its lease is over',
    edits: [wholeResult],
    test: { file: interleavingsTest, title: 'a worker killed at "claimed" of a mail' },
  },
  {
    against: 'wake signals and a reset to the first task: what is under way is not begun again',
    edits: [{ file: 'activities/run-turn.ts', with: '    if (leasedFor > 0) return [];\n', without: '' }],
    test: { file: interleavingsTest, title: 'a reset to the first task while a message is under way' },
  },
  {
    against: 'a cancel in Temporal: the loop outlives it',
    edits: [
      {
        file: 'workflows/journey-run.ts',
        with: 'CancellationScope.nonCancellable(async',
        without: 'CancellationScope.cancellable(async',
      },
    ],
    test: { file: wayTest, title: 'a cancel in Temporal is an exit' },
  },
  {
    against: 'a cancel in Temporal: it is an exit of the run',
    edits: [
      {
        file: 'workflows/journey-run.ts',
        with: 'if (cancelled && !exitRequested) {',
        without: 'if (cancelled && exitRequested) {',
      },
    ],
    test: { file: wayTest, title: 'a cancel in Temporal is an exit' },
  },
  {
    against: 'a job in flight while the history grows and grows',
    edits: [
      {
        file: 'workflows/journey-run.ts',
        with: 'historyLength >= suggestedAt * WITH_JOBS_FACTOR',
        without: 'historyLength >= suggestedAt * WITH_JOBS_FACTOR * 1_000',
      },
    ],
    test: { file: 'test/system/long-history.test.ts', title: 'a long history waits for a message in flight' },
  },
  {
    against: 'a terminate in Temporal, and an event after it',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: 'if (error instanceof WorkflowNotFoundError) await start(entry);',
        without: 'if (error instanceof WorkflowNotFoundError) counts.failed += 1;',
      },
    ],
    test: { file: wakeSignalTest, title: 'a workflow that somebody terminated is started again by the next event' },
  },
  {
    against: 'a terminate in Temporal, and no event after it',
    edits: [overdueEnqueued],
    test: {
      file: wakeSignalTest,
      title: 'a workflow that somebody terminated is started again when its run is overdue',
    },
  },
  {
    against: 'an input whose event is not stored any more',
    edits: [
      {
        file: 'store/runs/turn-facts.ts',
        with: '?? gone(eventId as string)',
        without: '?? ((gone(eventId as string), undefined) as never)',
      },
    ],
    test: { file: turnTest, title: 'goes on over an input whose event' },
  },
];

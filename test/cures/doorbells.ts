import type { Cure } from './cure.ts';
import { overdueRung } from './shared-edits.ts';

const interleavingsTest = 'test/whole/interleavings.test.ts';
const advanceTest = 'test/activities/advance.test.ts';
const dispatchTest = 'test/store/dispatch.test.ts';
const doorbellTest = 'test/whole/doorbell-lost.test.ts';

const generationCompared: Cure['edits'][number] = {
  file: 'src/store/dispatch.ts',
  with: ' and dispatch.generation = done.generation`',
  without: '`',
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
        file: 'src/workflows/journey-run.ts',
        with: 'level.openJobs.filter(({ visit }) => !performing.has(visit))',
        without: 'level.openJobs',
      },
    ],
    test: { file: interleavingsTest, title: 'doorbells doubled' },
  },
  {
    against: 'a doorbell during a turn',
    edits: [
      {
        file: 'src/workflows/journey-run.ts',
        with: 'rung = false; // before advance: whoever rings meanwhile is heard by the next turn',
        without: '',
      },
      {
        file: 'src/workflows/journey-run.ts',
        with: 'if (level.finished) return;',
        without: 'if (level.finished) return;\n      rung = false;',
      },
    ],
    test: { file: interleavingsTest, title: 'a doorbell that rings during a turn causes another turn' },
  },
  {
    against: 'a doorbell while the run is being started',
    edits: [
      {
        file: 'src/worker/dispatcher.ts',
        with: "workflowIdConflictPolicy: 'FAIL',",
        without: "workflowIdConflictPolicy: 'USE_EXISTING',",
      },
    ],
    test: { file: doorbellTest, title: 'a start that meets a running workflow rings it' },
  },
  {
    against: 'a doorbell late, when the run has ended',
    edits: [
      {
        file: 'src/activities/advance.ts',
        with: 'if (!locked || locked.run.endedAt !== null) return ended;',
        without: 'if (!locked) return ended;',
      },
    ],
    test: { file: advanceTest, title: 'finds an ended run ended, however late it is rung' },
  },
  {
    against: 'a doorbell that rings while the one before it is told',
    edits: [generationCompared],
    test: { file: dispatchTest, title: 'keeps a ring that comes while' },
  },
  {
    against: 'a dispatcher paused beyond its lease',
    edits: [generationCompared],
    test: { file: dispatchTest, title: 'paused beyond its lease' },
  },
  {
    against: 'a ring that waits for a taker at work',
    edits: [
      {
        file: 'src/store/dispatch.ts',
        with: "set generation = nextval('dispatch_generation'), leased_until = '-infinity',",
        without: "set generation = nextval('dispatch_generation'),",
      },
    ],
    test: { file: dispatchTest, title: 'is never waited for' },
  },
  {
    against: 'a run that is stuck, swept and swept again',
    edits: [{ file: 'src/store/overdue.ts', with: ' and stuck_at is null', without: '' }],
    test: { file: advanceTest, title: 'is stuck, visibly' },
  },
  {
    against: 'a run that was swept for weeks, and all others that are overdue',
    edits: [{ file: 'src/store/overdue.ts', with: 'power(2, least(swept, 10))', without: 'power(2, swept)' }],
    test: { file: advanceTest, title: 'goes on with all others' },
  },
];

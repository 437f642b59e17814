import type { Mutation } from './mutation.ts';

const file = 'worker/rebuild.ts';
const test = 'test/system/rebuild.test.ts';

export const lostTemporal: readonly Mutation[] = [
  {
    against: "Temporal's data lost: a run row without workflow",
    edits: [{ file, with: "runs.map(({ journeyRunId }) => ({ journeyRunId, label: 'rebuild' }));", without: '[];' }],
    test: { file: test, title: 'whose workflow Temporal has forgotten is rebuilt at its step' },
  },
  {
    against: 'the reverse: a workflow without run row',
    edits: [
      { file, with: 'for (const workflowId of orphans)', without: 'for (const workflowId of orphans.slice(0, 0))' },
    ],
    test: { file: test, title: 'whose run PostgreSQL does not know is signalled, and ends' },
  },
];

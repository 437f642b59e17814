import { z } from 'zod';
import { pathsSchema, stepTitle } from '../definition/index.ts';
import { allPaths, defineStep, fork } from '../step-type.ts';

/** parallel: the run goes on along every one of its paths at once. A join brings them together again. */
const schema = z
  .strictObject({
    type: z.literal('parallel'),
    title: stepTitle,
    paths: pathsSchema.refine((paths) => Object.keys(paths).length >= 2 && Object.keys(paths).length <= 20, {
      error: 'must have 2 to 20 branches',
    }),
  })
  .describe(
    'Goes on along every one of its paths at once; their names are yours. A `join` brings the branches together again; a branch that comes to its end is not waited for.',
  );

export type ParallelStep = z.infer<typeof schema>;

export const parallel = defineStep<ParallelStep>({
  type: 'parallel',
  schema,
  forks: true,
  paths: (step) => ({ required: Object.keys(step.paths), optional: [] }),
  subscriptions: () => [],
  describe: (step) => `going on along ${Object.keys(step.paths).join(' and ')}`,
  summary: ({ paths }) => `${Object.keys(paths).length} branches at once`,
  describePath: (_step, path) => (path === allPaths ? 'all branches go on' : undefined),
  evaluate: (step) => fork(Object.keys(step.paths)),
});

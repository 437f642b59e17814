import { z } from 'zod';
import { checkCondition } from '../../condition/check.ts';
import { describeCondition } from '../../condition/describe.ts';
import { conditionSchema } from '../../condition/schema.ts';
import { pathNameSchema, pathsSchema, placeInRun, stepTitle } from '../definition/index.ts';
import { defineStep, proceed } from '../step-type.ts';

/** branch: out at once by the first condition that holds, else by "else". Evaluated once, on the facts of that turn. */
const schema = z
  .strictObject({
    type: z.literal('branch'),
    title: stepTitle,
    branches: z
      .array(z.strictObject({ path: pathNameSchema, when: conditionSchema }))
      .min(1)
      .max(20)
      .describe('Conditions in their order, each with its `path`.'),
    paths: pathsSchema,
  })
  .describe('Leaves at once by the first `path` whose condition holds, else by `else`.');

export type BranchStep = z.infer<typeof schema>;

export const branch = defineStep<BranchStep>({
  type: 'branch',
  schema,
  paths: (step) => ({ required: [...step.branches.map(({ path }) => path), 'else'], optional: [] }),
  subscriptions: () => [],
  describe: () => 'choosing a branch',
  summary: ({ branches }) => [...branches.map(({ path }) => path), 'else'].join(', '),
  describePath(step, path) {
    const taken = step.branches.find((candidate) => candidate.path === path);
    return taken ? describeCondition(taken.when) : 'no condition held';
  },
  check: (step, { where, definition }) =>
    step.branches.flatMap(({ when }, index) =>
      checkCondition(`${where}.branches[${index}].when`, when, placeInRun(definition)),
    ),
  evaluate: (step, _token, turn) => proceed(step.branches.find(({ when }) => turn.holds(when))?.path ?? 'else'),
});

import { z } from 'zod';
import { idSchema, stepTitle } from '../definition/index.ts';
import { type AnyStep, defineStep, exitRun } from '../step-type.ts';

/** exit: the whole run ends here, with a reason, as if an exit rule had struck. It has no way out. */
const schema = z
  .strictObject({
    type: z.literal('exit'),
    title: stepTitle,
    reason: idSchema.describe('Why the run ends: shown in its history, and counted.'),
    paths: z.strictObject({}),
  })
  .describe('Ends the whole run, with a reason, as if an exit rule had struck. It has no way out.');

export type ExitStep = z.infer<typeof schema>;

export const exit = defineStep<ExitStep>({
  type: 'exit',
  schema,
  paths: () => ({ required: [], optional: [] }),
  subscriptions: () => [],
  describe: (step) => `leaving: ${step.reason}`,
  summary: ({ reason }) => reason,
  evaluate: (step) => exitRun(step.reason),
});

export function isExit(step: AnyStep): step is ExitStep {
  return step.type === exit.type;
}

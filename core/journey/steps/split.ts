import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import { experimentOf, holdoutName } from '../arms.ts';
import { pathNameSchema, pathsSchema, stepTitle } from '../definition/index.ts';
import { type AnyStep, defineStep, type StepContext } from '../step-type.ts';

/**
 * split: each customer gets one of several variants by chance, and keeps it: in later runs, under new weights and in new
 * versions. One without a share is drawn by nobody; who has it already keeps it.
 */
const whole = 1000;

const schema = z
  .strictObject({
    type: z.literal('split'),
    title: stepTitle,
    variants: z
      .record(pathNameSchema, z.int().min(0).max(whole))
      .describe('Variant ▸ its share of a thousand; each is a path. The shares add up to 1000.'),
    control: pathNameSchema.optional().describe('The variant that the others are compared with.'),
    paths: pathsSchema,
  })
  .describe('Draws a variant for the customer, once for all of their runs of the journey, and leaves by its path.');

export type SplitStep = z.infer<typeof schema>;

export const split = defineStep<SplitStep>({
  type: 'split',
  schema,
  paths: ({ variants }) => ({ required: Object.keys(variants), optional: [] }),
  subscriptions: () => [],
  draws: () => true,
  describe: ({ variants }) => `drawing one of ${Object.keys(variants).join(', ')}`,
  summary: ({ variants }) =>
    Object.entries(variants)
      .map(([name, share]) => `${name} ${share / 10} %`)
      .join(', '),
  describePath: (step, path) => (step.control === path ? 'its variant, the control' : 'its variant'),
  check: (step, context) => checkVariants(step, context),
  evaluate(step, token, turn) {
    const { arm, isNew, experiment } = turn.armOf(experimentOf(turn.definition, token.step), step.variants);
    return { kind: 'proceed', path: arm, ...(isNew && { drawn: [{ experiment, arm }] }) };
  },
});

export function isSplit(step: AnyStep): step is SplitStep {
  return step.type === split.type;
}

function checkVariants({ variants, control }: SplitStep, { where }: StepContext): readonly Problem[] {
  const names = Object.keys(variants);
  const problems: Problem[] = [];
  const sum = Object.values(variants).reduce((all, share) => all + share, 0);
  if (names.length < 2 || names.length > 20) {
    problems.push({
      code: 'split-variants',
      where: `${where}.variants`,
      problem: `The split has ${names.length === 1 ? 'one variant' : `${names.length} variants`}.`,
      remedy: 'Give it 2 to 20.',
    });
  } else if (sum !== whole) {
    problems.push({
      code: 'split-sum',
      where: `${where}.variants`,
      problem: `The shares add up to ${sum}, not to ${whole}.`,
      remedy: `Shares are of a thousand: ${sum < whole ? `give ${whole - sum} more` : `take ${sum - whole} away`}.`,
    });
  }
  if (control !== undefined && !Object.hasOwn(variants, control)) {
    problems.push({
      code: 'unknown-control',
      where: `${where}.control`,
      problem: `There is no variant "${control}".`,
      remedy: didYouMean(control, names),
    });
  }
  if (where === `steps.${holdoutName}`) {
    problems.push({
      code: 'split-called-holdout',
      where,
      problem: `A split can't be called "${holdoutName}": arms of the journey's holdout are stored under this name.`,
      remedy: 'Give the step another id.',
    });
  }
  return problems;
}

import { z } from 'zod';
import { checkCondition } from '../../condition/check.ts';
import { describeCondition } from '../../condition/describe.ts';
import { conditionSchema } from '../../condition/schema.ts';
import { pathsSchema, placeInRun, stepTitle } from '../definition/index.ts';
import { defineStep, goBack, proceed } from '../step-type.ts';

/**
 * loop: leads back by "again" to an earlier step, at most `most` times in a row, or until its condition holds; then it goes on.
 * A loop in a loop begins at zero each time the outer one leads back, and each loop when it is left by "next".
 */
const schema = z
  .strictObject({
    type: z.literal('loop'),
    title: stepTitle,
    most: z.int().min(1).max(100).describe('How many times it leads back at most.'),
    until: conditionSchema.optional().describe('It goes on as soon as this holds when the run comes here.'),
    paths: pathsSchema,
  })
  .describe(
    'Leads back to an earlier step by `again`, at most `most` times or until a condition holds; then by `next`.',
  );

export type LoopStep = z.infer<typeof schema>;

export const loop = defineStep<LoopStep>({
  type: 'loop',
  schema,
  paths: () => ({ required: ['again', 'next'], optional: [] }),
  leadsBack: ['again'],
  subscriptions: () => [],
  describe: () => 'going round again, or on',
  summary: ({ most, until }) =>
    until ? `until ${describeCondition(until)}, at most ${inTimes(most)}` : `${inTimes(most)} again`,
  describePath(step, path) {
    if (path === 'again') return 'once more';
    return step.until ? `it had led back ${inTimes(step.most)}, or ${describeCondition(step.until)}` : 'the last time';
  },
  check: ({ until }, { where, definition }) =>
    until ? checkCondition(`${where}.until`, until, placeInRun(definition)) : [],
  evaluate({ most, until }, token, turn) {
    const isDone = turn.passesOf(token.step) >= most || (until !== undefined && turn.holds(until));
    return isDone ? proceed('next') : goBack('again');
  },
});

const inTimes = (most: number) => (most === 1 ? 'once' : `${most} times`);

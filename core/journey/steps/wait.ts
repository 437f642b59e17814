import { z } from 'zod';
import { isoDurationSchema } from '../../base/duration.ts';
import { describeDuration } from '../../base/duration-words.ts';
import { findStep, pathsSchema, stepTitle } from '../definition/index.ts';
import { defineStep, proceed, wait as waitUntil } from '../step-type.ts';

/**
 * wait: the token waits for a duration, counted from its arrival in the customer's zone. The moment is computed again
 * at each look, so that a customer who moves to another zone waits until that zone's morning.
 */
const schema = z
  .strictObject({
    type: z.literal('wait'),
    title: stepTitle,
    for: isoDurationSchema.describe(
      "How long, as an ISO 8601 duration. Days and longer follow the calendar in the customer's zone.",
    ),
    paths: pathsSchema,
  })
  .describe('Stands for a while, then leaves by `next`.');

export type WaitStep = z.infer<typeof schema>;

export const wait = defineStep<WaitStep>({
  type: 'wait',
  schema,
  paths: () => ({ required: ['next'], optional: [] }),
  subscriptions: () => [],
  describe: () => 'waiting',
  summary: (step) => describeDuration(step.for),
  describePath: () => 'the time was up',
  check(step, { where, definition }) {
    const next = step.paths.next;
    if (typeof next !== 'string' || findStep(definition, next)?.type !== 'wait') return [];
    return [
      {
        code: 'two-waits-in-a-row',
        where,
        problem: `The wait is followed by another one, "${next}".`,
        remedy: 'Make one wait of the two, unless they are kept apart on purpose.',
        severity: 'warning',
      },
    ];
  },
  evaluate(step, token, turn) {
    const until = turn.after(token.arrivedAt, step.for);
    return turn.isPast(until) ? proceed('next') : waitUntil(until);
  },
});

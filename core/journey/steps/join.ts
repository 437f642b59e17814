import { z } from 'zod';
import { pathsSchema, stepTitle } from '../definition/index.ts';
import { defineStep, merge, wait } from '../step-type.ts';

/**
 * join: branches of a parallel wait here for one another, and go on as one. Waited for is each branch that can still come
 * here; one that has ended or turned off elsewhere is not. Who comes from no parallel passes at once.
 */
const schema = z
  .strictObject({
    type: z.literal('join'),
    title: stepTitle,
    paths: pathsSchema,
  })
  .describe(
    'Waits until every branch of the `parallel` that can still come here has come, then leaves by `next` once.',
  );

export type JoinStep = z.infer<typeof schema>;

export const join = defineStep<JoinStep>({
  type: 'join',
  schema,
  joins: true,
  paths: () => ({ required: ['next'], optional: [] }),
  subscriptions: () => [],
  describe: () => 'waiting for the other branches',
  summary: () => 'until all branches are here',
  evaluate: (_step, token, turn) => (turn.isAwaitingOthers(token) ? wait() : merge('next')),
});

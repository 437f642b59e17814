import { z } from 'zod';
import { isoDurationSchema } from '../../base/duration.ts';
import { checkEventTrigger, eventTriggerFields, pathNameSchema, pathsSchema, stepTitle } from '../definition/index.ts';
import { defineStep, proceed, wait } from '../step-type.ts';

/**
 * wait-for: the token waits until the first of several events, or until the timeout.
 * Evaluated on arrival and at each later turn. It looks back to the events since the token's latest send was requested (else
 * since the entry), without the entry event and those that already served a wait-for of this token: an answer between
 * two steps is not missed, nor counted twice. In time is what was accepted at the deadline or before, however late we
 * look. Where one event fits two listeners, the one that is listed first has it.
 */
const schema = z
  .strictObject({
    type: z.literal('wait-for'),
    title: stepTitle,
    events: z
      .array(z.strictObject({ ...eventTriggerFields, path: pathNameSchema }))
      .min(1)
      .max(20),
    timeout: isoDurationSchema.optional(),
    paths: pathsSchema,
  })
  .describe(
    "Stands until the first of its events comes and leaves by that event's `path`, or by `timeout` when there is one.",
  );

export type WaitForStep = z.infer<typeof schema>;

export const waitFor = defineStep<WaitForStep>({
  type: 'wait-for',
  schema,
  paths: (step) => ({
    required: [...step.events.map(({ path }) => path), ...(step.timeout === undefined ? [] : ['timeout'])],
    optional: [],
  }),
  subscriptions: (step) => step.events,
  describe: (step) => `waiting for ${[...new Set(step.events.map(({ event }) => event))].join(' or ')}`,
  describePath(step, path) {
    if (path === 'timeout') return 'nothing came in time';
    const events = step.events.filter((listener) => listener.path === path).map(({ event }) => event);
    return events.length === 0 ? undefined : `${[...new Set(events)].join(' or ')} came`;
  },
  check: (step, { where, definition }) =>
    step.events.flatMap((listener, index) => checkEventTrigger(`${where}.events[${index}]`, listener, definition)),
  evaluate(step, token, turn) {
    const deadline = step.timeout === undefined ? undefined : turn.after(token.arrivedAt, step.timeout);
    for (const { seq, event } of turn.lookBack(token)) {
      if (deadline !== undefined && event.acceptedAt > deadline) continue; // too late, though an earlier one may follow
      const expected = step.events.find((listener) => turn.matches(event, listener));
      if (expected) return proceed(expected.path, seq);
    }
    return deadline !== undefined && turn.isPast(deadline) ? proceed('timeout') : wait(deadline);
  },
});

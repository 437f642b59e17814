import { z } from 'zod';
import { isoDurationSchema } from '../../base/duration.ts';
import { describeDuration } from '../../base/duration-words.ts';
import type { Problem } from '../../base/problem.ts';
import { checkCondition } from '../../condition/check.ts';
import { describeCondition } from '../../condition/describe.ts';
import { conditionSchema } from '../../condition/schema.ts';
import {
  checkEventTrigger,
  eventTriggerFields,
  nameOfTrigger,
  pathNameSchema,
  pathsSchema,
  placeInRun,
  stepTitle,
} from '../definition/index.ts';
import type { EventInput } from '../engine/turn.ts';
import { checkCount, counterOf, countFields, describeCount } from '../event-count.ts';
import { defineStep, proceed, wait } from '../step-type.ts';

/**
 * wait-for: the token waits until the first of several events, until a condition holds, or until the timeout.
 * Evaluated on arrival and at each later turn. It looks back to the events since the token's latest send was requested (else
 * since the entry), without the entry event and those that already served a wait-for of this token: an answer between
 * two steps is not missed, nor counted twice. In time is what was accepted at the deadline or before, however late we
 * look. Where one event fits two listeners, the one that is listed first has it.
 * A listener may want several events (event-count.ts); it is met at the one that completes the count, and all of them serve.
 * Conditions are levels: they are looked at on arrival and whenever the customer or a message of the run changes. An event
 * that was there comes before them, and at the deadline itself they come before the timeout.
 */
const schema = z
  .strictObject({
    type: z.literal('wait-for'),
    title: stepTitle,
    events: z
      .array(z.strictObject({ ...eventTriggerFields, ...countFields, path: pathNameSchema }))
      .min(1)
      .max(20)
      .optional()
      .describe('Events, each with the `path` by which it leaves. It looks back to the latest message, task or call.'),
    conditions: z
      .array(z.strictObject({ path: pathNameSchema, when: conditionSchema }))
      .min(1)
      .max(20)
      .optional()
      .describe('Conditions, each with its `path`: the first that holds, now or later.'),
    timeout: isoDurationSchema
      .optional()
      .describe('How long at most, as an ISO 8601 duration; then it leaves by `timeout`.'),
    paths: pathsSchema,
  })
  .describe(
    'Stands until the first of its events comes or one of its conditions holds, and leaves by the `path` of that, or by `timeout` when there is one.',
  );

export type WaitForStep = z.infer<typeof schema>;

export const waitFor = defineStep<WaitForStep>({
  type: 'wait-for',
  schema,
  rests: true,
  paths: (step) => ({
    required: [
      ...eventsOf(step).map(({ path }) => path),
      ...conditionsOf(step).map(({ path }) => path),
      ...(step.timeout === undefined ? [] : ['timeout']),
    ],
    optional: [],
  }),
  subscriptions: eventsOf,
  levels: (step) => conditionsOf(step).map(({ when }) => when),
  describe: (step) => `waiting for ${awaited(step)}`,
  summary: (step) =>
    step.timeout === undefined ? awaited(step) : `${awaited(step)}, at most ${describeDuration(step.timeout)}`,
  describePath(step, path) {
    if (path === 'timeout') return 'nothing came in time';
    const condition = conditionsOf(step).find((each) => each.path === path);
    if (condition) return describeCondition(condition.when);
    const events = eventsOf(step).filter((listener) => listener.path === path);
    return events.length === 0 ? undefined : `${[...new Set(events.map(nameOfListener))].join(' or ')} came`;
  },
  check: (step, { where, definition }) => [
    ...eventsOf(step).flatMap((listener, index) => [
      ...checkEventTrigger(`${where}.events[${index}]`, listener, definition),
      ...checkCount(`${where}.events[${index}]`, listener),
    ]),
    ...conditionsOf(step).flatMap(({ when }, index) =>
      checkCondition(`${where}.conditions[${index}].when`, when, placeInRun(definition)),
    ),
    ...(step.events || step.conditions ? [] : [waitsForNothing(where)]),
  ],
  evaluate(step, token, turn) {
    const deadline = step.timeout === undefined ? undefined : turn.after(token.arrivedAt, step.timeout);
    const listeners = eventsOf(step).map((listener) => ({ listener, count: counterOf(listener, turn.facts.timeZone) }));
    for (const input of turn.lookBack(token)) {
      const { event } = input;
      if (deadline !== undefined && event.acceptedAt > deadline) continue; // too late, though an earlier one may follow
      for (const { listener, count } of listeners) {
        const counted = turn.matches(event, listener) ? count(input) : undefined;
        if (counted) return leaveBy(listener.path, counted);
      }
    }
    const level = conditionsOf(step).find(({ when }) => turn.holds(when));
    if (level) return proceed(level.path);
    return deadline !== undefined && turn.isPast(deadline) ? proceed('timeout') : wait(deadline);
  },
});

type Listener = NonNullable<WaitForStep['events']>[number];

const nameOfListener = (listener: Listener) => `${nameOfTrigger(listener)}${describeCount(listener)}`;

const leaveBy = (path: string, served: readonly EventInput[]) =>
  proceed(
    path,
    served.map(({ seq }) => seq),
  );

function eventsOf({ events = [] }: WaitForStep) {
  return events;
}

function conditionsOf({ conditions = [] }: WaitForStep) {
  return conditions;
}

function awaited(step: WaitForStep): string {
  const names = [
    ...eventsOf(step).map(nameOfListener),
    ...conditionsOf(step).map(({ when }) => describeCondition(when)),
  ];
  return [...new Set(names)].join(' or ');
}

function waitsForNothing(where: string): Problem {
  return {
    code: 'waits-for-nothing',
    where,
    problem: 'The step waits for no event and no condition.',
    remedy: 'Name one in "events" or "conditions"; to let time pass, use the step type "wait".',
  };
}

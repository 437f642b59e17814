import { z } from 'zod';
import type { Problem } from '../../base/problem.ts';
import { checkCondition, checkReference } from '../../condition/check.ts';
import { describeCondition } from '../../condition/describe.ts';
import { filterInRun, keyOfEvent } from '../../condition/fields.ts';
import { type Condition, conditionSchema, type Reference, referenceSchema } from '../../condition/schema.ts';
import { eventNameSchema } from './names.ts';

/** An event that a run reacts to. In a keyed journey the trigger says which run is meant: `match`, or `anyRun`. */
export interface EventTrigger {
  readonly event: string;
  readonly where?: Condition | undefined;
  /** Equal to the run's key, or the event is not for this run. */
  readonly match?: Reference | undefined;
  readonly anyRun?: true | undefined;
}

export const eventTriggerFields = {
  event: eventNameSchema,
  where: conditionSchema.optional(),
  match: referenceSchema.optional(),
  anyRun: z.literal(true).optional(),
};

/** "Order Completed, if the event's total is at least 50" */
export function describeEventTrigger({ event, where }: Pick<EventTrigger, 'event' | 'where'>): string {
  return where ? `${event}, if ${describeCondition(where)}` : event;
}

/** What can be reported of a trigger beside its condition, and what it means. */
export const eventTriggerCodes = {
  'match-without-key': 'An event says which run it is for, in a journey without a key.',
  'missing-match': 'An event does not say which run it is for, in a journey with a key.',
  'match-and-any-run': 'An event is for one run and for every run.',
} as const;

/** Publish checks of a trigger that stands anywhere in a run: an exit rule, a wait-for. */
export function checkEventTrigger(
  where: string,
  trigger: EventTrigger,
  { key }: { readonly key?: Reference | undefined },
): readonly Problem[] {
  const problems: Problem[] = [];
  if (trigger.where) problems.push(...checkCondition(`${where}.where`, trigger.where, filterInRun));
  if (trigger.match) problems.push(...checkReference(`${where}.match.ref`, trigger.match, keyOfEvent));
  if (key === undefined && (trigger.match || trigger.anyRun)) {
    problems.push({
      code: 'match-without-key',
      where: `${where}.${trigger.match ? 'match' : 'anyRun'}`,
      problem: 'The journey has no key, so there are no runs to tell apart.',
      remedy: 'Leave it out, or give the journey a "key".',
    });
  }
  if (key !== undefined && !trigger.match && !trigger.anyRun) {
    problems.push({
      code: 'missing-match',
      where,
      problem: `The journey has a key, so a customer may have several runs; nothing says which of them "${trigger.event}" is for.`,
      remedy: 'Say "match" with the property of this event that equals the key, or "anyRun": true for all of them.',
    });
  }
  if (trigger.match && trigger.anyRun) {
    problems.push({
      code: 'match-and-any-run',
      where,
      problem: '"match" and "anyRun" contradict each other.',
      remedy: 'Keep one of them.',
    });
  }
  return problems;
}

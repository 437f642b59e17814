import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import { checkCondition, checkReference } from '../../condition/check.ts';
import { describeCondition } from '../../condition/describe.ts';
import { keyOfEvent } from '../../condition/fields.ts';
import { type Condition, conditionSchema, type Reference, referenceSchema } from '../../condition/schema.ts';
import { feedbackEvents } from './feedback-events.ts';
import { eventNameSchema, idSchema, type StepId } from './names.ts';
import { placeOfFilter, type StepTypes, sendingSteps } from './places.ts';

/** An event that a run reacts to. In a keyed journey the trigger says which run is meant: `match`, or `anyRun`. */
export interface EventTrigger {
  readonly event: string;
  readonly where?: Condition | undefined;
  /** Equal to the run's key, or the event is not for this run. */
  readonly match?: Reference | undefined;
  readonly anyRun?: true | undefined;
  /** Of an event about a message: only of this run's message of this send step. Needs no `match`. */
  readonly message?: StepId | undefined;
}

/** Of a definition what a trigger is checked against. */
export interface RunContext extends StepTypes {
  readonly key?: Reference | undefined;
}

export const eventTriggerFields = {
  event: eventNameSchema.describe('The name of the event.'),
  where: conditionSchema.optional().describe('Only if this holds of the event, the entry or the customer.'),
  match: referenceSchema.optional().describe("In a journey with a key: the property that equals the run's key."),
  anyRun: z.literal(true).optional().describe('In a journey with a key: every run of the customer.'),
  message: idSchema.optional().describe("A send step: only events about this run's message of that step."),
};

/** "Order Completed, if the event's total is at least 50"; "Message Clicked of "nudge"" */
export function describeEventTrigger(trigger: Pick<EventTrigger, 'event' | 'where' | 'message'>): string {
  const { where } = trigger;
  return where ? `${nameOfTrigger(trigger)}, if ${describeCondition(where)}` : nameOfTrigger(trigger);
}

export function nameOfTrigger({ event, message }: Pick<EventTrigger, 'event' | 'message'>): string {
  return message === undefined ? event : `${event} of "${message}"`;
}

/** What can be reported of a trigger beside its condition, and what it means. */
export const eventTriggerCodes = {
  'match-without-key': 'An event says which run it is for, in a journey without a key.',
  'missing-match': 'An event does not say which run it is for, in a journey with a key.',
  'match-and-any-run': 'An event is for one run and for every run.',
  'not-about-messages': 'An event about no message names the message of a step.',
} as const;

/** Publish checks of a trigger that stands anywhere in a run: an exit rule, a wait-for. */
export function checkEventTrigger(where: string, trigger: EventTrigger, definition: RunContext): readonly Problem[] {
  const { key } = definition;
  const problems: Problem[] = [...checkMessage(where, trigger, definition)];
  if (trigger.where) problems.push(...checkCondition(`${where}.where`, trigger.where, placeOfFilter(definition)));
  if (trigger.match) problems.push(...checkReference(`${where}.match.ref`, trigger.match, keyOfEvent));
  if (key === undefined && (trigger.match || trigger.anyRun)) {
    problems.push({
      code: 'match-without-key',
      where: `${where}.${trigger.match ? 'match' : 'anyRun'}`,
      problem: 'The journey has no key, so there are no runs to tell apart.',
      remedy: 'Leave it out, or give the journey a "key".',
    });
  }
  if (key !== undefined && !trigger.match && !trigger.anyRun && trigger.message === undefined) {
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

function checkMessage(where: string, { event, message }: EventTrigger, definition: RunContext): readonly Problem[] {
  if (message === undefined) return [];
  const problems: Problem[] = [];
  const sending = sendingSteps(definition);
  if (!sending.includes(message)) {
    problems.push({
      code: 'unknown-message',
      where: `${where}.message`,
      problem: `No step "${message}" sends a message.`,
      remedy: didYouMean(message, sending),
    });
  }
  if (!feedbackEvents.some((name) => name === event)) {
    problems.push({
      code: 'not-about-messages',
      where: `${where}.message`,
      problem: `"${event}" is about no message.`,
      remedy: `Leave "message" out, or listen for one of ${feedbackEvents.join(', ')}.`,
    });
  }
  return problems;
}

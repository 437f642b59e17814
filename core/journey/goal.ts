import { after } from '../base/calendar.ts';
import { reader } from '../condition/fields.ts';
import type { Properties } from '../condition/schema.ts';
import { happenedBefore } from '../customer/event-time.ts';
import type { JourneyDefinition } from './definition/index.ts';
import type { EventFact } from './engine/turn.ts';
import { matchesTrigger, type RunIdentity } from './match-trigger.ts';

/**
 * The goal of a journey. Each run has a watch: from its entry for `within`, in the customer's zone at the entry, by the
 * moment at which an event is accepted; exactly at the end still counts. It outlives the run. The first event that reaches
 * the goal counts, and ends the watch. Events that happened before the entry event reach nothing: see `happenedBefore`.
 */
export interface GoalReached {
  /** A number of the event; null where the goal has no value, and where the event has no number there. */
  readonly value: number | null;
}

/** The end of the watch of a run that enters at this moment; undefined in a journey without a goal. */
export function goalUntil({ goal }: JourneyDefinition, enteredAt: number, timeZone: string): number | undefined {
  return goal === undefined ? undefined : after(enteredAt, goal.within, timeZone);
}

/** Does the event reach the goal of a run whose watch goes on? */
export function reachGoal(
  { goal }: JourneyDefinition,
  run: RunIdentity & { readonly entry: EventFact; readonly goalUntil: number },
  event: EventFact,
  traits: Properties,
): GoalReached | undefined {
  if (!goal || event.acceptedAt > run.goalUntil || event.id === run.entry.id) return undefined;
  if (happenedBefore(event, run.entry)) return undefined;
  if (!matchesTrigger(goal, event, run, { entry: run.entry, customer: { traits } })) return undefined;
  const value = goal.value === undefined ? undefined : reader(goal.value.ref)({ event });
  return { value: typeof value === 'number' ? value : null };
}

/** The reason under which a goal ends its run. */
export const goalReachedReason = 'goal-reached';

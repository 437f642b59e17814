import { isLongerThan, isStorable } from '../base/storable.ts';
import { holds } from '../condition/compile.ts';
import { reader } from '../condition/fields.ts';
import type { Properties, Scope } from '../condition/schema.ts';
import type { EventTrigger } from './definition/index.ts';

/**
 * Does an event match a trigger of a run? By name, then by key, then by filter. In a keyed journey an event belongs to the
 * run whose key equals `match`; an event about a message belongs to the run that sent it. A trigger without `match` and `anyRun` would be ambiguous: publishing refuses it, and it
 * matches nothing. Keys are texts: 17 and "17" are the same order.
 */
export interface OccurredEvent {
  readonly name: string;
  readonly properties: Properties;
}

/** Of a run what an event is matched with. */
export interface RunIdentity {
  /** Undefined: the run does not exist yet. */
  readonly id: string | undefined;
  readonly key: string | null;
}

export function matchesTrigger(
  trigger: EventTrigger,
  event: OccurredEvent,
  run: RunIdentity,
  scope: Omit<Scope, 'event'>,
): boolean {
  if (trigger.event !== event.name || !isForRun(trigger, event, run)) return false;
  return trigger.where === undefined || holds(trigger.where, { ...scope, event });
}

/** The part of the question that needs nothing but the event, the run's id and its key. */
export function isForRun(trigger: EventTrigger, event: OccurredEvent, { id, key }: RunIdentity): boolean {
  if (trigger.message !== undefined) {
    const { step, journey_run_id: journeyRunId } = event.properties;
    return id !== undefined && journeyRunId === id && step === trigger.message;
  }
  if (key === null || trigger.anyRun) return true;
  return trigger.match !== undefined && keyText(reader(trigger.match.ref)({ event })) === key;
}

/** Characters of a key. It stands in an index, whose entries have some 2,700 bytes at most. */
export const mostKeyCharacters = 255;

/** A value as a key: a text, a number, true or false. Nothing else distinguishes runs, the empty text neither. */
export function keyText(value: unknown): string | null {
  if (isUnfitKey(value)) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A value that would be a key, but by which two things could become one: a number that a double does not hold exactly, a
 * text that is not stored as it is, or in which U+FFFD stands for what was no text (`storableJson` puts it there); and a
 * text that is too long.
 */
export function isUnfitKey(value: unknown): boolean {
  if (typeof value === 'number') return !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  if (typeof value !== 'string') return false;
  return isLongerThan(value, mostKeyCharacters) || !isStorable(value) || value.includes('\uFFFD');
}

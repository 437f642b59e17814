import type { Problem } from '../base/problem.ts';
import { checkCondition, checkReference } from '../condition/check.ts';
import { holds } from '../condition/compile.ts';
import type { Properties, Scope } from '../condition/condition.ts';
import { filterInRun, keyOfEvent, reader } from '../condition/fields.ts';
import type { JourneyDefinition, Listener } from './definition.ts';

/**
 * Is an event meant for a listener of a run? By name, then by key, then by filter. In a keyed journey an event is for
 * the run whose key equals `match`; a listener without `match` and `anyRun` would be ambiguous, is refused at publish,
 * and hears nothing. Keys are texts: 17 and "17" are the same order.
 */
export interface Heard {
  readonly name: string;
  readonly properties: Properties;
}

export function matchesListener(
  listener: Listener,
  event: Heard,
  key: string | null,
  scope: Omit<Scope, 'event'>,
): boolean {
  if (listener.event !== event.name || !isForRun(listener, event, key)) return false;
  return listener.where === undefined || holds(listener.where, { ...scope, event });
}

/** The part of the question that needs nothing but the event and the run's key. */
export function isForRun(listener: Listener, event: Heard, key: string | null): boolean {
  if (key === null || listener.anyRun) return true;
  return listener.match !== undefined && keyText(reader(listener.match.ref)({ event })) === key;
}

/** A value as a key: a text, a number, true or false. Nothing else tells runs apart, the empty text neither. */
export function keyText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What can be reported of a listener beside its condition, and what it means. */
export const listenerCodes = {
  'match-without-key': 'An event says which run it is for, in a journey without a key.',
  'missing-match': 'An event does not say which run it is for, in a journey with a key.',
  'match-and-any-run': 'An event is for one run and for every run.',
} as const;

/** Publish checks of a listener that stands anywhere in a run: an exit rule, a wait-for. */
export function checkListener(where: string, listener: Listener, definition: JourneyDefinition): readonly Problem[] {
  const problems: Problem[] = [];
  if (listener.where) problems.push(...checkCondition(`${where}.where`, listener.where, filterInRun));
  if (listener.match) problems.push(...checkReference(`${where}.match.ref`, listener.match, keyOfEvent));
  if (definition.key === undefined && (listener.match || listener.anyRun)) {
    problems.push({
      code: 'match-without-key',
      where: `${where}.${listener.match ? 'match' : 'anyRun'}`,
      problem: 'The journey has no key, so there are no runs to tell apart.',
      remedy: 'Leave it out, or give the journey a "key".',
    });
  }
  if (definition.key !== undefined && !listener.match && !listener.anyRun) {
    problems.push({
      code: 'missing-match',
      where,
      problem: `The journey has a key, so a customer may have several runs; nothing says which of them "${listener.event}" is for.`,
      remedy: 'Say "match" with the property of this event that equals the key, or "anyRun": true for all of them.',
    });
  }
  if (listener.match && listener.anyRun) {
    problems.push({
      code: 'match-and-any-run',
      where,
      problem: '"match" and "anyRun" contradict each other.',
      remedy: 'Keep one of them.',
    });
  }
  return problems;
}

import { after } from '../base/calendar.ts';
import { reader } from '../condition/fields.ts';
import type { CustomerHistory } from '../condition/history/history.ts';
import type { Properties } from '../condition/schema.ts';
import { happenedBefore } from '../customer/event-time.ts';
import { timeZoneOf } from '../customer/time-zone.ts';
import { type DirectEntry, getEntryKind, type JourneyDefinition, type ReentryRule } from './definition/index.ts';
import type { EventFact } from './engine/turn.ts';
import { outsideDates } from './entry-dates.ts';
import { isUnfitKey, keyText, matchesTrigger, type OccurredEvent } from './match-trigger.ts';
import { exitTriggers } from './subscriptions.ts';

/**
 * Who comes in. The engine starts where this file has said yes; open runs and past ones are the shell's to look up.
 * A definition may list several entries; the first that lets the event in does. If none does, the answer names the
 * hurdle that the luckiest rule fell at: payload, filter, then age, then key (none, or an unfit one).
 */
export type EntryVerdict =
  | { readonly enters: true; readonly key: string | null }
  | { readonly enters: false; readonly why: 'no-rule' | 'data' | 'filter' | 'too-old' | 'no-key' | 'unfit-key' };

const hurdles = ['no-rule', 'data', 'filter', 'too-old', 'no-key'] as const;

export function evaluateEntry(
  definition: JourneyDefinition,
  event: EventFact & { readonly directly?: DirectEntry | undefined },
  traits: Properties,
  now: number,
  history?: CustomerHistory,
): EntryVerdict {
  let furthest = 0;
  for (const rule of definition.entry) {
    const hurdle = getEntryKind(rule).evaluate(rule, { event, traits, history, now });
    if (hurdle === undefined) {
      const key = keyOf(definition, event);
      if (definition.key === undefined || key !== null) return { enters: true, key };
      return { enters: false, why: isUnfitKey(keyValue(definition, event)) ? 'unfit-key' : 'no-key' };
    }
    furthest = Math.max(furthest, hurdles.indexOf(hurdle));
  }
  return { enters: false, why: hurdles[furthest] ?? 'no-rule' };
}

/** Which run of the customer an event means; null in a journey without a key, and where the event has no value for it. */
export function keyOf(definition: JourneyDefinition, event: OccurredEvent): string | null {
  return keyText(keyValue(definition, event));
}

function keyValue({ key }: JourneyDefinition, event: OccurredEvent): unknown {
  return key === undefined ? undefined : reader(key.ref)({ event });
}

/** Open runs that a customer may have in one journey: an event can reach all of them, in one transaction. */
export const mostOpenRuns = 100;

/** An event that so many runs in a row have led to enters nothing more: journeys that enter each other come to an end. */
export const mostDepth = 8;

/** What is known of a customer who met an entry rule: their runs of this journey, and what they did. */
export interface EntryPast {
  /** A run of this key is open. */
  readonly isOpen: boolean;
  /** Open runs of the journey, of any key. */
  readonly openRuns: number;
  /** When the last run ended; undefined where there was none. */
  readonly lastEndedAt: number | undefined;
  /** The customer's stored events that may have happened after the entry event. */
  readonly later: readonly EventFact[];
}

/**
 * Does an event that met an entry rule open a run, at the moment it was accepted? If not, why:
 *   not-started   the journey takes nobody in yet (startDate)
 *   over          it takes nobody in any more (endDate)
 *   open          one is under way for this customer and key (whileOpen: ignore)
 *   too-many-open the customer has as many open runs of the journey as one may have
 *   re-entry      the rule does not let them in again, or not yet
 *   contradicted  an exit event that happened after the entry event is already stored
 * Where one is under way, and the journey says "refresh", "restart" or "parallel", the entry refreshes it, ends it and
 * opens another one, or opens another one beside it: re-entry is not asked.
 */
export function admit(
  definition: JourneyDefinition,
  entry: EventFact,
  past: EntryPast,
  traits: Properties,
):
  | 'opens'
  | 'refreshes'
  | 'restarts'
  | 'not-started'
  | 'over'
  | 'open'
  | 'too-many-open'
  | 're-entry'
  | 'contradicted' {
  const zone = timeZoneOf(traits);
  const outside = outsideDates(definition, entry.acceptedAt, zone);
  if (outside) return outside;
  const { whileOpen = 'ignore' } = definition;
  if (past.isOpen && whileOpen === 'ignore') return 'open';
  const opensBeside = !past.isOpen || whileOpen === 'parallel';
  if (past.openRuns >= mostOpenRuns && opensBeside) return 'too-many-open';
  if (!past.isOpen && !mayReenter(definition.reentry, past.lastEndedAt, entry.acceptedAt, zone)) return 're-entry';
  const others = past.later.filter(({ id }) => id !== entry.id);
  const contradicted = others.some((stored) => contradictsEntry(definition, entry, stored, traits));
  if (contradicted) return 'contradicted';
  if (opensBeside) return 'opens';
  return whileOpen === 'refresh' ? 'refreshes' : 'restarts';
}

/** May somebody whose last run (of this key) ended at `lastEndedAt` come in again? Never, unless the rule says so. */
export function mayReenter(
  rule: ReentryRule | undefined,
  lastEndedAt: number | null | undefined,
  now: number,
  zone: string,
): boolean {
  if (lastEndedAt === null || lastEndedAt === undefined || rule === 'always') return true;
  if (rule === undefined || rule === 'never') return false;
  return after(lastEndedAt, rule.after, zone) <= now;
}

/**
 * Does a stored event contradict an entry that comes in late? It does unless it happened before the entry, and would have
 * ended the run. What clocks can't tell apart counts as after: exits err towards exiting.
 */
export function contradictsEntry(
  definition: JourneyDefinition,
  entry: EventFact,
  stored: EventFact,
  traits: Properties,
): boolean {
  if (happenedBefore(stored, entry)) return false;
  const run = { id: undefined, key: keyOf(definition, entry) };
  const scope = { entry, customer: { traits } };
  return exitTriggers(definition).some((trigger) => matchesTrigger(trigger, stored, run, scope));
}

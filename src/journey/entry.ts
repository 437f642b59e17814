import { after } from '../base/calendar.ts';
import { holds } from '../condition/compile.ts';
import type { Properties } from '../condition/condition.ts';
import { reader } from '../condition/fields.ts';
import { timeZoneOf } from './customer-zone.ts';
import { defaultMaxAge, type EntryRule, type JourneyDefinition, type ReentryRule } from './definition.ts';
import type { EventFact } from './engine/turn.ts';
import { exitListeners } from './interests.ts';
import { type Heard, keyText, matchesListener } from './listening.ts';

/**
 * Who comes in. The engine starts where this file has said yes; open runs and past ones are the shell's to look up.
 * A definition may list several entries; the first that lets the event in does. If none does, the answer names the
 * hurdle that the luckiest rule fell at: filter, then age, then key.
 */
export type EntryVerdict =
  | { readonly enters: true; readonly key: string | null }
  | { readonly enters: false; readonly why: 'no-rule' | 'filter' | 'too-old' | 'no-key' };

const hurdles = ['no-rule', 'filter', 'too-old', 'no-key'] as const;

export function judgeEntry(
  definition: JourneyDefinition,
  event: EventFact,
  traits: Properties,
  now: number,
): EntryVerdict {
  let furthest = 0;
  for (const rule of definition.entry) {
    const fellAt = hurdleOf(rule, event, traits, now);
    if (fellAt === undefined) {
      const key = keyOf(definition, event);
      return definition.key !== undefined && key === null ? { enters: false, why: 'no-key' } : { enters: true, key };
    }
    furthest = Math.max(furthest, hurdles.indexOf(fellAt));
  }
  return { enters: false, why: hurdles[furthest] ?? 'no-rule' };
}

function hurdleOf(
  rule: EntryRule,
  event: EventFact,
  traits: Properties,
  now: number,
): (typeof hurdles)[number] | undefined {
  if (rule.event !== event.name) return 'no-rule';
  if (rule.where && !holds(rule.where, { event, customer: { traits } })) return 'filter';
  return isTooOld(rule, event.timestamp, now) ? 'too-old' : undefined;
}

/**
 * By the event's own time; exactly as old as allowed still enters. Days are counted in UTC: how stale an event may be
 * is a question about machines, not about the customer's mornings.
 */
function isTooOld(rule: EntryRule, timestamp: number, now: number): boolean {
  return after(timestamp, rule.maxAge ?? defaultMaxAge, 'UTC') < now;
}

/** Which run of the customer an event means; null in a journey without a key, and where the event has no value for it. */
export function keyOf(definition: JourneyDefinition, event: Heard): string | null {
  return definition.key === undefined ? null : keyText(reader(definition.key.ref)({ event }));
}

/** What is known of a customer who met an entry rule: their runs of this key, and what they did. */
export interface EntryPast {
  readonly isOpen: boolean;
  /** When the last run ended; undefined where there was none. */
  readonly lastEndedAt: number | undefined;
  /** The customer's stored events that may have happened after the entry event. */
  readonly later: readonly EventFact[];
}

/**
 * Does an event that met an entry rule open a run, at the moment it was accepted? If not, why:
 *   open          one is under way for this customer and key (whileOpen: ignore)
 *   re-entry      the rule does not let them in again, or not yet
 *   contradicted  an exit event that happened after the entry event is already stored
 */
export function admit(
  definition: JourneyDefinition,
  entry: EventFact,
  past: EntryPast,
  traits: Properties,
): 'opens' | 'open' | 're-entry' | 'contradicted' {
  if (past.isOpen) return 'open';
  if (!mayReenter(definition.reentry, past.lastEndedAt, entry.acceptedAt, timeZoneOf(traits))) return 're-entry';
  const contradicted = past.later.some((stored) => contradictsEntry(definition, entry, stored, traits));
  if (contradicted) return 'contradicted';
  return 'opens';
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
 * Does a stored event contradict an entry that comes in late? It does if it happened after the entry, by the senders'
 * clocks, and would have ended the run.
 */
export function contradictsEntry(
  definition: JourneyDefinition,
  entry: EventFact,
  stored: EventFact,
  traits: Properties,
): boolean {
  if (stored.timestamp <= entry.timestamp) return false;
  const key = keyOf(definition, entry);
  const scope = { entry, customer: { traits } };
  return exitListeners(definition).some((listener) => matchesListener(listener, stored, key, scope));
}

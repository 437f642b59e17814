import { after, momentOf } from '../../base/calendar.ts';
import { parseDuration } from '../../base/duration.ts';
import { happenedBefore } from '../../base/happened-before.ts';
import type { Measure, Scope } from '../schema.ts';
import type { CustomerHistory, PastEvent } from './history.ts';

/**
 * Whether something that was is in the window of a measure. Something of the moment t is "within P30D" of now until
 * t + P30D in the customer's zone, that moment not included: so the same computation says when it leaves the window.
 */
export type InWindow = (past: Pick<PastEvent, 'timestamp'> & Partial<PastEvent>) => boolean;

/** Where a window begins: at its own length back, and at `since`. `filter`: which events of `since` are meant. */
export function windowOf(
  { within, since }: Measure,
  scope: Scope,
  history: CustomerHistory,
  filter: (event: PastEvent) => boolean,
): InWindow {
  const { now, timeZone } = history;
  const isInside = within === undefined ? always : insideOf(within, now, timeZone);
  if (since === undefined) return isInside;
  const isLater = laterThan(since, scope, history, filter);
  return (past) => isLater(past) && isInside(past);
}

/** The calendar is asked only where a day or two decide: most of what was is well inside, or well outside. */
function insideOf(within: string, now: number, timeZone: string): InWindow {
  const [surely, never] = [now - atLeastMs(within), now - atMostMs(within)];
  return ({ timestamp }) => timestamp > surely || (timestamp > never && after(timestamp, within, timeZone) > now);
}

function laterThan(
  since: NonNullable<Measure['since']>,
  scope: Scope,
  history: CustomerHistory,
  filter: (event: PastEvent) => boolean,
): InWindow {
  if (typeof since === 'string') return from(momentOf(since));
  if ('event' in since) {
    const latest = history.events.get(since.event)?.findLast(filter);
    return latest ? ({ timestamp }) => timestamp > latest.timestamp : nothing;
  }
  if (since.ref === 'entry') {
    const { entry } = scope;
    if (entry?.timestamp === undefined) return nothing;
    const began = { timestamp: entry.timestamp };
    return (past) => past.id !== entry.id && !happenedBefore(past, began);
  }
  return from(momentOfTrait(since.ref, scope));
}

const nothing: InWindow = () => false;
const always: InWindow = () => true;
const from =
  (moment: number | undefined): InWindow =>
  ({ timestamp }) =>
    moment !== undefined && timestamp >= moment;

function momentOfTrait(ref: string, { customer }: Scope): number | undefined {
  const name = ref.slice('customer.traits.'.length);
  const value = customer && Object.hasOwn(customer.traits, name) ? customer.traits[name] : undefined;
  return typeof value === 'string' ? momentOf(value) : undefined;
}

/** When what was at this moment leaves the window by itself; undefined: it has left, or never does. */
export function leavesAt(
  { within }: Measure,
  timestamp: number,
  { now, timeZone }: CustomerHistory,
): number | undefined {
  const leaves = within === undefined ? undefined : after(timestamp, within, timeZone);
  return leaves !== undefined && leaves > now ? leaves : undefined;
}

/** Does the length of this window depend on the customer's zone? */
export function isOfCalendar(duration: string): boolean {
  const parts = parseDuration(duration);
  return parts !== undefined && parts.years + parts.months + parts.weeks + parts.days > 0;
}

/** At least as long as the duration is in any zone, in milliseconds. */
export const atMostMs = (duration: string): number => boundMs(duration, { year: 366, month: 31, slack: 2 });

/** At most as long as it. */
export const atLeastMs = (duration: string): number => boundMs(duration, { year: 365, month: 28, slack: -2 });

function boundMs(duration: string, of: { readonly year: number; readonly month: number; readonly slack: number }) {
  const parts = parseDuration(duration);
  if (!parts) return 0;
  const days = parts.years * of.year + parts.months * of.month + parts.weeks * 7 + parts.days;
  const exact = Math.round(parts.hours * 3_600_000 + parts.minutes * 60_000 + parts.seconds * 1000);
  return (days === 0 ? 0 : (days + of.slack) * 86_400_000) + exact;
}

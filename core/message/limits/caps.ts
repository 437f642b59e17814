import { fromWallClock, wallClock } from '../../base/calendar.ts';
import { lengthOf } from '../../base/duration.ts';
import { describeDuration } from '../../base/duration-words.ts';
import { kindOfChannel } from '../../journey/definition/names.ts';
import type { Cap, CapPeriod } from '../../workspace/caps.ts';
import { type CountedMessage, isUnder, type LimitedMessage, type LimitFacts } from './facts.ts';

/** How much of a cap a message meets. */
export interface CapUse {
  readonly name: string;
  readonly cap: Cap;
  /** The messages that count in the window that ends now, the newest first. */
  readonly used: readonly CountedMessage[];
  /** So many more messages of this priority may go now; 0 where none may. */
  readonly left: number;
}

/** Every cap that the message falls under. */
export function capUses(limits: LimitFacts, now: number): readonly CapUse[] {
  return Object.entries(limits.caps).flatMap(([name, cap]) =>
    isUnder(cap, limits.message) ? [useOf({ name, cap }, limits, now)] : [],
  );
}

function useOf({ name, cap }: { name: string; cap: Cap }, limits: LimitFacts, now: number): CapUse {
  const { message, counted } = limits;
  const since = windowStart(cap, limits.zones.zones, now);
  const same = counted.messages.filter((each) => isUnder(cap, each) && isSameOf(cap, each, message));
  const used = same.filter(({ at }) => at > since);
  // Older messages than were read may count, too: then nothing is left, rather than too much.
  const oldestRead = counted.isCut ? Math.min(...counted.messages.map(({ at }) => at)) : Number.NEGATIVE_INFINITY;
  const left = oldestRead > since ? 0 : Math.max(0, cap.most - used.length - keptFromOthers(cap, used, message));
  return { name, cap, used, left };
}

/** What of the reserve nobody has used yet is not there for messages of a lower priority. */
function keptFromOthers({ reserve }: Cap, used: readonly CountedMessage[], { priority }: LimitedMessage): number {
  if (!reserve || priority >= reserve.priority) return 0;
  const usedOfIt = used.filter((each) => each.priority >= reserve.priority).length;
  return Math.max(0, reserve.most - usedOfIt);
}

/** Whether both count in one sum. */
export function isSameOf({ each }: Cap, one: LimitedMessage, other: LimitedMessage): boolean {
  switch (each) {
    case 'channel':
      return kindOfChannel(one.channel) === kindOfChannel(other.channel);
    case 'topic':
      return one.topic === other.topic;
    case 'journey':
      return one.journey === other.journey;
    case undefined:
      return true;
  }
}

/** Messages after this moment count. Of several zones in which the customer may be, the day that began first. */
function windowStart({ within, calendar = 'month' }: Cap, zones: readonly string[], now: number): number {
  if (within !== undefined) return now - (lengthOf(within) as number);
  // The first millisecond of the day belongs to it.
  return Math.min(...zones.map((zone) => fromWallClock(periodStart(wallClock(now, zone), calendar, 0), zone))) - 1;
}

/** The first moment at which the message may go, if no other one comes in between. */
export function freeAt({ cap, used }: CapUse, limits: LimitFacts, now: number): number {
  const { zones } = limits.zones;
  if (cap.within === undefined) {
    const next = (zone: string) => periodStart(wallClock(now, zone), cap.calendar ?? 'month', 1);
    return Math.max(...zones.map((zone) => fromWallClock(next(zone), zone)));
  }
  const length = lengthOf(cap.within) as number;
  const oldestFirst = used.map(({ at }) => at).sort((a, b) => a - b);
  for (const at of oldestFirst) {
    const rest = used.filter((each) => each.at > at);
    if (rest.length + keptFromOthers(cap, rest, limits.message) < cap.most) return at + length;
  }
  return now + length; // nothing is known to leave the window: look again when all must have
}

/** The start of the period in which a wall time lies (0), or of a later one. */
function periodStart(wall: number, period: CapPeriod, later: number): number {
  const date = new Date(wall);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (period) {
    case 'day':
      return Date.UTC(year, month, day + later);
    case 'week':
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7) + 7 * later);
    case 'month':
      return Date.UTC(year, month + later, 1);
  }
}

/** "1 in 24 hours", "3 a week". */
export function describeCap({ most, within, calendar }: Cap): string {
  return within === undefined ? `${most} a ${calendar}` : `${most} in ${describeDuration(within)}`;
}

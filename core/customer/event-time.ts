import { readMoment } from '../base/read-moment.ts';

export { happenedBefore, mostTolerance } from '../base/happened-before.ts';

/** What a call and its envelope say of time, as they were sent. */
export interface SentTimes {
  /** When it happened, by the sender's clock. */
  readonly timestamp: unknown;
  /** What the sender's clock said, beside a `timestamp` that is corrected already. */
  readonly originalTimestamp: unknown;
  /** When the sender sent it, by the same clock as the time of the call. */
  readonly sentAt: unknown;
  readonly receivedAt: number;
}

export interface EventTime {
  /** Never after `receivedAt`. */
  readonly at: number;
  readonly flag?: EventTimeFlag | undefined;
}

/**
 * time-ahead      it lay more than a second ahead of us: counts as now
 * time-unreadable what was sent is no time, or before 1900: counts as now
 * time-corrected  the sender's clock was more than a day behind: the difference was taken out
 */
export type EventTimeFlag = 'time-ahead' | 'time-unreadable' | 'time-corrected';

/** A sender's clock may be wrong by decades, but not by centuries. Go's zero time is the year 1. */
export const earliestTime = Date.UTC(1900, 0, 1);

/** A call that waits in a device without a network may be so late; a clock that is further behind is wrong. */
const LATE_DELIVERY_MS = 24 * 60 * 60_000;
/** Clocks of servers differ by so much. */
const AHEAD_TOLERATED_MS = 1_000;

/**
 * When a call happened. `sentAt` after receipt shows a clock that is fast: the difference is taken out. Up to a day before
 * receipt it may be a slow clock or a slow delivery, so the time stands as sent. More than a day before it is a slow clock.
 * A time that comes beside `originalTimestamp` is corrected already.
 */
export function eventTime({ timestamp, originalTimestamp, sentAt, receivedAt }: SentTimes): EventTime {
  const isCorrected = isGiven(timestamp) && isGiven(originalTimestamp);
  const given = isGiven(timestamp) ? timestamp : originalTimestamp;
  if (!isGiven(given)) return { at: receivedAt };
  const read = readMoment(given);
  if (read === undefined || read < earliestTime) return { at: receivedAt, flag: 'time-unreadable' };
  const skew = isCorrected ? 0 : skewOf(readMoment(sentAt), receivedAt);
  const at = read - skew;
  if (at < earliestTime) return { at: receivedAt, flag: 'time-unreadable' };
  if (at > receivedAt) return { at: receivedAt, ...(at > receivedAt + AHEAD_TOLERATED_MS && { flag: 'time-ahead' }) };
  return { at, ...(skew < 0 && { flag: 'time-corrected' }) };
}

/** How far the sender's clock is ahead of ours. */
function skewOf(sent: number | undefined, receivedAt: number): number {
  if (sent === undefined || sent < earliestTime) return 0;
  const ahead = sent - receivedAt;
  return ahead > 0 || ahead < -LATE_DELIVERY_MS ? ahead : 0;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}

import { fromWallClock, wallClock } from '../../base/calendar.ts';
import { type QuietHours, quietWindowOf, type Weekday, weekdays } from '../../workspace/quiet-hours.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** A day; in autumn it has an hour more. */
const mostMs = dayMs + 3_600_000;
/** Of a customer who may be in many zones: each adds a night at most. */
const mostRounds = 100;

/**
 * Until when it is quiet for a customer who may be in any of these zones: quiet is what is quiet in one of them. Undefined:
 * it is not quiet now. "never": within a day there is no moment that is allowed in all of them.
 */
export function quietUntil(hours: QuietHours, zones: readonly string[], now: number): number | 'never' | undefined {
  if (hours === 'none') return undefined;
  let moment = now;
  for (let round = 0; round < mostRounds; round += 1) {
    const ends = zones.flatMap((zone) => windowEnd(hours, zone, moment) ?? []);
    if (ends.length === 0) return moment === now ? undefined : moment;
    moment = Math.max(...ends);
    if (moment - now > mostMs) return 'never';
  }
  return 'never';
}

/**
 * The end of the window in which the zone's clocks stand. A time that an autumn night has twice is quiet both times; one
 * that a spring night skips ends as if the clocks had not been put on yet.
 */
function windowEnd(hours: QuietHours, zone: string, at: number): number | undefined {
  const wall = wallClock(at, zone);
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const ends = [midnight - dayMs, midnight].flatMap((day) => {
    const window = quietWindowOf(hours, weekdays[new Date(day).getUTCDay()] as Weekday);
    if (!window || wall < day + window.from * minuteMs || wall >= day + window.until * minuteMs) return [];
    return [fromWallClock(day + window.until * minuteMs, zone, 'last')];
  });
  return ends.length === 0 ? undefined : Math.max(...ends);
}

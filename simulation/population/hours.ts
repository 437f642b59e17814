import { wallClock } from '../../core/base/calendar.ts';

const hour = 3_600_000;
const offsets = new Map<string, Map<number, number>>();

/** The hour of the day by the clocks of a zone. Zones are looked up once a day of theirs: it is asked often. */
export function hourIn(moment: number, zone: string): number {
  if (zone === 'UTC') return Math.floor(moment / hour) % 24;
  const ofZone = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, ofZone);
  const at = Math.floor(moment / hour);
  const known = ofZone.get(at) ?? Math.floor(wallClock(at * hour, zone) / hour) % 24;
  ofZone.set(at, known);
  return known;
}

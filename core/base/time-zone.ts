import { IANAZone } from 'luxon';

/**
 * Time zones by their IANA names, and how far their clocks are from UTC. Asking Intl takes 5 to 50 µs and is asked for
 * every wait of every run, so answers are kept: a zone's offset holds for a whole UTC day on all but two days of the
 * year, which are asked again each time. What is kept is only a memory of pure answers, and bounded.
 */
interface Zone {
  readonly zone: IANAZone;
  /** UTC day (days since 1970) ▸ offset in milliseconds; NaN for a day on which it changes. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();
const mostZones = 1000; // there are 600, and spellings
const mostDays = 10_000;
const dayMs = 86_400_000;

/** Is this an IANA zone such as "Europe/Berlin" or "UTC"? Bare offsets ("+02:00") are not: they know no summer. */
export function isTimeZone(value: unknown): value is string {
  return typeof value === 'string' && findZone(value) !== undefined;
}

/** What must be added to UTC for the zone's wall clock, in milliseconds. The zone must be one. */
export function offsetAt(moment: number, zone: string): number {
  const known = findZone(zone);
  if (!known) return Number.NaN;
  const day = Math.floor(moment / dayMs);
  const kept = known.offsets.get(day);
  if (kept !== undefined && !Number.isNaN(kept)) return kept;
  if (kept === undefined) {
    const [morning, night] = [offset(known.zone, day * dayMs), offset(known.zone, (day + 1) * dayMs - 1)];
    if (known.offsets.size >= mostDays) known.offsets.clear();
    known.offsets.set(day, morning === night ? morning : Number.NaN);
    if (morning === night) return morning;
  }
  return offset(known.zone, moment);
}

const offset = (zone: IANAZone, moment: number) => zone.offset(moment) * 60_000;

function findZone(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known) return known;
  if (!/^[A-Za-z]/.test(name) || name.length > 100 || !IANAZone.isValidZone(name)) return undefined;
  if (zones.size >= mostZones) zones.clear();
  const found = { zone: new IANAZone(name), offsets: new Map<number, number>() };
  zones.set(name, found);
  return found;
}

import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { hourOfWeek } from '../../core/decision/expand-times.ts';
import { type HourFacts, type HourWeights, hoursOfWeek, populationProfile } from '../../core/decision/send-time.ts';
import type { Database, Transaction } from '../../store/database/database.ts';
import { type EngagedHour, readEngagedHours, readEngagedHoursOfAll } from '../../store/decisions/engaged-hours.ts';

const hourMs = 3_600_000;
/** After so long, a visit counts half. */
const halfLifeMs = 60 * 24 * hourMs;
/** A zone half an hour apart: the middle of the hour is what counts. */
const middleMs = hourMs / 2;

function weightsOf(found: readonly EngagedHour[], zoneOf: (hour: EngagedHour) => string, now: number): HourWeights {
  const weights = new Array<number>(hoursOfWeek).fill(0);
  for (const each of found) {
    const hour = hourOfWeek(each.at + middleMs, zoneOf(each));
    weights[hour] = (weights[hour] as number) + each.weight * 0.5 ** (Math.max(now - each.at, 0) / halfLifeMs);
  }
  return weights;
}

interface Population {
  readonly hour: number;
  readonly profile: Promise<HourWeights>;
}

/** Of each pool and workspace the profile of all customers, read again once an hour. Who asks meanwhile gets the one before. */
const populations = new WeakMap<Database, Map<string, Population>>();

function populationOf(database: Database, workspace: string, now: number): Promise<HourWeights> {
  const known = populations.get(database) ?? new Map<string, Population>();
  populations.set(database, known);
  const hour = Math.floor(now / hourMs);
  const last = known.get(workspace);
  if (last?.hour === hour) return last.profile;
  const profile = readEngagedHoursOfAll(database, workspace, now).then((found) =>
    populationProfile(weightsOf(found, ({ timezone }) => timeZoneOf({ timezone }), now)),
  );
  known.set(workspace, { hour, profile });
  profile.catch(() => known.delete(workspace));
  return last ? last.profile : profile;
}

/** When the customer is there, by their own clocks, and when all customers are. */
export async function hourFacts(
  database: Database,
  trx: Transaction,
  { workspace, customerId, zone }: { workspace: string; customerId: string; zone: string },
  now: number,
): Promise<HourFacts> {
  const found = await readEngagedHours(trx, customerId, now);
  return {
    own: weightsOf(found, () => zone, now),
    deeds: found.reduce((sum, { deeds }) => sum + deeds, 0),
    population: await populationOf(database, workspace, now),
  };
}

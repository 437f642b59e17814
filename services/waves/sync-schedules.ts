import { canonicalJson } from '../../core/base/canonical-json.ts';
import { nextOccurrence } from '../../core/base/recurrence.ts';
import { isScheduleEntry, type JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import type { Transaction } from '../../store/database/database.ts';
import {
  deleteEntrySchedules,
  type EntrySchedule,
  listCustomerZones,
  listEntrySchedules,
  putEntrySchedules,
} from '../../store/journeys/entry-schedules.ts';
import { listScheduledDefinitions } from '../../store/journeys/journeys.ts';
import { syncDates } from './sync-dates.ts';

/**
 * Makes the stored schedules those of the live journeys, one row for each zone: at a publish, and now and then, since a
 * customer may bring a zone that nobody had. One that stays as it was keeps its next time, even one that has passed.
 */
export async function syncSchedules(
  trx: Transaction,
  { workspace, now, configuration }: { workspace: string; now: number; configuration: Configuration },
): Promise<void> {
  const [definitions, stored] = await Promise.all([
    listScheduledDefinitions(trx, workspace),
    listEntrySchedules(trx, workspace),
  ]);
  await syncDates(trx, workspace, definitions);
  if (definitions.length === 0 && stored.length === 0) return;
  const zones = [...new Set(['UTC', ...(await listCustomerZones(trx, workspace))])];
  const wanted = definitions.flatMap((definition) =>
    rowsOf(definition, { workspace, zones, ofWorkspace: configuration.quietHours.zone }),
  );
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  const changed = wanted.filter((row) => {
    const old = known.get(keyOf(row));
    return !old || old.ofCustomers !== row.ofCustomers || canonicalJson(old.rule) !== canonicalJson(row.rule);
  });
  const isWanted = new Set(wanted.map(keyOf));
  await deleteEntrySchedules(
    trx,
    stored.filter((row) => !isWanted.has(keyOf(row))),
  );
  await putEntrySchedules(
    trx,
    changed.map((row) => {
      const next = nextOccurrence(row.rule.entry.every, now, row.zone);
      return { ...row, nextDate: next?.date ?? null, nextAt: next?.at ?? null };
    }),
  );
}

type Wanted = Omit<EntrySchedule, 'nextDate' | 'nextAt'>;

const keyOf = ({ journeyId, scheduleId, zone }: Wanted) => [journeyId, scheduleId, zone].join(' ');

function rowsOf(
  { id, entry, startDate, endDate }: JourneyDefinition,
  { workspace, zones, ofWorkspace }: { workspace: string; zones: readonly string[]; ofWorkspace: string },
): Wanted[] {
  return entry.filter(isScheduleEntry).flatMap((rule) => {
    const { zone = 'customer' } = rule;
    const ofCustomers = zone === 'customer';
    const own = ofCustomers ? zones : [zone === 'workspace' ? ofWorkspace : zone];
    const stored = JSON.parse(JSON.stringify({ entry: rule, startDate, endDate })); // as it is read again
    return own.map((each) => ({
      workspace,
      journeyId: id,
      scheduleId: rule.id,
      zone: each,
      ofCustomers,
      rule: stored,
    }));
  });
}

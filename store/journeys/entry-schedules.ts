import { isTimeZone } from '../../core/base/calendar.ts';
import type { Occurrence } from '../../core/base/recurrence.ts';
import type { ScheduleEntry } from '../../core/journey/definition/index.ts';
import { nowOf } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** What of a definition an entry by schedule needs, so that a wave begins without it. */
export interface ScheduleRule {
  readonly entry: ScheduleEntry;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
}

export interface ScheduleKey {
  readonly workspace: string;
  readonly journeyId: string;
  readonly scheduleId: string;
  readonly zone: string;
}

export interface EntrySchedule extends ScheduleKey {
  /** Only customers of this zone; else all, by its clocks. */
  readonly ofCustomers: boolean;
  readonly rule: ScheduleRule;
  readonly nextDate: string | null;
  readonly nextAt: number | null;
}

const columns = `workspace, journey_id as "journeyId", schedule_id as "scheduleId", zone, of_customers as "ofCustomers", rule,
  to_char(next_date, 'YYYY-MM-DD') as "nextDate", next_at as "nextAt"`;

export async function listEntrySchedules(
  on: Database | Transaction,
  workspace: string,
  journeyId?: string,
): Promise<EntrySchedule[]> {
  return rows<EntrySchedule>(
    on,
    `select ${columns} from entry_schedules where workspace = ? ${journeyId === undefined ? '' : 'and journey_id = ?'}
     order by journey_id, schedule_id, next_at nulls last, zone`,
    [workspace, ...(journeyId === undefined ? [] : [journeyId])],
  );
}

/** Workspaces that have entries by schedule. */
export async function listScheduledWorkspaces(database: Database): Promise<string[]> {
  const found = await rows<{ workspace: string }>(
    database,
    `select distinct workspace from entry_schedules order by workspace`,
  );
  return found.map(({ workspace }) => workspace);
}

/** Writes those that are new or changed. */
export async function putEntrySchedules(trx: Transaction, schedules: readonly EntrySchedule[]): Promise<void> {
  for (const { workspace, journeyId, scheduleId, zone, ofCustomers, rule, nextDate, nextAt } of schedules) {
    await execute(
      trx,
      `insert into entry_schedules (workspace, journey_id, schedule_id, zone, of_customers, rule, next_date, next_at)
       values (?, ?, ?, ?, ?, ?, cast(? as date), ?)
       on conflict (workspace, journey_id, schedule_id, zone) do update set of_customers = excluded.of_customers,
         rule = excluded.rule, next_date = excluded.next_date, next_at = excluded.next_at`,
      [
        ...[workspace, journeyId, scheduleId, zone, ofCustomers, JSON.stringify(rule), nextDate],
        nextAt === null ? null : timestamp(nextAt),
      ],
    );
  }
}

/** Deletes those that no live journey has any more; their open waves end. */
export async function deleteEntrySchedules(trx: Transaction, gone: readonly ScheduleKey[]): Promise<void> {
  for (const { workspace, journeyId, scheduleId, zone } of gone)
    await deleteWhere(trx, ' and schedule_id = ? and zone = ?', [workspace, journeyId, scheduleId, zone]);
}

/** Of a journey that is unpublished. */
export async function deleteSchedulesOf(trx: Transaction, workspace: string, journeyId: string): Promise<void> {
  await deleteWhere(trx, '', [workspace, journeyId]);
}

async function deleteWhere(trx: Transaction, more: string, key: readonly string[]): Promise<void> {
  const which = `workspace = ? and journey_id = ?${more}`;
  await execute(trx, `delete from entry_schedules where ${which}`, [...key]);
  await execute(
    trx,
    `update waves set state = 'ended', reason = 'unpublished', finished_at = clock_timestamp() where ${which} and state = 'open'`,
    [...key],
  );
}

/** Locks schedules whose time has come, by the clock of their workspace. */
export async function lockDueSchedules(trx: Transaction, limit: number): Promise<(EntrySchedule & { now: number })[]> {
  return rows(
    trx,
    `select ${columns}, ${nowOf('due.workspace')} as now from entry_schedules due
     where next_at <= ${nowOf('due.workspace')} order by next_at limit ? for update skip locked`,
    [limit],
  );
}

export async function setNextWave(
  trx: Transaction,
  { workspace, journeyId, scheduleId, zone }: ScheduleKey,
  next: Occurrence | undefined,
): Promise<void> {
  await execute(
    trx,
    `update entry_schedules set next_date = cast(? as date), next_at = ?
     where workspace = ? and journey_id = ? and schedule_id = ? and zone = ?`,
    [next?.date ?? null, next ? timestamp(next.at) : null, workspace, journeyId, scheduleId, zone],
  );
}

/** Zones that one look finds at most: what customers send may be anything. */
const MOST_ZONES = 1_000;

/** The time zones that customers have, without those that are none; each is found by one look at the index. */
export async function listCustomerZones(on: Database | Transaction, workspace: string): Promise<string[]> {
  const next = `select c.time_zone from customers c where c.workspace = ? and c.merged_into is null and c.time_zone`;
  const found = await rows<{ zone: string }>(
    on,
    `with recursive zones as (
       (${next} is not null order by c.time_zone limit 1)
       union all
       select (${next} > z.time_zone order by c.time_zone limit 1) from zones z where z.time_zone is not null)
     select time_zone as zone from zones where time_zone is not null limit ?`,
    [workspace, workspace, MOST_ZONES],
  );
  return found.map(({ zone }) => zone).filter(isTimeZone);
}

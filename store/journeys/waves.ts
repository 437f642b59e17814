import { nowOf } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';
import type { ScheduleKey } from './entry-schedules.ts';

/**
 * A wave, one for each schedule, zone and local day:
 *   open       its customers are asked about page by page
 *   finished   all were
 *   skipped    it never began: it was missed by too much, or the one before was still open
 *   ended      its journey was unpublished, or lost the schedule, before it was through
 */
export type WaveState = 'open' | 'finished' | 'skipped' | 'ended';

export interface WaveKey extends ScheduleKey {
  readonly date: string;
}

export interface Wave extends WaveKey {
  readonly dueAt: number;
  readonly state: WaveState;
  readonly reason: 'missed' | 'overlap' | 'unpublished' | null;
  readonly segment: string | null;
  readonly perMinute: number;
  readonly asked: number;
  readonly entered: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
}

const key = `workspace, journey_id as "journeyId", schedule_id as "scheduleId", zone, to_char(date, 'YYYY-MM-DD') as date`;
const whole = `${key}, due_at as "dueAt", state, reason, segment_id as segment, per_minute as "perMinute",
  cast(asked as integer) as asked, cast(entered as integer) as entered, started_at as "startedAt", finished_at as "finishedAt"`;
const ofKey = `workspace = ? and journey_id = ? and schedule_id = ? and zone = ? and date = cast(? as date)`;
const keyOf = ({ workspace, journeyId, scheduleId, zone, date }: WaveKey) => [
  ...[workspace, journeyId, scheduleId, zone, date],
];

export interface NewWave extends WaveKey {
  readonly ofCustomers: boolean;
  readonly dueAt: number;
  readonly skipped: 'missed' | undefined;
  readonly segment: string | undefined;
  readonly perMinute: number;
  readonly now: number;
}

/** Begins a wave, or notes that it is skipped. One that is there stays as it is. Gives its state; undefined: it was there. */
export async function insertWave(trx: Transaction, wave: NewWave): Promise<WaveState | undefined> {
  const { workspace, journeyId, scheduleId, zone, ofCustomers, dueAt, skipped, segment, perMinute, now } = wave;
  const [made] = await rows<{ state: WaveState }>(
    trx,
    `with reason as (select case when ? then 'missed' when exists (select 1 from waves
         where workspace = ? and journey_id = ? and schedule_id = ? and zone = ? and state = 'open') then 'overlap' end as why)
     insert into waves (workspace, journey_id, schedule_id, zone, date, of_customers, due_at, state, reason, segment_id, per_minute,
       started_at, finished_at)
     select ?, ?, ?, ?, cast(? as date), ?, ?, case when why is null then 'open' else 'skipped' end, why, ?, ?, ?,
       case when why is not null then cast(? as timestamptz) end from reason
     on conflict do nothing returning state`,
    [
      ...[skipped === 'missed', workspace, journeyId, scheduleId, zone],
      ...[...keyOf(wave), ofCustomers, timestamp(dueAt), segment ?? null, perMinute, timestamp(now), timestamp(now)],
    ],
  );
  return made?.state;
}

/** The newest waves, of one journey or all. */
export async function listWaves(
  database: Database,
  { workspace, journeyId, limit }: { workspace: string; journeyId?: string | undefined; limit: number },
): Promise<Wave[]> {
  const ofJourney = journeyId === undefined ? '' : 'and journey_id = ?';
  return rows<Wave>(
    database,
    `select ${whole} from waves where workspace = ? ${ofJourney} order by due_at desc, journey_id, zone limit ?`,
    [workspace, ...(journeyId === undefined ? [] : [journeyId]), limit],
  );
}

export interface OpenWave extends WaveKey {
  readonly ofCustomers: boolean;
  readonly segment: string | null;
  readonly perMinute: number;
  readonly afterId: string | null;
}

/** How far waves are behind. */
export interface WaveBacklog {
  readonly open: number;
  /** How long the first wave that is due and did not begin has been due; null: none is. */
  readonly lateMs: number | null;
}

export async function readWaveBacklog(on: Database | Transaction, workspace: string): Promise<WaveBacklog> {
  const now = nowOf('?');
  const [found] = await rows<WaveBacklog>(
    on,
    `select (select cast(count(*) as integer) from waves where state = 'open' and workspace = ?) as open,
       (select cast(extract(epoch from ${now} - min(next_at)) * 1000 as float8) from entry_schedules
        where workspace = ? and next_at <= ${now}) as "lateMs"`,
    [workspace, workspace, workspace, workspace],
  );
  return found as WaveBacklog;
}

/** Takes a wave that is due, for some seconds: nobody else works on it meanwhile. */
export async function leaseWave(database: Database, seconds: number): Promise<OpenWave | undefined> {
  const [open] = await rows<OpenWave>(
    database,
    `update waves set next_at = clock_timestamp() + cast(? as integer) * interval '1 second'
     where (workspace, journey_id, schedule_id, zone, date) = (
       select workspace, journey_id, schedule_id, zone, date from waves where state = 'open' and next_at <= clock_timestamp()
       order by next_at limit 1 for update skip locked)
     returning ${key}, of_customers as "ofCustomers", segment_id as segment, per_minute as "perMinute", after_id as "afterId"`,
    [seconds],
  );
  return open;
}

/**
 * Notes a page, in the transaction in which its customers enter. False: somebody else has taken the wave meanwhile, and the
 * transaction must not commit.
 */
export async function advanceWave(
  trx: Transaction,
  wave: OpenWave,
  {
    afterId,
    asked,
    entered,
    isLast,
    pauseMs,
  }: { afterId: string | null; asked: number; entered: number; isLast: boolean; pauseMs: number },
): Promise<boolean> {
  const advanced = await rows<{ asked: number }>(
    trx,
    `update waves wave set after_id = cast(? as uuid), asked = asked + cast(? as integer), entered = entered + cast(? as integer),
       state = case when ? then 'finished' else state end,
       finished_at = case when ? then ${nowOf('wave.workspace')} end,
       next_at = clock_timestamp() + cast(? as float8) * interval '1 millisecond'
     where ${ofKey} and after_id is not distinct from cast(? as uuid) and state = 'open' returning asked`,
    [afterId, asked, entered, isLast, isLast, pauseMs, ...keyOf(wave), wave.afterId],
  );
  return advanced.length === 1;
}

/** A page of who a wave asks about, in the order of their ids. */
export async function listWaveCustomers(
  database: Database,
  {
    workspace,
    zone,
    ofCustomers,
    segment,
    afterId,
    zones,
    limit,
  }: OpenWave & { zones: readonly string[]; limit: number },
): Promise<string[]> {
  const ofZone = ofCustomers && zone !== 'UTC';
  // Whose zone is none counts in UTC.
  const inUtc = ofCustomers && zone === 'UTC';
  const found = await rows<{ id: string }>(
    database,
    `select c.id from customers c ${segment === null ? '' : 'join segment_members m on m.customer_id = c.id and m.segment_id = ? and m.is_member'}
     where c.workspace = ? and c.merged_into is null ${afterId === null ? '' : 'and c.id > cast(? as uuid)'}
       ${ofZone ? 'and c.time_zone = ?' : ''} ${inUtc ? 'and (c.time_zone is null or c.time_zone <> all(cast(? as text[])))' : ''}
     order by c.id limit ?`,
    [
      ...(segment === null ? [] : [segment]),
      workspace,
      ...(afterId === null ? [] : [afterId]),
      ...(ofZone ? [zone] : []),
      ...(inUtc ? [zones.filter((each) => each !== 'UTC')] : []),
      limit,
    ],
  );
  return found.map(({ id }) => id);
}

/** Waves that ended long ago are forgotten. */
export async function deleteOldWaves(database: Database, days: number): Promise<void> {
  await execute(
    database,
    `delete from waves where state <> 'open' and finished_at < clock_timestamp() - cast(? as integer) * interval '1 day'`,
    [days],
  );
}

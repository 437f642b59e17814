import { timeClassBase } from '../../core/base/time-classes.ts';
import type { MeasureRow } from '../../core/journey/measures.ts';
import {
  type Database,
  execute,
  inTransaction,
  rows,
  SHORT,
  type Transaction,
  timestamp,
} from '../database/database.ts';

/**
 * measures: what happened in journeys, by the hour. An hour is computed whole from the facts when it is over, in place of what is
 * stored; facts that come later for it note it in measures_dirty (triggers of the schema). So the rows are exact, and computing
 * them twice, late or by two workers at once gives the same.
 */

/** A transaction takes at most so long: what it wrote with a time of an hour is seen by then. */
const settledAfter = `interval '5 minutes'`;

/** Facts from a moment up to another one. Parameters: three for each part, in the order workspace, from, until. */
const parts = [
  `select run.journey_id, run.version, '' as step, '' as channel, 'entered' as what, coalesce(run.books, '') as detail, run.entered_at as at, null::numeric as money
   from journey_runs run where run.observation is null and run.workspace = ? and run.entered_at >= ? and run.entered_at < ?`,
  `select run.journey_id, run.version, '', '', 'ended', coalesce(run.end_reason, ''), run.ended_at, null
   from journey_runs run where run.observation is null and run.workspace = ? and run.ended_at >= ? and run.ended_at < ?`,
  `select run.journey_id, run.version, v.step_id, '', 'arrived', '', v.arrived_at, null
   from run_visits v join journey_runs run on run.id = v.journey_run_id
   where run.observation is null and run.workspace = ? and v.arrived_at >= ? and v.arrived_at < ?`,
  `select run.journey_id, run.version, v.step_id, '', 'left', coalesce(v.path, ''), v.left_at, null
   from run_visits v join journey_runs run on run.id = v.journey_run_id
   where run.observation is null and run.workspace = ? and v.left_at >= ? and v.left_at < ?`,
  `select run.journey_id, run.version, v.step_id, '', 'stayed',
     cast(floor(ln(greatest(1, extract(epoch from v.left_at - v.arrived_at))) / ln(${timeClassBase})) as text), v.left_at, null
   from run_visits v join journey_runs run on run.id = v.journey_run_id
   where run.observation is null and run.workspace = ? and v.left_at >= ? and v.left_at < ? and v.path is not null`,
  ...(['accepted', 'delivered', 'opened', 'clicked'] as const).map(
    (
      sign,
    ) => `select m.journey_id, run.version, m.step_id, m.channel, '${sign === 'accepted' ? 'sent' : sign}', '', m.${sign}_at, null
   from messages m join journey_runs run on run.id = m.journey_run_id
   where run.observation is null and m.workspace = ? and m.${sign}_at >= ? and m.${sign}_at < ?`,
  ),
  `select m.journey_id, run.version, m.step_id, m.channel, 'blocked', coalesce(m.rule, ''), m.updated_at, null
   from messages m join journey_runs run on run.id = m.journey_run_id
   where run.observation is null and m.workspace = ? and m.updated_at >= ? and m.updated_at < ? and m.state = 'blocked'`,
  `select m.journey_id, run.version, m.step_id, m.channel, 'unsubscribed', '', c.accepted_at, null
   from consents c join messages m on m.id = c.message_id join journey_runs run on run.id = m.journey_run_id
   where run.observation is null and c.workspace = ? and c.accepted_at >= ? and c.accepted_at < ? and c.state = 'withdrawn' and c.source <> 'complaint'`,
  `select m.journey_id, run.version, m.step_id, m.channel, 'complained', '', f.received_at, null
   from message_feedback f join messages m on m.id = f.message_id join journey_runs run on run.id = m.journey_run_id
   where run.observation is null and m.workspace = ? and f.received_at >= ? and f.received_at < ? and f.kind = 'complained'`,
  `select run.journey_id, run.version, '', '', 'goal', '', g.reached_at, g.value
   from run_goals g join journey_runs run on run.id = g.journey_run_id
   where run.observation is null and run.workspace = ? and g.reached_at >= ? and g.reached_at < ?`,
];

const measured = `select date_trunc('hour', at, 'UTC') as hour, journey_id, version, step, channel, what, detail,
    count(*) as n, sum(money) as money, sum(money * money) as money_squares
  from (${parts.map((part) => part.replaceAll('?', (_, at: number) => (part.slice(0, at).includes('?') ? 'cast(? as timestamptz)' : '?'))).join('\n union all ')}) facts
  group by 1, 2, 3, 4, 5, 6, 7`;

const boundsOf = (workspace: string, from: number, until: number) =>
  parts.flatMap(() => [workspace, timestamp(from), timestamp(until)]);

export async function listWorkspaces(database: Database): Promise<string[]> {
  return (await rows<{ id: string }>(database, 'select id from workspaces order by id')).map(({ id }) => id);
}

/** Until when hours are over, by the clock of the workspace. */
export interface MeasuredUntil {
  /** All hours before it are measured. */
  readonly measured: number;
  /** All hours before it are over. */
  readonly over: number;
}

/** Undefined: nobody has entered anything, or another worker measures. */
export async function lockMeasures(
  trx: Transaction,
  workspace: string,
  now: number,
): Promise<MeasuredUntil | undefined> {
  await execute(
    trx,
    `insert into measures_progress (workspace, until)
     select ?, date_trunc('hour', min(entered_at), 'UTC') from journey_runs where workspace = ? and not exists (
       select 1 from measures_progress where workspace = ?) having min(entered_at) is not null
     on conflict do nothing`,
    [workspace, workspace, workspace],
  );
  const [found] = await rows<MeasuredUntil>(
    trx,
    `select until as measured, date_trunc('hour', cast(? as timestamptz) - ${settledAfter}, 'UTC') as over
     from measures_progress where workspace = ? for update skip locked`,
    [timestamp(now), workspace],
  );
  return found;
}

/** Takes hours away that are to be measured again. What is noted later stays for the next time. */
export async function takeDirtyHours(trx: Transaction, workspace: string): Promise<number[]> {
  const taken = await rows<{ hour: number }>(trx, `delete from measures_dirty where workspace = ? returning hour`, [
    workspace,
  ]);
  return [...new Set(taken.map(({ hour }) => hour))].sort((a, b) => a - b);
}

/** Computes whole hours from the facts, in place of what is stored. */
export async function measureHours(
  trx: Transaction,
  workspace: string,
  { from, until }: { from: number; until: number },
): Promise<void> {
  await execute(trx, `delete from measures where workspace = ? and hour >= ? and hour < ?`, [
    workspace,
    timestamp(from),
    timestamp(until),
  ]);
  await execute(
    trx,
    `insert into measures (workspace, hour, journey_id, version, step_id, channel, what, detail, n, money, money_squares)
     select ?, * from (${measured}) hours`,
    [workspace, ...boundsOf(workspace, from, until)],
  );
}

export async function storeMeasured(trx: Transaction, workspace: string, until: number): Promise<void> {
  await execute(
    trx,
    `update measures_progress set until = greatest(until, cast(? as timestamptz)) where workspace = ?`,
    [timestamp(until), workspace],
  );
}

export interface MeasuresAsked {
  readonly workspace: string;
  readonly journey: string;
  readonly version: number | undefined;
  readonly from: number;
  readonly until: number;
  /** Rows for each hour or day (UTC); else of the whole time. */
  readonly by: 'hour' | 'day' | undefined;
}

/**
 * Hours that are measured are read; those that are not over yet are counted from the facts. Hours count whole: the time begins with
 * the hour in which `from` lies.
 */
export async function readMeasures(
  database: Database,
  { workspace, journey, version, from, until, by }: MeasuresAsked,
): Promise<MeasureRow[]> {
  return inTransaction(
    database,
    async (trx) => {
      await trx.send('set local enable_seqscan = on', []);
      const [known] = await rows<{ until: number }>(trx, 'select until from measures_progress where workspace = ?', [
        workspace,
      ]);
      const liveFrom = Math.max(from, known?.until ?? from);
      const period = by === undefined ? `'-infinity'::timestamptz` : `date_trunc('${by}', hour, 'UTC')`;
      const found = await rows<MeasureRow & { at: number | null }>(
        trx,
        `select case when ${by === undefined} then null else ${period} end as at, version, step, channel, what, detail,
           cast(sum(n) as bigint) as n, cast(sum(money) as float8) as money
         from (
           select hour, version, step_id as step, channel, what, detail, n, money from measures
           where workspace = ? and journey_id = ? and hour >= cast(? as timestamptz) and hour < cast(? as timestamptz)
           union all
           select hour, version, step, channel, what, detail, n, money from (${measured}) live where journey_id = ?
         ) hours where cast(? as integer) is null or version = ?
         group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
        [
          ...[workspace, journey, timestamp(from), timestamp(Math.min(until, liveFrom))],
          ...boundsOf(workspace, liveFrom, Math.max(until, liveFrom)),
          ...[journey, version ?? null, version ?? null],
        ],
      );
      return found;
    },
    { ...SHORT, statementMs: 15_000 },
  );
}

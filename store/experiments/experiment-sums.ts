import { greatestAmount } from '../../core/base/decimal-sum.ts';
import type { ExperimentMetric } from '../../core/experiment/metric.ts';
import { eventConditionSql } from '../condition/condition-sql.ts';
import { execute, rows, type Transaction, timestamp } from '../database/database.ts';
import { generate } from '../database/generated.ts';
import { reactedTo } from '../events/events.ts';

/** Which experiment, of which workspace. */
export interface ExperimentKey {
  readonly workspace: string;
  readonly id: string;
}

/** False: another worker sums it now. */
export async function lockExperiment(trx: Transaction, { workspace, id }: ExperimentKey): Promise<boolean> {
  const found = await rows(trx, `select 1 from experiments where workspace = ? and id = ? for update skip locked`, [
    workspace,
    id,
  ]);
  return found.length > 0;
}

/** Takes the days away whose sums a merge has changed. What is noted later stays for the next time. */
export async function takeDirtyDays(trx: Transaction, { workspace, id }: ExperimentKey): Promise<string[]> {
  const taken = await rows<{ day: string }>(
    trx,
    `delete from experiment_days_dirty where workspace = ? and experiment = ? returning cast(day as text) as day`,
    [workspace, id],
  );
  return [...new Set(taken.map(({ day }) => day))];
}

/** Days of a metric that are to be summed: all from the one on to which it is summed, up to the last that is over for everybody. */
export interface OpenDays {
  readonly from: string;
  /** The first day that is not over. */
  readonly until: string;
}

/**
 * Events come with a transaction that began before they are seen, so a day is over some minutes later. The watch of a goal is by
 * the customer's calendar, up to a day longer.
 */
const slack = { event: '5 minutes', goal: '1 day' } as const;

/** Undefined: nobody is exposed, or no further day is over. */
export async function findOpenDays(
  trx: Transaction,
  { workspace, id }: ExperimentKey,
  { id: metric, within, source }: ExperimentMetric,
  now: number,
): Promise<OpenDays | undefined> {
  const [found] = await rows<{ from: string | null; until: string | null }>(
    trx,
    `select cast(coalesce(
         (select until from experiment_progress where workspace = ? and experiment = ? and metric = ?),
         (select cast(min(drawn_at) at time zone 'UTC' as date) from experiment_arms where workspace = ? and experiment = ?)) as text) as from,
       (select cast(cast(max(day) as date) as text)
        from (select cast(? as timestamptz) as now, cast(? as interval) + cast(? as interval) as time) given,
          generate_series(date_trunc('day', now - time, 'UTC') - interval '4 days', date_trunc('day', now - time, 'UTC'), interval '1 day') as day
        where day + time <= now) as until`,
    [workspace, id, metric, workspace, id, timestamp(now), within, slack[source.kind]],
  );
  if (!found?.from || !found.until || found.from >= found.until) return undefined;
  return { from: found.from, until: found.until };
}

export async function storeProgress(
  trx: Transaction,
  { workspace, id }: ExperimentKey,
  metric: string,
  until: string,
): Promise<void> {
  await execute(
    trx,
    `insert into experiment_progress (workspace, experiment, metric, until) values (?, ?, ?, cast(? as date))
     on conflict (workspace, experiment, metric) do update set until = excluded.until`,
    [workspace, id, metric, until],
  );
}

export async function findProgress(
  trx: Transaction,
  { workspace, id }: ExperimentKey,
  metric: string,
): Promise<string | undefined> {
  const [found] = await rows<{ until: string }>(
    trx,
    `select cast(until as text) as until from experiment_progress where workspace = ? and experiment = ? and metric = ?`,
    [workspace, id, metric],
  );
  return found?.until;
}

/** Pieces of SQL with question marks, and their values in order. */
interface Piece {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/** Computes the sums of these days (`from` up to, not with, `until`) from the facts, in place of those that are stored. */
export async function sumDays(
  trx: Transaction,
  { workspace, id }: ExperimentKey,
  metric: ExperimentMetric,
  { from, until }: OpenDays,
): Promise<void> {
  await execute(
    trx,
    `delete from experiment_sums where workspace = ? and experiment = ? and metric = ? and day >= cast(? as date) and day < cast(? as date)`,
    [workspace, id, metric.id, from, until],
  );
  const outcome = capped(metric, outcomeOf(metric, { from, until }));
  const before = capped(metric, pastOf(metric, { from, until }));
  const insert = generate.raw(
    `insert into experiment_sums (workspace, experiment, metric, day, arm, n, positive, sum, squares, before, before_squares, products)
     select ?, ?, ?, day, arm, count(*), count(*) filter (where y > 0), sum(y), sum(y * y), sum(x), sum(x * x), sum(x * y)
     from (
       select cast(a.drawn_at at time zone 'UTC' as date) as day, a.arm, cast(${outcome.sql} as numeric) as y, cast(${before.sql} as numeric) as x
       from experiment_arms a cross join lateral (
         select array(select a.customer_id union all select c.id from customers c where c.merged_into = a.customer_id) as ids) person
       where a.workspace = ? and a.experiment = ? and not a.is_mixed
         and a.drawn_at >= cast(cast(? as text) || ' 00:00Z' as timestamptz) and a.drawn_at < cast(cast(? as text) || ' 00:00Z' as timestamptz)
     ) customers group by day, arm`,
    [workspace, id, metric.id, ...outcome.bindings, ...before.bindings, workspace, id, from, until] as never,
  );
  const { sql, bindings } = insert.toSQL().toNative();
  await trx.queryUnprepared(sql, bindings as readonly unknown[]);
}

function capped({ cap, measure }: ExperimentMetric, piece: Piece): Piece {
  if (cap === undefined || measure === 'any') return piece;
  return { sql: `least(${piece.sql}, cast(? as numeric))`, bindings: [...piece.bindings, String(cap)] };
}

function outcomeOf(metric: ExperimentMetric, days: OpenDays): Piece {
  const { source, within, measure } = metric;
  if (source.kind === 'goal') {
    // The run in which the customer was exposed. Its goal has a watch of its own.
    const goals = `from journey_runs r join run_goals g on g.journey_run_id = r.id
      where r.customer_id = a.customer_id and r.journey_id = ? and r.observation is null and r.entered_at <= a.drawn_at
        and (r.ended_at is null or r.ended_at >= a.drawn_at) and g.reached_at > a.drawn_at`;
    const sql =
      measure === 'any' ? `cast(exists (select 1 ${goals}) as integer)` : `(select coalesce(sum(g.value), 0) ${goals})`;
    return { sql, bindings: [source.journey] };
  }
  return measured(metric, {
    // The bounds on days are for PostgreSQL, which leaves months out by them.
    sql: `e.accepted_at > a.drawn_at and e.accepted_at <= a.drawn_at + cast(? as interval)
      and e.accepted_at > cast(cast(? as text) || ' 00:00Z' as timestamptz)
      and e.accepted_at <= cast(cast(? as text) || ' 00:00Z' as timestamptz) + cast(? as interval)`,
    bindings: [within, days.from, days.until, within],
  });
}

/** The same in the 28 days before. Of a goal: whether its event came at all. */
function pastOf(metric: ExperimentMetric, { from, until }: OpenDays): Piece {
  return measured(metric.source.kind === 'goal' ? { ...metric, measure: 'any' } : metric, {
    sql: `e.accepted_at < a.drawn_at and e.accepted_at >= a.drawn_at - interval '28 days'
      and e.accepted_at >= cast(cast(? as text) || ' 00:00Z' as timestamptz) - interval '28 days'
      and e.accepted_at < cast(cast(? as text) || ' 00:00Z' as timestamptz)`,
    bindings: [from, until],
  });
}

function measured({ event, source, measure }: ExperimentMetric, during: Piece): Piece {
  const where = source.kind === 'event' && source.where ? eventConditionSql(source.where, 'e') : undefined;
  const events: Piece = {
    sql: `from events e where e.customer_id = any (person.ids) and e.name = ? and e.type in ('track', 'page', 'screen')
      and ${reactedTo} and ${during.sql}${where ? ` and ${where.sql} is true` : ''}`,
    bindings: [event, ...during.bindings, ...(where?.bindings ?? [])],
  };
  if (measure === 'any') return { ...events, sql: `cast(exists (select 1 ${events.sql}) as integer)` };
  if (measure === 'count') return { ...events, sql: `(select count(*) ${events.sql})` };
  const amount = amountOf(source.kind === 'event' ? source.property : undefined);
  return {
    sql: `(select coalesce(sum(amount) filter (where abs(amount) <= cast(? as numeric)), 0) from (select ${amount.sql} as amount ${events.sql}) amounts)`,
    bindings: [String(greatestAmount), ...amount.bindings, ...events.bindings],
  };
}

/** A property of the event as a number: "event.properties.a.b". */
function amountOf(property = ''): Piece {
  const names = property.split('.').slice(2);
  const value = `(e.properties${names.map(() => ' -> cast(? as text)').join('')})`;
  return {
    sql: `case when jsonb_typeof(${value}) = 'number' then cast(${value} as numeric) end`,
    bindings: [...names, ...names],
  };
}

/** Fewer customers than this say nothing about a 99th percentile. */
const leastForCap = 100;

/**
 * The cap of a sum that has none: the 99th percentile of the sums of customers in the 28 days before the start. It is found once
 * and kept; null where there was too little. Of a goal's value none is found.
 */
export async function findCap(
  trx: Transaction,
  { workspace, id }: ExperimentKey,
  metric: ExperimentMetric,
  startedAt: number,
): Promise<number | null> {
  let cap: number | null = null;
  if (metric.source.kind === 'event') {
    const amount = amountOf(metric.source.property);
    const [found] = await rows<{ cap: number | null; customers: number }>(
      trx,
      `select cast(percentile_disc(0.99) within group (order by total) as float8) as cap, count(*) as customers from (
         select sum(${amount.sql}) as total from events e
         where e.workspace = ? and e.name = ? and e.type in ('track', 'page', 'screen') and ${reactedTo}
           and e.accepted_at >= cast(? as timestamptz) - interval '28 days' and e.accepted_at < cast(? as timestamptz)
         group by e.customer_id) totals where total > 0`,
      [...amount.bindings, workspace, metric.event, timestamp(startedAt), timestamp(startedAt)],
    );
    cap = found && found.customers >= leastForCap ? found.cap : null;
  }
  await execute(
    trx,
    `update experiments set caps = caps || jsonb_build_object(cast(? as text), cast(? as float8)) where workspace = ? and id = ?`,
    [metric.id, cap, workspace, id],
  );
  return cap;
}

import type { Experiment } from '../../core/experiment/experiments-of.ts';
import type { ArmSums, ExposedArm } from '../../core/experiment/result.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** experiments: one for each split, holdout and global control of what is published. Written with the workspace locked. */
export interface StoredExperiment extends Experiment {
  readonly workspace: string;
  readonly sharesSince: number;
  readonly metricsSince: number;
  /** Metric ▸ the cap that was found for a sum without one; null: there was too little to find one by. */
  readonly caps: Readonly<Record<string, number | null>>;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/**
 * Brings the experiments of a workspace to what is published. Those that no live version has any more end. The planned size stays
 * from the first customer on; other metrics are summed from the beginning again.
 */
export async function writeExperiments(
  trx: Transaction,
  { workspace, now, experiments }: { workspace: string; now: number; experiments: readonly Experiment[] },
): Promise<void> {
  const changed = await rows<{ id: string }>(
    trx,
    `with old as (select id, metrics from experiments where workspace = ?),
     written as (
       insert into experiments (workspace, id, kind, journey_id, step_id, title, shares, shares_since, control, metrics,
         metrics_since, planned_size, worth_knowing, started_at)
       select ?, id, kind, "journeyId", "stepId", title, shares, at, control, metrics, at, "plannedSize", "worthKnowing", at
       from jsonb_to_recordset(cast(? as jsonb)) as new (id text, kind text, "journeyId" text, "stepId" text, title text,
         shares jsonb, control text, metrics jsonb, "plannedSize" integer, "worthKnowing" float8),
         cast(? as timestamptz) as at
       on conflict (workspace, id) do update set
         title = excluded.title, shares = excluded.shares, control = excluded.control, metrics = excluded.metrics,
         worth_knowing = excluded.worth_knowing, ended_at = null,
         shares_since = case when experiments.shares = excluded.shares and experiments.ended_at is null
           then experiments.shares_since else excluded.shares_since end,
         metrics_since = case when experiments.metrics = excluded.metrics
           then experiments.metrics_since else excluded.metrics_since end,
         caps = case when experiments.metrics = excluded.metrics then experiments.caps else '{}' end,
         planned_size = case when exists (select 1 from experiment_arms a
             where a.workspace = excluded.workspace and a.experiment = excluded.id)
           then experiments.planned_size else excluded.planned_size end
       returning id, metrics)
     select written.id from written join old on old.id = written.id and old.metrics <> written.metrics`,
    [workspace, workspace, JSON.stringify(experiments), timestamp(now)],
  );
  const ids = changed.map(({ id }) => id);
  for (const table of ['experiment_sums', 'experiment_progress'])
    await execute(trx, `delete from ${table} where workspace = ? and experiment = any(cast(? as text[]))`, [
      workspace,
      ids,
    ]);
  await execute(
    trx,
    `update experiments set ended_at = ? where workspace = ? and ended_at is null and id <> all(cast(? as text[]))`,
    [timestamp(now), workspace, experiments.map(({ id }) => id)],
  );
}

const columns = `workspace, id, kind, journey_id as "journeyId", step_id as "stepId", title, shares, shares_since as "sharesSince",
  control, metrics, metrics_since as "metricsSince", caps, planned_size as "plannedSize", worth_knowing as "worthKnowing",
  started_at as "startedAt", ended_at as "endedAt"`;

/** Running ones first, then those that ended, by their ids. */
export async function listExperiments(on: Database | Transaction, workspace: string): Promise<StoredExperiment[]> {
  return rows(on, `select ${columns} from experiments where workspace = ? order by ended_at is not null, id`, [
    workspace,
  ]);
}

export async function findExperiment(
  on: Database | Transaction,
  workspace: string,
  id: string,
): Promise<StoredExperiment | undefined> {
  const [found] = await rows<StoredExperiment>(
    on,
    `select ${columns} from experiments where workspace = ? and id = ?`,
    [workspace, id],
  );
  return found;
}

/** Of all workspaces, whether or not they have ended: their customers' time goes on. */
export async function listAllExperiments(on: Database): Promise<StoredExperiment[]> {
  return rows(on, `select ${columns} from experiments order by workspace, id`, []);
}

export interface CountedArm extends ExposedArm {
  readonly experiment: string;
  /** Left out, because two customers with different arms were joined. */
  readonly mixed: number;
  readonly firstExposedAt: number | null;
}

/** Customers of each arm; `now` is the workspace's. */
export async function countArms(
  on: Database | Transaction,
  { workspace, now, experiments }: { workspace: string; now: number; experiments: readonly string[] },
): Promise<CountedArm[]> {
  return rows<CountedArm>(
    on,
    `select a.experiment, a.arm, count(*) filter (where not a.is_mixed) as exposed,
       count(*) filter (where not a.is_mixed and a.drawn_at >= x.shares_since) as "sinceShares",
       count(*) filter (where not a.is_mixed and a.drawn_at > cast(? as timestamptz) - interval '28 days') as lately,
       count(*) filter (where a.is_mixed) as mixed,
       min(a.drawn_at) filter (where not a.is_mixed) as "firstExposedAt"
     from experiment_arms a join experiments x on x.workspace = a.workspace and x.id = a.experiment
     where a.workspace = ? and a.experiment = any(cast(? as text[])) group by 1, 2 order by 1, 2`,
    [timestamp(now), workspace, [...experiments]],
  );
}

export interface StoredSums extends ArmSums {
  readonly experiment: string;
}

/** Added up over the days that are summed. */
export async function readSums(
  on: Database | Transaction,
  workspace: string,
  experiments: readonly string[],
): Promise<StoredSums[]> {
  return rows<StoredSums>(
    on,
    `select experiment, metric, arm, cast(sum(n) as bigint) as n, cast(sum(positive) as bigint) as positive,
       cast(sum(sum) as float8) as sum, cast(sum(squares) as float8) as squares, cast(sum(before) as float8) as before,
       cast(sum(before_squares) as float8) as "beforeSquares", cast(sum(products) as float8) as products
     from experiment_sums where workspace = ? and experiment = any(cast(? as text[])) group by 1, 2, 3 order by 1, 2, 3`,
    [workspace, [...experiments]],
  );
}

import type { Cell } from '../../core/decision/model.ts';
import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';

/**
 * policy_cells: the sums that policies learn from. Feedback is taken and added in one statement, and nothing is read and written
 * back: any number may sum at once, and one that is killed has done nothing.
 */
export async function sumFeedback(database: Database, limit: number): Promise<number> {
  const [taken] = await rows<{ taken: number }>(
    database,
    `with taken as (
       delete from policy_feedback where id in (
         select id from policy_feedback order by id limit cast(? as integer) for update skip locked)
       returning workspace, policy_id, candidate_key, cohort, context, trials, goals, value, squares),
     summed as (
       insert into policy_cells (workspace, policy_id, candidate_key, cohort, context, trials, goals, value, squares)
       select workspace, policy_id, candidate_key, cohort, context, sum(trials), sum(goals), sum(value), sum(squares)
       from taken group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
       on conflict (workspace, policy_id, candidate_key, cohort, context) do update set
         trials = policy_cells.trials + excluded.trials, goals = policy_cells.goals + excluded.goals,
         value = policy_cells.value + excluded.value, squares = policy_cells.squares + excluded.squares
       returning 1)
     select cast(count(*) as integer) as taken from taken`,
    [limit],
  );
  return taken?.taken ?? 0;
}

export async function readCells(
  on: Database | Transaction,
  { workspace, policyId }: { workspace: string; policyId: string },
): Promise<Cell[]> {
  return rows<Cell>(
    on,
    `select candidate_key as key, context, floor(extract(epoch from cohort) * 1000) as cohort,
       cast(trials as double precision) as trials, cast(goals as double precision) as goals,
       cast(value as double precision) as value, cast(squares as double precision) as squares
     from policy_cells where workspace = ? and policy_id = ? order by candidate_key, cohort, context`,
    [workspace, policyId],
  );
}

export interface CellTotals {
  readonly key: string;
  readonly context: string;
  readonly trials: number;
  readonly goals: number;
  readonly value: number;
}

/** The same over all hours, those with the most trials first. */
export async function readCellTotals(
  database: Database,
  { workspace, policyId, limit }: { workspace: string; policyId: string; limit: number },
): Promise<CellTotals[]> {
  return rows<CellTotals>(
    database,
    `select candidate_key as key, context, cast(sum(trials) as integer) as trials, cast(sum(goals) as integer) as goals,
       cast(sum(value) as double precision) as value
     from policy_cells where workspace = ? and policy_id = ?
     group by candidate_key, context having sum(trials) > 0 order by sum(trials) desc, candidate_key, context limit ?`,
    [workspace, policyId, limit],
  );
}

/** How many first answers came in each part of the window, of decisions whose window has passed; of the last half year. */
export async function readDelays(
  on: Database | Transaction,
  { workspace, policyId, now, parts }: { workspace: string; policyId: string; now: number; parts: number },
): Promise<number[]> {
  const found = await rows<{ part: number; answers: number }>(
    on,
    `select r.part, cast(count(*) as integer) as answers
     from decisions d join decision_rewards r on r.journey_run_id = d.journey_run_id and r.visit = d.visit
     where d.workspace = ? and d.policy_id = ? and d.closes_at <= cast(? as timestamptz) and d.void is null
       and d.decided_at > cast(? as timestamptz) - interval '180 days'
     group by r.part`,
    [workspace, policyId, timestamp(now), timestamp(now)],
  );
  const delays = new Array<number>(parts).fill(0);
  for (const { part, answers } of found) delays[part] = answers;
  return delays;
}

export interface CellDifference {
  readonly workspace: string;
  readonly policy: string;
  readonly candidate: string;
  readonly cohort: number;
  readonly context: string;
  /** What the cells and what is still to be added say, and what the decisions say. */
  readonly kept: { readonly trials: number; readonly goals: number; readonly value: number; readonly squares: number };
  readonly counted: {
    readonly trials: number;
    readonly goals: number;
    readonly value: number;
    readonly squares: number;
  };
}

/** Counts all cells again from decisions and rewards, and gives those that differ. One statement, and so one moment. */
export async function recountCells(on: Database | Transaction, limit = 100): Promise<CellDifference[]> {
  return rows<CellDifference>(
    on,
    `with kept as (
       select workspace, policy_id, candidate_key, cohort, context, sum(trials) as trials, sum(goals) as goals, sum(value) as value, sum(squares) as squares
       from (select workspace, policy_id, candidate_key, cohort, context, trials, goals, value, squares from policy_cells
             union all
             select workspace, policy_id, candidate_key, cohort, context, trials, goals, value, squares from policy_feedback) parts
       group by 1, 2, 3, 4, 5),
     each as (
       select d.workspace, d.policy_id, d.candidate_key, d.cohort, d.context, count(r.event_id) as events, coalesce(sum(r.value), 0) as value
       from decisions d left join decision_rewards r on r.journey_run_id = d.journey_run_id and r.visit = d.visit
       where d.is_trial and d.void is null and d.candidate_key is not null
       group by d.journey_run_id, d.visit, d.workspace, d.policy_id, d.candidate_key, d.cohort, d.context),
     counted as (
       select workspace, policy_id, candidate_key, cohort, context, count(*) as trials, sum(least(events, 1)) as goals, sum(value) as value,
         sum(value * value) as squares
       from each group by 1, 2, 3, 4, 5)
     select workspace, policy_id as policy, candidate_key as candidate, floor(extract(epoch from cohort) * 1000) as cohort, context,
       json_build_object('trials', coalesce(kept.trials, 0), 'goals', coalesce(kept.goals, 0), 'value', coalesce(kept.value, 0),
         'squares', coalesce(kept.squares, 0)) as kept,
       json_build_object('trials', coalesce(counted.trials, 0), 'goals', coalesce(counted.goals, 0), 'value', coalesce(counted.value, 0),
         'squares', coalesce(counted.squares, 0)) as counted
     from kept full join counted using (workspace, policy_id, candidate_key, cohort, context)
     where (coalesce(kept.trials, 0), coalesce(kept.goals, 0), coalesce(kept.value, 0), coalesce(kept.squares, 0))
        <> (coalesce(counted.trials, 0), coalesce(counted.goals, 0), coalesce(counted.value, 0), coalesce(counted.squares, 0))
     order by 1, 2, 3, 4, 5 limit cast(? as integer)`,
    [limit],
  );
}

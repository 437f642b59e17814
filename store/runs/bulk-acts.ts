import { newId } from '../../core/base/id.ts';
import type { Move } from '../../core/journey/migration/step-map.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, inTransaction, rows, type Transaction } from '../database/database.ts';
import { generate } from '../database/generated.ts';
import { lanes } from '../outbox/outbox.ts';
import { exitRunIn, migrateRunIn, type Operation, retryRunIn } from './operate.ts';
import { type RunFilter, runsMatching } from './run-filter.ts';

/**
 * One act of an operator on many runs: retry, exit, or go on in another version. The runs that a filter means at that moment are written down with
 * it, in one transaction. Then one transaction a run does the act and notes its outcome, so that a process that is killed
 * leaves each run either done and noted, or neither; the next process that looks goes on.
 *   asked ─each run: done | gone | ended | not-stuck─▶ ended
 * A migration looks once more before it ends: intake may have let somebody into the earlier version while it became another
 * one, and more may have been meant than one act reaches.
 */
export const bulkActs = ['retry', 'exit', 'migrate'] as const;
export type BulkActName = (typeof bulkActs)[number];

/** Runs that one act reaches; those beyond, the oldest, need another one. */
export const MOST_RUNS = 100_000;

/** Runs that a migration finds at one more look. */
const LATE_RUNS = 1_000;

/** Acts that have ended are kept so long. */
const KEPT = '90 days';

export interface NewBulkAct {
  readonly workspace: string;
  readonly act: BulkActName;
  /** Of an exit. */
  readonly reason?: string | undefined;
  /** Of a migration. */
  readonly move?: Move | undefined;
  /** By a filter or by their ids. */
  readonly runs: Omit<RunFilter, 'workspace'> | readonly string[];
  readonly askedBy: string;
}

export interface BulkAct {
  readonly id: string;
  readonly act: BulkActName;
  readonly reason: string | null;
  /** Of a migration: where runs go. */
  readonly move: Move | null;
  readonly askedBy: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly total: number;
  readonly isLimited: boolean;
  /** Runs on which the act was done. */
  readonly done: number;
  /** Runs that needed it no more: they had ended, were not stuck, or are gone. */
  readonly skipped: number;
}

/** Writes the act down with its runs, the newest first where there are too many. Gives its id. */
export async function askBulkAct(database: Database, act: NewBulkAct, mostRuns = MOST_RUNS): Promise<string> {
  return inTransaction(database, (trx) => askBulkActIn(trx, act, mostRuns), manyRows);
}

/** A transaction in which the runs of an act are written down. */
export const manyRows = { statementMs: 30_000, lockMs: 5_000 };

export async function askBulkActIn(
  trx: Transaction,
  { workspace, act, reason, move, runs, askedBy }: NewBulkAct,
  mostRuns = MOST_RUNS,
): Promise<string> {
  const id = newId();
  const isList = Array.isArray(runs);
  const filter = isList ? { workspace } : { workspace, ...(runs as Omit<RunFilter, 'workspace'>) };
  const meant = runsMatching(filter)
    .whereNull('run.ended_at')
    .orderBy('run.id', 'desc')
    .limit(mostRuns + 1);
  if (act === 'retry') meant.whereNotNull('run.stuck_at');
  if (isList) meant.whereIn('run.id', runs as string[]);
  const { sql, bindings } = generate
    .into(generate.raw('bulk_act_runs (act_id, journey_run_id)'))
    .insert(meant.select(generate.raw('cast(? as uuid)', [id]), 'run.id'))
    .toSQL()
    .toNative();
  await execute(trx, 'set local enable_seqscan = on'); // it is about many rows
  await execute(trx, `delete from bulk_acts where workspace = ? and ended_at < now() - interval '${KEPT}'`, [
    workspace,
  ]);
  await execute(
    trx,
    `insert into bulk_acts (id, workspace, act, reason, move, asked, asked_by, total, is_limited, created_at)
     values (?, ?, ?, ?, ?, ?, ?, 0, false, ${nowInWorkspace})`,
    [id, workspace, act, reason ?? null, move ? JSON.stringify(move) : null, JSON.stringify(runs), askedBy, workspace],
  );
  await trx.queryUnprepared(sql, bindings);
  await execute(
    trx,
    `with beyond as (
       delete from bulk_act_runs where act_id = ? and journey_run_id in (
         select journey_run_id from bulk_act_runs where act_id = ? order by journey_run_id desc offset ?) returning 1)
     update bulk_acts set total = counted.total - counted.beyond, is_limited = counted.beyond > 0,
       ended_at = case when counted.total = 0 and act <> 'migrate' then created_at end
     from (select cast(count(*) as integer) as total, (select cast(count(*) as integer) from beyond) as beyond
           from bulk_act_runs where act_id = ?) counted where id = ?`,
    [id, id, mostRuns, id, id],
  );
  return id;
}

export async function findBulkAct(database: Database, workspace: string, id: string): Promise<BulkAct | undefined> {
  const [found] = await rows<BulkAct>(
    database,
    `select act.id, act.act, act.reason, act.move, act.asked_by as "askedBy", act.created_at as "createdAt",
            act.ended_at as "endedAt", act.total, act.is_limited as "isLimited", count(*) filter (where outcome = 'done') as done,
            count(*) filter (where outcome <> 'done') as skipped
     from bulk_acts act left join bulk_act_runs run on run.act_id = act.id
     where act.workspace = ? and act.id = ? group by act.id`,
    [workspace, id],
  );
  return found;
}

interface NextRun {
  readonly actId: string;
  readonly journeyRunId: string;
  readonly workspace: string;
  readonly act: BulkActName;
  readonly reason: string | null;
  readonly move: Move | null;
}

/** Does the next run of the oldest act that has one. False: nothing is left to do, or others do it. */
export async function performNextOfBulk(database: Database): Promise<boolean> {
  return inTransaction(database, async (trx) => {
    const [next] = await rows<NextRun>(
      trx,
      `select act.id as "actId", run.journey_run_id as "journeyRunId", act.workspace, act.act, act.reason, act.move
       from bulk_acts act cross join lateral (
         select journey_run_id from bulk_act_runs where act_id = act.id and outcome is null
         order by journey_run_id desc limit 1 for update skip locked) run
       where act.ended_at is null order by act.id limit 1`,
    );
    if (!next) {
      await endFinished(trx);
      return false;
    }
    const outcome = await perform(trx, next);
    await execute(trx, `update bulk_act_runs set outcome = ? where act_id = ? and journey_run_id = ?`, [
      outcome,
      next.actId,
      next.journeyRunId,
    ]);
    return true;
  });
}

function perform(trx: Transaction, { workspace, journeyRunId: id, act, reason, move }: NextRun): Promise<Operation> {
  const place = { workspace, id, lane: lanes.bulk };
  if (move) return migrateRunIn(trx, place, move);
  return act === 'retry' ? retryRunIn(trx, place) : exitRunIn(trx, place, reason ?? '');
}

/**
 * Acts none of whose runs is left. One whose last run another process holds ends when that has been done. Each act is
 * looked at by one process at a time: another one would not see the late runs that this one adds.
 */
async function endFinished(trx: Transaction): Promise<void> {
  const held = await rows<{ id: string }>(
    trx,
    'select id from bulk_acts where ended_at is null order by id for update skip locked',
    [],
  );
  if (held.length === 0) return;
  const ids = held.map(({ id }) => id);
  const isFinished = `act.id = any(cast(? as uuid[])) and act.ended_at is null
       and not exists (select 1 from bulk_act_runs where act_id = act.id and outcome is null)`;
  await execute(
    trx,
    `with late as (
       insert into bulk_act_runs (act_id, journey_run_id)
       select act.id, run.id from bulk_acts act
       join journeys j on j.workspace = act.workspace and j.id = act.asked->>'journey'
         and j.live_version = cast(act.move->>'version' as integer)
       join journey_runs run on run.workspace = j.workspace and run.journey_id = j.id and run.version <> j.live_version
         and run.ended_at is null
       where act.act = 'migrate' and ${isFinished}
         and not exists (select 1 from bulk_act_runs known where known.act_id = act.id and known.journey_run_id = run.id)
       limit ? on conflict do nothing returning act_id),
     more as (
       update bulk_acts act set total = total + late.runs, is_limited = false
       from (select act_id, cast(count(*) as integer) as runs from late group by act_id) late where act.id = late.act_id)
     update bulk_acts act set ended_at = clock_timestamp()
     where ${isFinished} and not exists (select 1 from late where late.act_id = act.id)`,
    [ids, LATE_RUNS, ids],
  );
}

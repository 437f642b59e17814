import { lengthOf } from '../../core/base/duration.ts';
import type { RunState } from '../../core/journey/engine/run-state.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, inTransaction, LONG, rows, type Transaction } from '../database/database.ts';

/** Rows of one transaction: short ones, so that nobody waits for their locks for long. */
const AT_ONCE = 2_000;

export async function listWorkspaces(database: Database): Promise<string[]> {
  return (await rows<{ id: string }>(database, `select id from workspaces order by id`)).map(({ id }) => id);
}

/** Deletes what the workspace keeps no longer. Gives how many events, runs, messages and texts of errors went. */
export async function forgetByRetention(
  database: Database,
  workspace: string,
  { events, runs, messages, failures }: Configuration['retention'],
  endedState: RunState,
): Promise<{ readonly events: number; readonly runs: number; readonly messages: number; readonly failures: number }> {
  const repeat = async (kept: string | undefined, step: (trx: Transaction, keptMs: number) => Promise<number>) => {
    const keptMs = kept === undefined ? undefined : lengthOf(kept);
    if (keptMs === undefined) return 0;
    let all = 0;
    for (;;) {
      const gone = await inTransaction(database, (trx) => step(trx, keptMs), LONG);
      all += gone;
      if (gone < AT_ONCE) return all;
    }
  };
  return {
    messages: await repeat(messages, (trx, keptMs) => forgetMessages(trx, workspace, keptMs)),
    runs: await repeat(runs, (trx, keptMs) => stripRuns(trx, workspace, keptMs, endedState)),
    events: await repeat(events, (trx, keptMs) => forgetEvents(trx, workspace, keptMs)),
    failures: await repeat(failures, (trx, keptMs) => forgetFailures(trx, workspace, keptMs)),
  };
}

const before = `${nowInWorkspace} - ? * interval '1 millisecond'`;

async function forgetMessages(trx: Transaction, workspace: string, keptMs: number): Promise<number> {
  const gone = await rows(
    trx,
    `delete from messages where id in (
       select m.id from messages m left join journey_runs run on run.id = m.journey_run_id
       where m.workspace = ? and m.created_at < ${before} and (run.id is null or run.ended_at is not null)
       order by m.id limit ?) returning id`,
    [workspace, workspace, keptMs, AT_ONCE],
  );
  return gone.length;
}

/** The row stays: who may enter again, and when a run ended and why, is read from it. */
async function stripRuns(trx: Transaction, workspace: string, keptMs: number, endedState: RunState): Promise<number> {
  const found = await rows<{ id: string }>(
    trx,
    `select id from journey_runs run where workspace = ? and ended_at < ${before}
       and (goal_until is null or goal_until < ${before})
       and exists (select 1 from run_inputs where journey_run_id = run.id) order by ended_at limit ? for update`,
    [workspace, workspace, keptMs, workspace, keptMs, AT_ONCE],
  );
  const ids = found.map(({ id }) => id);
  for (const table of ['run_inputs', 'run_visits', 'calls', 'tasks'])
    await rows(trx, `delete from ${table} where journey_run_id = any(cast(? as uuid[]))`, [ids]);
  await rows(trx, `update journey_runs set state = ?, label = '' where id = any(cast(? as uuid[]))`, [
    JSON.stringify(endedState),
    ids,
  ]);
  return ids.length;
}

async function forgetEvents(trx: Transaction, workspace: string, keptMs: number): Promise<number> {
  const gone = await rows(
    trx,
    `delete from events where (accepted_at, id) in (
       select accepted_at, id from events where workspace = ? and accepted_at < ${before}
         and id not in (select entry_event_id from journey_runs where ended_at is null)
       order by accepted_at, id limit ?) returning id`,
    [workspace, workspace, keptMs, AT_ONCE],
  );
  return gone.length;
}

/** Those of the workspace's runs, and those of no run, which have no workspace. The text of a stuck run stays as long as it is stuck. */
async function forgetFailures(trx: Transaction, workspace: string, keptMs: number): Promise<number> {
  const gone = await rows(
    trx,
    `delete from failures where id in (
       select id from failures f where at < now() - ? * interval '1 millisecond'
         and not exists (select 1 from journey_runs run where run.id = f.journey_run_id
           and (run.workspace <> ? or run.stuck_error_id = f.id and run.stuck_at is not null))
       limit ?) returning id`,
    [keptMs, workspace, AT_ONCE],
  );
  return gone.length;
}

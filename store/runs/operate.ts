import type { Move } from '../../core/journey/migration/step-map.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, inTransaction, rows, type Transaction } from '../database/database.ts';
import { enqueueRuns, type Lane, lanes } from '../outbox/outbox.ts';
import { appendInputs, type JobInput } from './run-inputs.ts';
import { lockRun, resumeRun } from './runs.ts';

/** What operators do to one run. Each takes effect in the run's next turn, for which the run is enqueued at once. */
export type Operation = 'done' | 'gone' | 'ended' | 'not-stuck';

/** Tries a stuck run again. */
export async function retryRun(database: Database, workspace: string, id: string): Promise<Operation> {
  return inTransaction(database, (trx) => retryRunIn(trx, { workspace, id }));
}

/** Ends a run, a stuck one too: an exit is judged before the step that it stuck on. */
export async function exitRun(database: Database, workspace: string, id: string, reason: string): Promise<Operation> {
  return inTransaction(database, (trx) => exitRunIn(trx, { workspace, id }, reason));
}

/** The lane says whether others wait behind it. */
interface RunPlace {
  readonly workspace: string;
  readonly id: string;
  readonly lane?: Lane;
}

export async function retryRunIn(trx: Transaction, { workspace, id, lane = lanes.live }: RunPlace): Promise<Operation> {
  const run = await lockRun(trx, id);
  if (!run || run.workspace !== workspace) return 'gone';
  if (run.endedAt !== null) return 'ended';
  if (!(await resumeRun(trx, run))) return 'not-stuck';
  await enqueueRuns(trx, [{ journeyRunId: id, label: 'operator: retry' }], lane);
  return 'done';
}

/** Takes a run on from a step by one of its ways out; a stuck one, too. */
export async function skipStep(
  database: Database,
  { workspace, id, step, path, reason }: { workspace: string; id: string; step: string; path: string; reason: string },
): Promise<Operation> {
  const skip = { kind: 'operator-skip', step, path, reason } as const;
  return inTransaction(database, (trx) =>
    appendAndWake(trx, { workspace, id, lane: lanes.live }, skip, 'operator: skip'),
  );
}

/** Asks a run to go on in another version; a stuck one too, which may have been stuck by what that version changes. */
export async function migrateRunIn(
  trx: Transaction,
  { workspace, id, lane = lanes.live }: RunPlace,
  move: Move,
): Promise<Operation> {
  return appendAndWake(trx, { workspace, id, lane }, { kind: 'migrated', ...move }, 'operator: migrate');
}

export async function exitRunIn(
  trx: Transaction,
  { workspace, id, lane = lanes.live }: RunPlace,
  reason: string,
): Promise<Operation> {
  return appendAndWake(trx, { workspace, id, lane }, { kind: 'operator-exit', reason }, 'operator: exit');
}

async function appendAndWake(
  trx: Transaction,
  { workspace, id, lane }: Required<RunPlace>,
  input: JobInput,
  label: string,
): Promise<Operation> {
  const run = await lockRun(trx, id);
  if (!run || run.workspace !== workspace) return 'gone';
  if (run.endedAt !== null) return 'ended';
  const [clock] = await rows<{ now: number }>(trx, `select ${nowInWorkspace} as now`, [workspace]);
  await appendInputs(trx, clock?.now ?? Date.now(), [{ journeyRunId: id, ...input }]);
  await resumeRun(trx, run);
  await enqueueRuns(trx, [{ journeyRunId: id, label }], lane);
  return 'done';
}

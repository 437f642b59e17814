import type { CallResult } from '../../core/journey/steps/call.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** calls(run, visit): what became of a call. The run's lock is held by those who write. */
export interface CallKey {
  readonly journeyRunId: string;
  readonly visit: number;
}

/** Counts one more attempt. Gives how many there were, this one included. */
export async function beginCall(
  trx: Transaction,
  call: CallKey & {
    readonly workspace: string;
    readonly step: string;
    readonly endpoint: string;
    readonly requestedAt: number;
    readonly now: number;
  },
): Promise<number> {
  const [begun] = await rows<{ attempts: number }>(
    trx,
    `insert into calls (journey_run_id, visit, workspace, step_id, endpoint, attempts, requested_at, updated_at)
     values (?, ?, ?, ?, ?, 1, ?, ?)
     on conflict (journey_run_id, visit) do update set attempts = calls.attempts + 1, updated_at = excluded.updated_at
     returning attempts`,
    [
      ...[call.journeyRunId, call.visit, call.workspace, call.step, call.endpoint],
      ...[timestamp(call.requestedAt), timestamp(call.now)],
    ],
  );
  return begun?.attempts ?? 1;
}

export async function writeCall(
  trx: Transaction,
  { journeyRunId, visit }: CallKey,
  told: {
    readonly state: CallResult | 'open';
    readonly rule?: string | undefined;
    readonly detail?: string | undefined;
  },
  now: number,
): Promise<void> {
  await execute(
    trx,
    `update calls set state = ?, rule = ?, detail = ?, updated_at = ? where journey_run_id = ? and visit = ?`,
    [told.state, told.rule ?? null, told.detail?.slice(0, 1_000) ?? null, timestamp(now), journeyRunId, visit],
  );
}

export interface CallView {
  readonly visit: number;
  readonly step: string;
  readonly endpoint: string;
  readonly state: CallResult | 'open';
  readonly attempts: number;
  readonly rule: string | null;
  readonly detail: string | null;
  readonly requestedAt: number;
  readonly updatedAt: number;
}

export async function listCallsOfRun(database: Database, journeyRunId: string): Promise<CallView[]> {
  return rows<CallView>(
    database,
    `select visit, step_id as step, endpoint, state, attempts, rule, detail, requested_at as "requestedAt",
       updated_at as "updatedAt" from calls where journey_run_id = ? order by visit desc limit 200`,
    [journeyRunId],
  );
}

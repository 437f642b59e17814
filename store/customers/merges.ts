import { execute, rows, type Transaction, timestamp } from '../database/database.ts';
import type { OpenRun } from '../runs/runs.ts';

/** Statements of a merge: see services/customers/merge.ts. Both customers are locked. */
export interface MergeTrace {
  readonly id: string;
  readonly workspace: string;
  /** Who stayed. */
  readonly customerId: string;
  readonly mergedId: string;
  readonly at: number;
  readonly why: 'same-call' | 'alias' | 'operator';
  /** "server key", "browser key", or the title of an operator's key. */
  readonly by: string;
  /** Of the call. */
  readonly messageId: string | undefined;
  /** Subject ▸ how many were moved. */
  readonly moved: Readonly<Record<string, number>>;
}

export async function insertMerge(trx: Transaction, merge: MergeTrace): Promise<void> {
  await execute(
    trx,
    `insert into merges (id, workspace, customer_id, merged_id, at, why, by, message_id, moved) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      merge.id,
      merge.workspace,
      merge.customerId,
      merge.mergedId,
      timestamp(merge.at),
      merge.why,
      merge.by,
      merge.messageId ?? null,
      JSON.stringify(merge.moved),
    ],
  );
}

/** Who goes, and all who were joined into them before, point to who stays: one step leads to a living customer. */
export async function markMerged(trx: Transaction, from: string, into: string): Promise<void> {
  await execute(trx, `update customers set merged_into = ? where id = ? or merged_into = ?`, [into, from, from]);
}

export async function moveIdentities(trx: Transaction, from: string, into: string, at: number): Promise<number> {
  const moved = await rows(
    trx,
    `update identities set customer_id = ?, added_at = ? where customer_id = ? returning 1 as moved`,
    [into, timestamp(at), from],
  );
  return moved.length;
}

export async function moveMessages(trx: Transaction, from: string, into: string): Promise<number> {
  const moved = await rows(trx, `update messages set customer_id = ? where customer_id = ? returning 1 as moved`, [
    into,
    from,
  ]);
  return moved.length;
}

export async function moveRuns(trx: Transaction, from: string, into: string): Promise<number> {
  const moved = await rows(trx, `update journey_runs set customer_id = ? where customer_id = ? returning 1 as moved`, [
    into,
    from,
  ]);
  return moved.length;
}

export interface MergingRun extends OpenRun {
  /** Others of its key may be open beside it. */
  readonly isParallel: boolean;
  readonly enteredAt: number;
  /** The entry event's own time; of one that is not stored any more, when it was accepted. */
  readonly occurredAt: number;
}

/** Locks the open runs of two customers, in the order of their ids. */
export async function findMergingRuns(
  trx: Transaction,
  workspace: string,
  customerIds: readonly string[],
): Promise<MergingRun[]> {
  return rows<MergingRun>(
    trx,
    `select run.id, run.customer_id as "customerId", run.journey_id as "journeyId", run.version, run.key, run.observation, run.is_parallel as "isParallel",
       run.entered_at as "enteredAt",
       coalesce((select occurred_at from events where id = run.entry_event_id and accepted_at = run.entry_accepted_at),
                run.entry_accepted_at) as "occurredAt"
     from journey_runs run where run.workspace = ? and run.customer_id = any(cast(? as uuid[]))
       and run.ended_at is null and run.superseded_at is null order by run.id for no key update of run`,
    [workspace, [...customerIds]],
  );
}

/** Takes runs out of the index of open runs; each still has to end by its own turn. */
export async function supersedeRuns(trx: Transaction, ids: readonly string[], at: number): Promise<void> {
  if (ids.length === 0) return;
  await execute(trx, `update journey_runs set superseded_at = ? where id = any(cast(? as uuid[]))`, [
    timestamp(at),
    [...ids],
  ]);
}

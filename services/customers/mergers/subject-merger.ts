import type { LockedCustomer } from '../../../store/customers/customers.ts';
import type { Transaction } from '../../../store/database/database.ts';
import type { Definitions } from '../../../store/journeys/definitions.ts';
import type { OpenRun } from '../../../store/runs/runs.ts';

/** Two customers who are one, both under their locks. */
export interface Merge {
  readonly workspace: string;
  /** Who goes. */
  readonly from: LockedCustomer;
  /** Who stays. */
  readonly into: LockedCustomer;
  /** The moment, by the workspace's clock. */
  readonly at: number;
  readonly definitionsOf: (runs: readonly OpenRun[]) => Promise<Definitions>;
}

/**
 * What belongs to a customer and moves with a merge, one file a subject. It writes in the merge's transaction, keeps the lock
 * order (identities, customers, runs, messages), and gives how many it moved, for the trace.
 */
export interface SubjectMerger {
  /** Also its name in the trace. */
  readonly subject: string;
  merge(trx: Transaction, merge: Merge): Promise<number>;
}

import { mostIdentities } from '../../core/customer/identity.ts';
import { changedTraits } from '../../core/customer/traits.ts';
import { watchedAmong } from '../../core/journey/subscriptions.ts';
import { countIdentities, lockCustomers, lockIdentitiesOf } from '../../store/customers/customers.ts';
import { findCustomer } from '../../store/customers/resolve-customer.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inLoadingTransaction, type Load, type Transaction } from '../../store/database/database.ts';
import { collision } from '../../store/database/errors.ts';
import { getDefinitions, versionKey } from '../../store/journeys/definitions.ts';
import { enqueueRuns, lanes } from '../../store/outbox/outbox.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import { findOpenRuns, type OpenRun } from '../../store/runs/runs.ts';
import { mergeCustomers } from './merge.ts';

/** Two customers whom an operator takes for one person. Both are named by our own id or their userId. */
export interface OperatorMerge {
  readonly workspace: string;
  readonly from: string;
  readonly into: string;
  /** The title of the operator's key. */
  readonly by: string;
  /** True: says what would happen, and changes nothing. */
  readonly dryRun: boolean;
}

export type OperatorMergeResult =
  | {
      readonly result: 'joined';
      readonly from: string;
      readonly into: string;
      /** Subject ▸ how many are moved. */
      readonly moved: Readonly<Record<string, number>>;
      /** Open runs that exit, because an older one of the same journey and key goes on. */
      readonly superseded: number;
    }
  | { readonly result: 'unknown'; readonly name: string }
  /** Both names mean this customer. */
  | { readonly result: 'same'; readonly id: string }
  | { readonly result: 'too-many-identities' };

/** Joins two customers. A dry run does it too, and is rolled back: what it says is what would happen. */
export async function mergeByOperator(database: Database, merge: OperatorMerge): Promise<OperatorMergeResult> {
  try {
    return await inLoadingTransaction(database, async (trx, load) => {
      const result = await mergeLocked({ database, trx, load }, merge);
      if (merge.dryRun) throw new RolledBack(result);
      return result;
    });
  } catch (thrown) {
    if (thrown instanceof RolledBack) return thrown.result;
    throw thrown;
  }
}

class RolledBack extends Error {
  readonly result: OperatorMergeResult;

  constructor(result: OperatorMergeResult) {
    super('a dry run is rolled back');
    this.result = result;
  }
}

interface Place {
  readonly database: Database;
  readonly trx: Transaction;
  readonly load: Load;
}

async function mergeLocked(
  { database, trx, load }: Place,
  { workspace, from: fromName, into: intoName, by }: OperatorMerge,
): Promise<OperatorMergeResult> {
  const fromId = await findCustomer(trx, workspace, fromName);
  if (fromId === undefined) return { result: 'unknown', name: fromName };
  const intoId = await findCustomer(trx, workspace, intoName);
  if (intoId === undefined) return { result: 'unknown', name: intoName };
  if (fromId === intoId) return { result: 'same', id: fromId };
  await lockIdentitiesOf(trx, [fromId, intoId]);
  const locked = await lockCustomers(trx, [fromId, intoId]);
  const [from, into] = [locked.find(({ id }) => id === fromId), locked.find(({ id }) => id === intoId)];
  if (!from || !into || locked.some(({ mergedInto }) => mergedInto !== null))
    throw collision('a customer was joined or erased meanwhile');
  const identities = await countIdentities(trx, [fromId, intoId]);
  if (identities.reduce((sum, { count }) => sum + count, 0) > mostIdentities) return { result: 'too-many-identities' };

  const at = await workspaceClock(trx, workspace).now();
  const definitionsOf = (runs: readonly OpenRun[]) =>
    getDefinitions(database, load, { workspace, catalogVersion: 0 }, runs);
  const before = await findOpenRuns(trx, workspace, [fromId, intoId]);
  const parts = { workspace, from, into, at, definitionsOf };
  const { customer, moved } = await mergeCustomers(trx, parts, { why: 'operator', by, messageId: undefined });

  const open = await findOpenRuns(trx, workspace, [intoId]);
  const definitions = await definitionsOf(open);
  const changed = [...new Set([into, from].flatMap(({ traits }) => changedTraits(traits, customer.traits)))];
  const watching = open.flatMap((run) => {
    const definition = definitions.get(versionKey(run));
    const traits = definition ? watchedAmong(definition, changed) : [];
    return traits.length === 0 ? [] : [{ journeyRunId: run.id, kind: 'customer-changed', traits } as const];
  });
  await appendInputs(trx, at, watching);
  const woken = watching.map(({ journeyRunId }) => ({ journeyRunId, label: 'the customer changed' }));
  await enqueueRuns(trx, woken, lanes.live);
  return { result: 'joined', from: fromId, into: intoId, moved, superseded: before.length - open.length };
}

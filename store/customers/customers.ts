import type { Properties } from '../../core/condition/schema.ts';
import type { Consents } from '../../core/customer/consent.ts';
import type { Identity } from '../../core/customer/identity.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { execute, rows, type Transaction } from '../database/database.ts';

/** A customer as intake and turns see them, read under their lock. */
export interface Customer {
  readonly id: string;
  readonly traits: Properties;
  /** Trait ▸ time of the event that set it, epoch milliseconds. */
  readonly traitTimes: Readonly<Record<string, number>>;
  readonly createdAt: number;
  /** What their statements amount to: see store/consents. */
  readonly consents: Consents;
}

export interface OwnedIdentity extends Identity {
  readonly customerId: string;
}

export interface LockedCustomer extends Customer {
  /** Who they were joined into: their identities and runs are that customer's now. */
  readonly mergedInto: string | null;
}

/** Locks the customers in the order of their ids and reads them. The holder of a customer's lock changes their runs. */
export async function lockCustomers(trx: Transaction, ids: readonly string[]): Promise<LockedCustomer[]> {
  return rows<LockedCustomer>(
    trx,
    `select id, traits, trait_times as "traitTimes", created_at as "createdAt", consents, merged_into as "mergedInto"
     from customers where id = any(cast(? as uuid[]))
     order by id for no key update`,
    [[...ids]],
  );
}

export async function insertCustomers(trx: Transaction, workspace: string, ids: readonly string[]): Promise<void> {
  await execute(
    trx,
    `insert into customers (id, workspace, created_at)
     select id, ?, ${nowInWorkspace} from unnest(cast(? as uuid[])) as id order by id`,
    [workspace, workspace, [...ids]],
  );
}

export async function updateTraits(trx: Transaction, customers: readonly Customer[]): Promise<void> {
  await execute(
    trx,
    `update customers set traits = changed.traits, trait_times = changed.times
     from unnest(cast(? as uuid[]), cast(? as jsonb[]), cast(? as jsonb[])) as changed (id, traits, times)
     where customers.id = changed.id`,
    [
      customers.map(({ id }) => id),
      customers.map(({ traits }) => JSON.stringify(traits)),
      customers.map(({ traitTimes }) => JSON.stringify(traitTimes)),
    ],
  );
}

export async function findIdentities(
  trx: Transaction,
  workspace: string,
  identities: readonly Identity[],
  { lock = false }: { lock?: boolean } = {},
): Promise<OwnedIdentity[]> {
  return rows<OwnedIdentity>(
    trx,
    `select i.kind, i.value, i.customer_id as "customerId" from identities i
     join unnest(cast(? as text[]), cast(? as text[])) as wanted (kind, value) on i.kind = wanted.kind and i.value = wanted.value
     where i.workspace = ? order by i.kind, i.value ${lock ? 'for no key update of i' : ''}`,
    [identities.map(({ kind }) => kind), identities.map(({ value }) => value), workspace],
  );
}

/** Of customers that were joined into another: that one. */
export async function findMergedInto(trx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; into: string }>(
    trx,
    `select id, merged_into as "into" from customers where id = any(cast(? as uuid[])) and merged_into is not null`,
    [[...ids]],
  );
  return new Map(found.map(({ id, into }) => [id, into]));
}

/** How many identities of each kind these customers have. */
export async function countIdentities(
  trx: Transaction,
  ids: readonly string[],
): Promise<{ readonly customerId: string; readonly kind: string; readonly count: number }[]> {
  return rows(
    trx,
    `select customer_id as "customerId", kind, cast(count(*) as integer) as count from identities
     where customer_id = any(cast(? as uuid[])) group by 1, 2`,
    [[...ids]],
  );
}

/** Locks all identities of these customers, in the one lock order. */
export async function lockIdentitiesOf(trx: Transaction, ids: readonly string[]): Promise<void> {
  await rows(
    trx,
    `select 1 from identities where customer_id = any(cast(? as uuid[])) order by kind, value for no key update`,
    [[...ids]],
  );
}

/** The values by which a customer is known, of these kinds; of several of a kind the first. */
export async function findIdentitiesOf(
  trx: Transaction,
  customerId: string,
  kinds: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (kinds.length === 0) return {};
  const found = await rows<Identity>(
    trx,
    `select kind, min(value) as value from identities where customer_id = ? and kind = any(cast(? as text[])) group by kind`,
    [customerId, [...kinds]],
  );
  return Object.fromEntries(found.map(({ kind, value }) => [kind, value]));
}

/** Inserts in the order (kind, value), the one lock order; gives those that were new. Waits for another transaction that inserts the same. */
export async function insertIdentities(
  trx: Transaction,
  workspace: string,
  identities: readonly OwnedIdentity[],
): Promise<Identity[]> {
  return rows<Identity>(
    trx,
    `insert into identities (workspace, kind, value, customer_id, added_at)
     select ?, kind, value, customer_id, ${nowInWorkspace}
     from unnest(cast(? as text[]), cast(? as text[]), cast(? as uuid[])) as new (kind, value, customer_id)
     order by kind, value
     on conflict do nothing returning kind, value`,
    [
      workspace,
      workspace,
      identities.map(({ kind }) => kind),
      identities.map(({ value }) => value),
      identities.map(({ customerId }) => customerId),
    ],
  );
}

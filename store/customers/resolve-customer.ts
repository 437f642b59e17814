import type { Identity } from '../../core/customer/identity.ts';
import { type Database, rows, type Transaction } from '../database/database.ts';
import { type Customer, lockCustomers } from './customers.ts';

/** The customer that this id means now; undefined: there is none (any more). Links and histories hold ids for years. */
export async function resolveCustomer(
  on: Database | Transaction,
  workspace: string,
  id: string,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(
    on,
    `select coalesce(merged_into, id) as id from customers where workspace = ? and id = ?`,
    [workspace, id],
  );
  return found?.id;
}

/** How often a customer may be merged into another while their lock is waited for. */
const MOST_MERGES = 5;

/** Locks the customer that this id means and reads it. */
export async function lockResolved(trx: Transaction, workspace: string, id: string): Promise<Customer | undefined> {
  let meant = await resolveCustomer(trx, workspace, id);
  for (let merges = 0; meant !== undefined && merges < MOST_MERGES; merges += 1) {
    const [customer] = await lockCustomers(trx, [meant]);
    const now = await resolveCustomer(trx, workspace, meant);
    if (now === meant) return customer;
    meant = now;
  }
  return undefined;
}

/** The customer who is known by this identity. */
export async function findCustomerByIdentity(
  on: Database | Transaction,
  workspace: string,
  { kind, value }: Identity,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(
    on,
    `select customer.id from identities identity join customers customer on customer.id = identity.customer_id
     where identity.workspace = ? and identity.kind = ? and identity.value = ?`,
    [workspace, kind, value],
  );
  return found?.id;
}

/** By our own id, else by the userId: people have either at hand. */
export async function findCustomer(
  on: Database | Transaction,
  workspace: string,
  name: string,
): Promise<string | undefined> {
  const own = isId(name) ? await resolveCustomer(on, workspace, name) : undefined;
  return own ?? findCustomerByIdentity(on, workspace, { kind: 'user_id', value: name });
}

function isId(name: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
}

/** Who is known by these identities now, as far as anybody is. */
export async function findIdentityOwners(
  on: Database | Transaction,
  workspace: string,
  identities: readonly Identity[],
): Promise<(Identity & { readonly customerId: string })[]> {
  if (identities.length === 0) return [];
  return rows(
    on,
    `select i.kind, i.value, i.customer_id as "customerId" from identities i
     join unnest(cast(? as text[]), cast(? as text[])) as wanted (kind, value) on i.kind = wanted.kind and i.value = wanted.value
     where i.workspace = ?`,
    [identities.map(({ kind }) => kind), identities.map(({ value }) => value), workspace],
  );
}

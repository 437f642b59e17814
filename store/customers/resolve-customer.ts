import { type Database, rows, type Transaction } from '../database/database.ts';
import { type Customer, lockCustomers } from './customers.ts';

/** The customer that this id means now; undefined: there is none (any more). Links and histories hold ids for years. */
export async function resolveCustomer(
  on: Database | Transaction,
  workspace: string,
  id: string,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(on, `select id from customers where workspace = ? and id = ?`, [
    workspace,
    id,
  ]);
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

/** The customer with this userId, as its sender calls them. */
export async function findCustomerByUserId(
  on: Database | Transaction,
  workspace: string,
  userId: string,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(
    on,
    `select customer_id as id from identities where workspace = ? and kind = 'user_id' and value = ?`,
    [workspace, userId],
  );
  return found?.id;
}

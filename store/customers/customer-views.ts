import type { Properties } from '../../core/condition/schema.ts';
import type { Identity } from '../../core/customer/identity.ts';
import { type Database, rows } from '../database/database.ts';

/** A customer as people look at them. Moments are epoch milliseconds. */
export interface CustomerView {
  readonly id: string;
  readonly createdAt: number;
  readonly traits: Properties;
  readonly identities: readonly (Identity & { readonly addedAt: number })[];
  /** Customers who were joined into this one. */
  readonly mergedIds: readonly string[];
  readonly openRuns: number;
}

/** By our own id; that of a customer who was joined into another leads there. */
export async function findCustomerView(
  database: Database,
  workspace: string,
  id: string,
): Promise<CustomerView | undefined> {
  const [found] = await rows<CustomerView>(
    database,
    `select c.id, c.created_at as "createdAt", c.traits,
       (select coalesce(json_agg(json_build_object('kind', kind, 'value', value,
                 'addedAt', floor(extract(epoch from added_at) * 1000)) order by added_at, kind, value), '[]')
        from identities where customer_id = c.id) as identities,
       array(select cast(id as text) from customers where merged_into = c.id order by id) as "mergedIds",
       (select cast(count(*) as integer) from journey_runs where customer_id = c.id and ended_at is null) as "openRuns"
     from customers named join customers c on c.id = coalesce(named.merged_into, named.id)
     where named.workspace = ? and named.id = ?`,
    [workspace, id],
  );
  return found;
}

/** Our own id of the customer who has the identity. */
export async function findCustomerId(
  database: Database,
  workspace: string,
  { kind, value }: Identity,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(
    database,
    `select customer_id as id from identities where workspace = ? and kind = ? and value = ?`,
    [workspace, kind, value],
  );
  return found?.id;
}

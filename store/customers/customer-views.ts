import type { Properties } from '../../core/condition/schema.ts';
import type { Consents } from '../../core/customer/consent.ts';
import type { Identity } from '../../core/customer/identity.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, look, type Transaction } from '../database/database.ts';

/** A customer as people look at them. Moments are epoch milliseconds. */
export interface CustomerView {
  readonly id: string;
  readonly createdAt: number;
  readonly traits: Properties;
  /** What the statements of consents amount to. */
  readonly consents: Consents;
  readonly identities: readonly (Identity & { readonly addedAt: number })[];
  /** Customers who were joined into this one. */
  readonly mergedIds: readonly string[];
  readonly openRuns: number;
  /** Trait ▸ time of the event that set it. */
  readonly traitTimes: Readonly<Record<string, number>>;
  /** The workspace's clock. */
  readonly now: number;
}

/** By our own id. As the first statement of a transaction it leaves together with BEGIN. */
export async function findCustomerView(
  on: Database | Transaction,
  workspace: string,
  id: string,
): Promise<CustomerView | undefined> {
  const [found] = await look<CustomerView>(
    on,
    `select c.id, c.created_at as "createdAt", c.traits, c.consents, c.trait_times as "traitTimes", ${nowInWorkspace} as now,
       (select coalesce(json_agg(json_build_object('kind', kind, 'value', value,
                 'addedAt', floor(extract(epoch from added_at) * 1000)) order by added_at, kind, value), '[]')
        from identities where customer_id = c.id) as identities,
       array(select cast(id as text) from customers where merged_into = c.id order by id) as "mergedIds",
       (select cast(count(*) as integer) from journey_runs where customer_id = c.id and ended_at is null) as "openRuns"
     from customers c where c.workspace = ? and c.id = ?`,
    [workspace, workspace, id],
  );
  return found;
}

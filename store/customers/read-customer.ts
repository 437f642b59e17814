import type { Properties } from '../../core/condition/schema.ts';
import type { Consents } from '../../core/customer/consent.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, rows } from '../database/database.ts';
import { resolveCustomer } from './resolve-customer.ts';

/** A customer as pages show them, without a lock. */
export interface SeenCustomer {
  readonly id: string;
  readonly traits: Properties;
  readonly consents: Consents;
  /** The workspace's clock. */
  readonly now: number;
}

/** The customer that this id means now. */
export async function readCustomer(
  database: Database,
  workspace: string,
  id: string,
): Promise<SeenCustomer | undefined> {
  const meant = await resolveCustomer(database, workspace, id);
  if (meant === undefined) return undefined;
  const [customer] = await rows<SeenCustomer>(
    database,
    `select id, traits, consents, ${nowInWorkspace} as now from customers where workspace = ? and id = ?`,
    [workspace, workspace, meant],
  );
  return customer;
}

import type { Condition } from '../../core/condition/schema.ts';
import type { Database } from '../database/database.ts';
import { generate, readGenerated } from '../database/generated.ts';
import { conditionSql } from './condition-sql.ts';

/** The customers of a workspace of whom a condition holds at a moment, in the order of their ids. */
export async function listAudience(
  database: Database,
  {
    workspace,
    condition,
    now,
    after,
    limit,
  }: {
    readonly workspace: string;
    readonly condition: Condition;
    readonly now: number;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<string[]> {
  const holds = conditionSql(condition, now);
  const query = generate('customers as customer')
    .joinRaw(personIds)
    .select('customer.id')
    .where('customer.workspace', workspace)
    .whereNull('customer.merged_into')
    .whereRaw(holds.sql, holds.bindings as never)
    .orderBy('customer.id')
    .limit(limit);
  if (after !== undefined) query.where('customer.id', '>', after);
  return (await readGenerated<{ id: string }>(database, query)).map(({ id }) => id);
}

/** The ids under which a customer's events are stored: their own, and those of customers joined into them. */
export const personIds = `cross join lateral (
  select array(select customer.id union all select c.id from customers c where c.merged_into = customer.id) as ids) person`;

import { type Database, rows } from '../database/database.ts';
import { generate, readGenerated } from '../database/generated.ts';

/** A customer in a list. Moments are epoch milliseconds. */
export interface CustomerSummary {
  readonly id: string;
  readonly createdAt: number;
  /** As its sender calls the customer; null for those who are only known anonymously. */
  readonly userId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly openRuns: number;
  /** The identity by which the search found them; null: by our own id, or nothing was searched. */
  readonly found: { readonly kind: string; readonly value: string } | null;
}

export interface CustomerSearch {
  readonly workspace: string;
  /** An identity of any kind, or the beginning of one; undefined: all customers, the newest first. */
  readonly search?: string | undefined;
  readonly after?: CustomerPlace | undefined;
  readonly limit: number;
}

/** Where a page begins: after this identity of a search, or after this customer. */
export type CustomerPlace =
  | { readonly value: string; readonly kind: string }
  | { readonly id: string; readonly value?: undefined };

const summary = `c.id, c.created_at as "createdAt",
  (select min(value) from identities where customer_id = c.id and kind = 'user_id') as "userId",
  nullif(concat_ws(' ', c.traits->>'firstName', c.traits->>'lastName'), '') as "fullName", c.traits->>'name' as name,
  c.traits->>'email' as email,
  (select cast(count(*) as integer) from journey_runs where customer_id = c.id and ended_at is null) as "openRuns"`;

type Row = Omit<CustomerSummary, 'found'> & { fullName: string | null; kind?: string; value?: string };

function summaryOf({ fullName, kind, value, name, ...row }: Row): CustomerSummary {
  const found = kind !== undefined && value !== undefined ? { kind, value } : null;
  return { ...row, name: name ?? fullName, found };
}

/** The newest customers first. Who was joined into another is left out. */
export async function listNewestCustomers(
  database: Database,
  { workspace, after, limit }: CustomerSearch,
): Promise<CustomerSummary[]> {
  const customers = generate('customers as c')
    .select(generate.raw(summary))
    .where('c.workspace', workspace)
    .whereNull('c.merged_into')
    .orderBy('c.id', 'desc')
    .limit(limit);
  if (after && after.value === undefined) customers.where('c.id', '<', after.id);
  return (await readGenerated<Row>(database, customers)).map(summaryOf);
}

/**
 * Customers with an identity that begins so, in the order of the identities: the exact one is the least of them. A
 * customer who has several such identities is found by the least.
 */
export async function searchCustomers(
  database: Database,
  { workspace, search = '', after, limit }: CustomerSearch,
): Promise<CustomerSummary[]> {
  const [from, to] = rangeOf(search);
  const place = after?.value === undefined ? undefined : after;
  // A range in the order of bytes, which the index has: "like" with a parameter has no index.
  const found = await rows<Row>(
    database,
    `select i.kind, i.value, ${summary}
     from (select kind, value, customer_id from identities i
           where workspace = ? and value ~>=~ ? and value ~<~ ?
             and (cast(? as text) is null or value ~>~ ? or value = ? and kind > ?)
             and not exists (select 1 from identities other where other.customer_id = i.customer_id
                             and other.value ~>=~ ? and other.value ~<~ ?
                             and (other.value ~<~ i.value or other.value = i.value and other.kind < i.kind))
           order by value using ~<~, kind limit ?) i
     join customers c on c.id = i.customer_id
     order by i.value using ~<~, i.kind`,
    [
      ...[workspace, from, to],
      ...(place ? [place.value, place.value, place.value, place.kind] : [null, '', '', '']),
      ...[from, to, limit],
    ],
  );
  return found.map(summaryOf);
}

/** All texts that begin so lie between these two, in the order of bytes. */
function rangeOf(beginning: string): readonly [string, string] {
  return [beginning, `${beginning}\u{10FFFF}`];
}

/** By our own id. Who was joined into another is found as that one. */
export async function findCustomerSummary(
  database: Database,
  workspace: string,
  id: string,
): Promise<CustomerSummary | undefined> {
  const [found] = await rows<Row>(
    database,
    `select ${summary} from customers c
     where c.workspace = ? and c.id = (select coalesce(merged_into, id) from customers where workspace = ? and id = ?)`,
    [workspace, workspace, id],
  );
  return found && summaryOf(found);
}

/** How many customers there are, by the planner's statistics: no table is read for it. */
export async function estimateCustomers(database: Database, workspace: string): Promise<number> {
  const { sql, bindings } = generate('customers')
    .select('id')
    .where('workspace', workspace)
    .whereNull('merged_into')
    .toSQL()
    .toNative();
  type Plan = readonly [{ readonly Plan: { readonly 'Plan Rows': number } }];
  const [plan] = await database.queryUnprepared<{ 'QUERY PLAN': Plan }>(`explain (format json) ${sql}`, bindings);
  return plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

import type { z } from 'zod';
import { composeTimeline } from '../../../core/customer/timeline/index.ts';
import { findCustomerView } from '../../../store/customers/customer-views.ts';
import { readTimeline } from '../../../store/customers/timeline.ts';
import { type Database, inTransaction } from '../../../store/database/database.ts';
import { parameterWrong } from '../../common-errors.ts';
import { type customerViewSchema, placeAsText, placeOfText } from './schemas.ts';

/** A customer with a page of their timeline. Undefined: there is none (any more). */
export async function readCustomer(
  database: Database,
  workspace: string,
  id: string,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<z.output<typeof customerViewSchema> | undefined> {
  const before = after === undefined ? undefined : placeOfText(after);
  if (after !== undefined && !before) throw parameterWrong('query.after', 'it is no `next` of a page');
  const read = await inTransaction(database, async (trx) => {
    const customer = await findCustomerView(trx, workspace, id);
    if (!customer) return undefined;
    const customerIds = [customer.id, ...customer.mergedIds];
    return { customer, rows: await readTimeline(trx, { customerIds, before, limit }) };
  });
  if (!read) return undefined;
  const { customer, rows } = read;
  const { items, next } = composeTimeline(rows, limit);
  const { identities, mergedIds, ...rest } = customer;
  return {
    ...rest,
    identities: [...identities],
    mergedIds: [...mergedIds],
    timeline: {
      items: items.map((item) => ({ ...item, details: withIsoMoments(item.details) })),
      next: next ? placeAsText(next) : null,
    },
  };
}

/** Members of our own whose names end in "At" are moments; what is within them is the customer's. */
function withIsoMoments(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      name.endsWith('At') && typeof value === 'number' ? new Date(value).toISOString() : value,
    ]),
  );
}

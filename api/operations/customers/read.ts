import type { z } from 'zod';
import { inUtc } from '../../../core/base/calendar.ts';
import { valueIn, withoutValue } from '../../../core/condition/customer-value.ts';
import { composeTimeline, type TimelinePlace } from '../../../core/customer/timeline/index.ts';
import { describeNotSent, type UnsentMessage } from '../../../core/message/not-sent.ts';
import { findCustomerView } from '../../../store/customers/customer-views.ts';
import { readTimeline, type TimelineQuery } from '../../../store/customers/timeline.ts';
import { type Database, inTransaction, type Transaction } from '../../../store/database/database.ts';
import { listSegmentsOf } from '../../../store/segments/members.ts';
import { parameterWrong } from '../../common-errors.ts';
import { readProfile } from './profile.ts';
import {
  type customerValueSchema,
  type customerViewSchema,
  placeAsText,
  placeOfText,
  type timelinePageSchema,
} from './schemas.ts';

/** A customer with a page of their timeline. Undefined: there is none (any more). */
export async function readCustomer(
  database: Database,
  workspace: string,
  id: string,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<z.output<typeof customerViewSchema> | undefined> {
  const before = placeIn(after, 'query.after');
  const read = await inTransaction(database, async (trx) => {
    const customer = await findCustomerView(trx, workspace, id);
    if (!customer) return undefined;
    const customerIds = [customer.id, ...customer.mergedIds];
    const [profile, timeline, segments] = await Promise.all([
      readProfile(trx, workspace, customer),
      readTimelinePage(trx, { customerIds, before, limit }),
      listSegmentsOf(trx, customer.id),
    ]);
    return { customer, profile, timeline, segments };
  });
  if (!read) return undefined;
  const { customer, profile, timeline, segments } = read;
  const { identities, mergedIds, traitTimes: _times, now: _now, traits, ...rest } = customer;
  return {
    ...rest,
    traits: withoutValue(traits),
    value: (valueIn(traits) as unknown as z.output<typeof customerValueSchema> | undefined) ?? null,
    ...profile,
    identities: [...identities],
    segments: [...segments],
    mergedIds: [...mergedIds],
    timeline,
  };
}

/** The place that a page begins at, as a caller names it. */
export function placeIn(text: string | undefined, where: string): TimelinePlace | undefined {
  if (text === undefined) return undefined;
  const place = placeOfText(text);
  if (!place) throw parameterWrong(where, 'it is no `next` of a page');
  return place;
}

/** A page of a timeline, as the API answers it. */
export async function readTimelinePage(
  on: Database | Transaction,
  query: TimelineQuery,
): Promise<z.output<typeof timelinePageSchema>> {
  const rows = await readTimeline(on, query);
  const message = rows.message.map((row) => ({ ...row, why: inWords(row) }));
  const { items, next } = composeTimeline({ ...rows, message }, query.limit);
  return {
    items: items.map((item) => ({ ...item, details: withIsoMoments(item.details) })),
    next: next ? placeAsText(next) : null,
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

/** Undefined: it was sent, or nothing stands in its way. */
function inWords(message: UnsentMessage): string | undefined {
  const isUnsent = message.state === 'blocked' || message.state === 'deferred';
  return isUnsent ? describeNotSent(message, (iso) => inUtc(Date.parse(iso))) : undefined;
}

import { z } from 'zod';
import { normalizeIdentity } from '../../../core/customer/identity.ts';
import {
  type CustomerPlace,
  type CustomerSummary,
  estimateCustomers,
  findCustomerSummary,
  listNewestCustomers,
  searchCustomers,
} from '../../../store/customers/customer-list.ts';
import type { Database } from '../../../store/database/database.ts';
import { moment } from '../../codecs.ts';
import { dataRefused, parameterWrong } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { pageLimit } from '../../paging.ts';

const customerSummarySchema = z.strictObject({
  id: z.uuid(),
  createdAt: moment,
  userId: z.string().nullable().describe("The sender's id of the customer; null for who is only known anonymously."),
  name: z.string().nullable().describe('The trait `name`, or first and last name.'),
  email: z.string().nullable().describe('The trait `email`.'),
  openRuns: z.int().describe('Runs that have not ended.'),
  found: z
    .strictObject({ kind: z.string(), value: z.string() })
    .nullable()
    .describe('The identity by which the search found them; null: by our own id, or nothing was searched.'),
});

const example = {
  id: '01a2042f-b4e2-72fe-95bd-718adb295762',
  createdAt: '2026-03-02T20:10:00.000Z',
  userId: 'u1',
  name: 'Ann',
  email: 'ann@example.com',
  openRuns: 1,
  found: { kind: 'email', value: 'ann@example.com' },
};

export const listCustomers = defineOperation({
  id: 'listCustomers',
  method: 'get',
  path: '/v1/customers',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'List and search customers',
  description: `The newest first; with \`search\`, those who have an identity of any kind that is it or begins so, the exact one
first. Our own id is found as well.`,
  query: z.strictObject({
    search: z
      .string()
      .trim()
      .min(1)
      .max(320)
      .optional()
      .describe('An e-mail address, a userId, or the beginning of one.'),
    limit: pageLimit('Customers', { most: 100 }),
    after: z.string().max(1_000).optional().describe('The `next` of the page before.'),
  }),
  answer: {
    description: 'One page.',
    schema: z.strictObject({
      items: z.array(customerSummarySchema),
      next: z.string().nullable().describe('Give it as `after` for the next page; null on the last one.'),
      total: z
        .strictObject({ count: z.int(), isEstimate: z.boolean() })
        .nullable()
        .describe('How many customers there are; an estimate where there are more than a page. Null: of a search.'),
    }),
    examples: { one: { summary: 'A search', value: { items: [example], next: null, total: null } } },
  },
  errors: [dataRefused],
  async handle({ query: { search, limit, after }, workspace }, { database }) {
    const place = after === undefined ? undefined : placeOf(after);
    const asked = { workspace, after: place, limit };
    if (search !== undefined) {
      const items = await searchFor(database, search, asked);
      const last = items.length >= limit ? items.at(-1)?.found : null;
      return { items, next: last ? textOf([last.value, last.kind]) : null, total: null };
    }
    const items = await listNewestCustomers(database, asked);
    const isWhole = after === undefined && items.length < limit;
    const count = isWhole ? items.length : Math.max(items.length, await estimateCustomers(database, workspace));
    const last = items.length === limit ? items.at(-1) : undefined;
    return { items, next: last ? textOf([last.id]) : null, total: { count, isEstimate: !isWhole } };
  },
});

/** Written as people write it: in capitals, with spaces in a phone number. Our own id comes before all identities. */
async function searchFor(
  database: Database,
  search: string,
  asked: { readonly workspace: string; readonly after: CustomerPlace | undefined; readonly limit: number },
): Promise<CustomerSummary[]> {
  const isAddress = search.includes('@');
  const phone = /^[+\d][\d\s().\-/]+$/.test(search) ? normalizeIdentity('phone', search) : undefined;
  const text = isAddress ? search.toLowerCase() : search;
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(search);
  const [own, byText, byPhone] = await Promise.all([
    isId && !asked.after ? findCustomerSummary(database, asked.workspace, search.toLowerCase()) : undefined,
    searchCustomers(database, { ...asked, search: text }),
    phone !== undefined && phone !== text && !asked.after
      ? searchCustomers(database, { ...asked, search: phone })
      : ([] as CustomerSummary[]),
  ]);
  const found = [...(own ? [own] : []), ...byPhone, ...byText];
  const ids = found.map(({ id }) => id);
  return found.filter(({ id }, index) => ids.indexOf(id) === index);
}

const placeSchema = z.union([z.tuple([z.uuid()]), z.tuple([z.string().max(320), z.string().max(60)])]);

function textOf(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeOf(text: string): CustomerPlace {
  try {
    const [first, kind] = placeSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return kind === undefined ? { id: first } : { value: first, kind };
  } catch {
    throw parameterWrong('query.after', 'it is no `next` of a page');
  }
}

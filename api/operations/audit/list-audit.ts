import { z } from 'zod';
import { listAuditEntries } from '../../../store/access/audit.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';

const entrySchema = z.strictObject({
  id: z.uuid(),
  at: moment,
  userId: z.uuid().nullable(),
  keyId: z.uuid().nullable(),
  who: z
    .string()
    .nullable()
    .describe("The person's e-mail address or the title of the key; null: nobody who is known."),
  operation: z.string().describe('The `operationId`.'),
  target: z.string().nullable().describe('The id of what was changed.'),
  status: z.int().nullable().describe('Of the answer; null: the process died before it had one.'),
  code: z.string().nullable().describe('Of a refusal.'),
});

export const listAudit = defineOperation({
  id: 'listAudit',
  method: 'get',
  path: '/v1/audit',
  tag: 'people',
  key: 'admin',
  right: 'admin',
  summary: 'Read the audit log',
  description: `Every change that a person or an admin key asked for, and every attempt to sign in: who, what, when, and what was
answered. It holds ids, no values. Newest first, page by page.`,
  query: z.strictObject({
    target: z.string().min(1).max(300).optional().describe('Only changes of what has this id.'),
    ...pageQuery('Entries'),
  }),
  answer: {
    description: 'One page.',
    schema: z.strictObject({ items: z.array(entrySchema), next: z.uuid().nullable() }),
    examples: {
      last: {
        summary: 'A last page',
        value: {
          items: [
            {
              id: '01a2042f-d00d-7b22-8c3d-6a1e3d5c9f01',
              at: '2026-11-26T19:20:12.318Z',
              userId: '01a2042f-d00d-7b22-8c3d-6a1e3d5c9c01',
              keyId: null,
              who: 'ann@example.com',
              operation: 'retryRun',
              target: '01934d2f-7c44-7a3e-9b1a-5f2f6f1c8a02',
              status: 200,
              code: null,
            },
          ],
          next: null,
        },
      },
    },
  },
  errors: [dataRefused],
  async handle({ query: { target, after, limit }, workspace }, { database }) {
    const items = await listAuditEntries(database, { workspace, target, after, limit });
    return { items, next: nextPage(items, { limit }) };
  },
});

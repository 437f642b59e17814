import { z } from 'zod';
import { listImports as list } from '../../../store/transfer/imports.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
import { anImport, importSchema } from './schemas.ts';

export const listImports = defineOperation({
  id: 'listImports',
  method: 'get',
  path: '/v1/imports',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'List imports',
  description: 'Files that were brought from another system, with how far each has come. They are kept for 400 days.',
  query: z.strictObject(pageQuery('Imports')),
  answer: {
    description: 'The newest first.',
    schema: z.strictObject({
      items: z.array(importSchema),
      next: z.uuid().nullable().describe('Give it as `after` for the next page. Null: this is the last.'),
    }),
    examples: { one: { summary: 'One that is under way', value: { items: [anImport], next: null } } },
  },
  errors: [],
  async handle({ query: { after, limit }, workspace }, { database }) {
    const items = await list(database, { workspace, after, limit });
    return { items, next: nextPage(items, { limit }) };
  },
});

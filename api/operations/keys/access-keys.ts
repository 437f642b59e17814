import { z } from 'zod';
import { createListedKey, keyKinds, listKeys, revokeKey } from '../../../store/access/keys.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';

const exampleId = '01a2042f-d00d-7b22-8c3d-6a1e3d5c9e01';

const keyNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such key, or it was revoked',
  text: (id: string) => ({
    where: `keys.${id}`,
    problem: 'there is no such key that holds',
    remedy: 'GET /v1/keys lists them.',
  }),
  example: [exampleId],
});

const kindSchema = z
  .enum(keyKinds)
  .describe('browser: public, sends events; server: sends, imports and joins; admin: all else.');
const titleSchema = z.string().trim().min(1).max(100);
const keySchema = z.strictObject({ id: z.uuid(), kind: kindSchema, title: titleSchema, createdAt: moment });
const example = { id: exampleId, kind: 'server', title: 'the shop', createdAt: '2026-11-26T19:20:12.318Z' } as const;

const shared = { tag: 'keys', key: 'admin', right: 'admin' } as const;

export const listAccessKeys = defineOperation({
  ...shared,
  id: 'listKeys',
  method: 'get',
  path: '/v1/keys',
  summary: 'List the keys that hold',
  description: 'The newest first. The keys themselves are shown only when they are made.',
  answer: {
    description: 'The keys.',
    schema: z.strictObject({ items: z.array(keySchema) }),
    examples: { one: { summary: 'One', value: { items: [example] } } },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    return { items: await listKeys(database, workspace) };
  },
});

export const createAccessKey = defineOperation({
  ...shared,
  id: 'createKey',
  method: 'post',
  path: '/v1/keys',
  summary: 'Make a key',
  description: 'The answer is the only place that shows it.',
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({ kind: kindSchema, title: titleSchema }),
    examples: { server: { summary: 'For the server of a shop', value: { kind: 'server', title: 'the shop' } } },
  },
  answer: {
    description: 'The key.',
    schema: z.strictObject({ id: z.uuid(), key: z.string() }),
    examples: {
      made: {
        summary: 'A key',
        value: { id: exampleId, key: 'tl_server_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
      },
    },
  },
  errors: [dataRefused],
  targetOf: (_request, answer) => answer?.id,
  async handle({ body: { kind, title }, workspace }, { database }) {
    const { id, clear } = await createListedKey(database, { workspace, kind, title });
    return { id, key: clear };
  },
});

export const revokeAccessKey = defineOperation({
  ...shared,
  id: 'revokeKey',
  method: 'delete',
  path: '/v1/keys/{id}',
  summary: 'Revoke a key',
  description: 'Processes may still know it for ten seconds. Sessions that it began end at once.',
  params: z.strictObject({ id: z.uuid().describe('The id of a key.') }),
  notFound: keyNotFound,
  answer: doneAnswer('It opens nothing any more.'),
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    if (!(await revokeKey(database, workspace, id))) throw keyNotFound(id);
    return done;
  },
});

import { z } from 'zod';
import { limits } from '../../../services/intake/call-schema.ts';
import { followedImport } from '../../../services/transfer/followed-import.ts';
import { importRows as read } from '../../../services/transfer/import-rows.ts';
import { importKindNames, importKinds } from '../../../services/transfer/kinds/index.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { moment } from '../../codecs.ts';
import { dataRefused, intakeBusy, parameterWrong } from '../../common-errors.ts';
import { defineError, problemSchema } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { read as readBody } from '../../read.ts';

export const MOST_ROWS = 1_000;

const kindUnknown = defineError({
  status: 404,
  code: 'import-kind-unknown',
  when: 'nothing of this kind can be imported',
  text: (kind: string) => ({
    where: `imports.${kind}`,
    problem: 'nothing of this kind can be imported',
    remedy: `Kinds are ${importKindNames.join(', ')}.`,
  }),
  example: ['orders'],
});

const importMixed = defineError({
  status: 409,
  code: 'import-mixed',
  when: 'an import of another kind has this id, or one that is live and this is not',
  text: (id: string) => ({
    where: 'body.id',
    problem: `the import ${id} is of another kind, or only one of the two is live`,
    remedy: 'Choose a new UUID for each import.',
  }),
  example: ['01a2042f-b4e2-72fe-95bd-718adb295762'],
});

const rowProblem = problemSchema.extend({ row: z.int().describe('As the request numbers it.') });
const kindsInWords = importKindNames.map((name) => `- \`${name}\`: ${importKinds[name].words}`).join('\n');

const bodySchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/, 'must be made of letters, digits, dots and hyphens')
    .max(100)
    .describe('Names the import, such as the digest of the file: with its number it names each row.'),
  id: z
    .uuid()
    .optional()
    .describe('Under which the import is listed, chosen by you. Without one, `name` and the kind make it.'),
  file: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('The name of the file, for people who follow the import. `name` unless said.'),
  total: z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Rows of the file. The import is finished when so many are answered for.'),
  asOf: moment.describe('When the file was written: rows without a time speak of then.'),
  live: z.boolean().default(false).describe('As if it happened now: events may enter journeys.'),
  dryRun: z.boolean().default(false).describe('Read the rows and report; store nothing.'),
  rows: z
    .array(
      z.strictObject({
        row: z.int().min(0).max(Number.MAX_SAFE_INTEGER).describe('Its place in the file, for the report.'),
        fields: z.record(z.string(), z.unknown()).describe('By the kind of row.'),
      }),
    )
    .max(MOST_ROWS)
    .describe('In the order of the file: a request whose first to last row were counted before does not count again.'),
  refused: z
    .array(
      z.strictObject({
        row: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
        code: z.string().max(100),
        where: z.string().max(300),
        problem: z.string().max(500),
        remedy: z.string().max(500),
      }),
    )
    .max(MOST_ROWS)
    .default([])
    .describe('Rows that you could not read yourself: they count as failed. Write no value of a row here.'),
});

/** Rows hold traits and properties: more than the few values of other bodies. */
const bodyLimits = { depth: limits.depth + 4, values: 200_000, name: limits.name, storable: true };

export const importRows = defineOperation({
  id: 'importRows',
  method: 'post',
  path: '/v1/imports/{kind}/rows',
  tag: 'customers',
  key: 'admin',
  right: 'operate',
  summary: 'Import rows from another system',
  description: `Rows of one kind, ${MOST_ROWS.toLocaleString('en')} at most. A bad row harms only itself, and is named in \`errors\` by its number. Sending rows again
under the same \`name\` changes nothing. Times that can not be read, or lie ahead, are errors and never now. Its progress is kept: GET /v1/imports. docs/import.md lists
the fields of each kind; \`throughline import\` reads files and sends them here.

${kindsInWords}`,
  params: z.object({ kind: z.enum(importKindNames) }),
  notFound: kindUnknown,
  targetOf: ({ params, body }) => `${params.kind} ${body.name}`,
  body: {
    limit: limits.batch,
    depth: limits.depth + 4,
    schema: bodySchema,
    read: (json) => readBody(bodySchema, json, 'body', bodyLimits),
    examples: {
      customers: {
        summary: 'A customer, from row 2 of a file',
        value: {
          name: '3f7a0b1c2d4e5f60',
          asOf: '2026-03-03T08:00:00Z',
          rows: [{ row: 2, fields: importKinds.customers.example }],
        },
      },
    },
  },
  answer: {
    description: 'All rows are decided, and what was accepted is stored.',
    schema: z.strictObject({
      accepted: z.int().describe('Rows that are stored now; of a dry run, rows that can be read.'),
      duplicates: z.int().describe('Rows that were stored before.'),
      entered: z.int().describe('Journey runs that they opened: none, unless the import is live.'),
      errors: z.array(rowProblem),
      warnings: z.array(rowProblem).describe('Of rows that were stored, what had no effect, or another than expected.'),
    }),
    examples: {
      done: { summary: 'It is in', value: { accepted: 1, duplicates: 0, entered: 0, errors: [], warnings: [] } },
    },
  },
  errors: [intakeBusy, parameterWrong, dataRefused, importMixed],
  async handle({ params: { kind }, body, workspace, sender, keyTitle }, services) {
    const { name, asOf, live, dryRun, rows, id, file = name, total = null, refused } = body;
    const { database, collector } = services;
    const { configuration } = await getConfiguration(database, database, workspace);
    const now = await workspaceClock(database, workspace).now();
    const target = {
      ...{ database, workspace, configuration, name, asOf, now, isLive: live },
      submit: (events: Parameters<typeof collector.submit>[1]) => collector.submit(workspace, events, sender),
    };
    if (dryRun) return read(kind, rows, target, true);
    const report = await followedImport(kind, rows, target, { id, file, startedBy: keyTitle, total, refused });
    if (!report) throw importMixed(id ?? name);
    return report;
  },
});

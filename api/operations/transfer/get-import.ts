import { z } from 'zod';
import { findImport, KEPT_PROBLEMS } from '../../../store/transfer/imports.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { anImport, importSchema } from './schemas.ts';

const importNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such import',
  text: (id: string) => ({
    where: `imports.${id}`,
    problem: 'there is no such import',
    remedy: 'GET /v1/imports lists them. A dry run is not among them.',
  }),
  example: [anImport.id],
});

export const getImport = defineOperation({
  id: 'getImport',
  method: 'get',
  path: '/v1/imports/{id}',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'Read how far an import has come',
  description: `With what was wrong with the first ${KEPT_PROBLEMS} rows that failed. No value of a row is in it.`,
  params: z.strictObject({ id: z.uuid().describe('The id of an import.') }),
  notFound: importNotFound,
  answer: {
    description: 'The import.',
    schema: importSchema.extend({
      problems: z.array(
        z.strictObject({
          row: z.int().describe('As a spreadsheet counts: the heading is row 1.'),
          code: z.string(),
          where: z.string(),
          problem: z.string(),
          remedy: z.string(),
        }),
      ),
    }),
    examples: {
      running: {
        summary: 'Two rows failed so far',
        value: {
          ...anImport,
          problems: [17, 230].map((row) => ({
            ...{
              row,
              code: 'time-unreadable',
              where: 'timestamp',
              problem: 'the time can not be read, or lies before 1900',
            },
            remedy: 'Write ISO 8601, or say in the mapping how the column is written: {"as": "moment", "format": …}.',
          })),
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const found = await findImport(database, { workspace, id });
    if (!found) throw importNotFound(id);
    return found;
  },
});

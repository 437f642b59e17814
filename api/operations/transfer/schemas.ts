import { z } from 'zod';
import { importKindNames } from '../../../services/transfer/kinds/index.ts';
import { importStates, STOPPED_AFTER_MINUTES } from '../../../store/transfer/imports.ts';
import { moment } from '../../codecs.ts';

export const importSchema = z.strictObject({
  id: z.uuid(),
  kind: z.string().describe(`What its rows are: ${importKindNames.join(', ')}.`),
  file: z.string().describe('Its name, as the sender gave it.'),
  isLive: z.boolean().describe('Rows were taken as if they happened now: events may enter journeys.'),
  startedBy: z.string().describe('The title of the key, or a person.'),
  state: z
    .enum(importStates)
    .describe(
      `finished: every row is answered for. stopped: no rows have come for ${STOPPED_AFTER_MINUTES} minutes; the sender can go on.`,
    ),
  total: z.int().nullable().describe('Rows of the file. Null: the sender did not say.'),
  done: z.int().describe('Rows that were stored.'),
  skipped: z.int().describe('Rows that had been stored before.'),
  failed: z.int().describe('Rows that could not be taken.'),
  warned: z.int().describe('Warnings of rows that were stored.'),
  entered: z.int().describe('Journey runs that the rows opened.'),
  startedAt: moment,
  updatedAt: moment,
  endedAt: moment.nullable(),
});

export const anImport = {
  ...{ id: '01a2042f-b4e2-72fe-95bd-718adb295762', kind: 'customers', file: 'customers.csv', isLive: false },
  ...{
    startedBy: 'migration',
    state: 'running',
    total: 250_000,
    done: 60_400,
    skipped: 0,
    failed: 2,
    warned: 0,
    entered: 0,
  },
  ...{ startedAt: '2026-11-26T19:20:12.318Z', updatedAt: '2026-11-26T19:20:24.906Z', endedAt: null },
} as const;

import { z } from 'zod';
import { stepMapSchema } from '../../../core/journey/migration/step-map.ts';
import { bulkActs, MOST_RUNS } from '../../../store/runs/bulk-acts.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';

export const bulkActSchema = z.strictObject({
  id: z.uuid(),
  act: z.enum(bulkActs).describe('migrate: runs go on in another version, as a publish has asked.'),
  reason: z.string().nullable().describe('Of an exit.'),
  move: z
    .strictObject({
      version: z.int(),
      map: stepMapSchema,
      reason: z.string().describe('Of runs that the map lets exit.'),
    })
    .nullable()
    .describe('Of a migration: where runs go.'),
  askedBy: z.string().describe('The title of the key.'),
  createdAt: moment,
  endedAt: moment.nullable().describe('Null while runs are left.'),
  total: z.int().describe('The runs that were meant when it was asked for.'),
  isLimited: z.boolean().describe(`More were meant: it reaches the newest ${MOST_RUNS}.`),
  done: z.int().describe('Runs on which it was done. It takes effect in their next turn, which comes at once.'),
  skipped: z.int().describe('Runs that did not need it any more: they had ended, or were not stuck.'),
});

const exampleId = '01a2042f-b4e2-72fe-95bd-718adb295799';
export const bulkAct = {
  id: exampleId,
  act: 'retry',
  reason: null,
  move: null,
  askedBy: 'test',
  createdAt: '2026-11-22T19:20:12.318Z',
  endedAt: null,
  total: 1,
  isLimited: false,
  done: 0,
  skipped: 0,
};

export const bulkActNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such act',
  text: (id: string) => ({
    where: `bulk.${id}`,
    problem: 'there is no such act',
    remedy: 'POST /v1/runs/bulk answers the id of one; they are kept for 90 days.',
  }),
  example: [exampleId],
});

import { z } from 'zod';
import { findCustomer } from '../../../store/customers/resolve-customer.ts';
import { MOST_RUNS_PLAYED } from '../../../store/runs/run-to-play.ts';
import { lookAhead } from '../../ahead.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { customerNotFound, customerParams } from '../consents/errors.ts';
import {
  aheadAnswer,
  entryAheadExample,
  entryAheadSchema,
  judged,
  judgedSchema,
  runAheadExample,
  runAheadSchema,
} from './ahead-schemas.ts';

export const getCustomerAhead = defineOperation({
  id: 'getCustomerAhead',
  method: 'get',
  path: '/v1/customers/{id}/ahead',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'See what comes next for a customer',
  description: `Each of the newest ${MOST_RUNS_PLAYED} open runs is played on by the engine from where it is, with nothing happening. Runs are
played apart: what one sets off in another is left out. Entries by schedule and date are listed with their next moment.`,
  params: customerParams,
  notFound: customerNotFound,
  answer: {
    description: 'What will become of the runs.',
    schema: z.strictObject({
      at: moment.describe("The workspace's clock."),
      judged: judgedSchema,
      runs: z.array(runAheadSchema).describe('The newest first.'),
      entries: z
        .array(entryAheadSchema)
        .describe('Journeys that the customer would enter by time, the earliest first.'),
    }),
    examples: {
      one: {
        summary: 'A run that will send a mail',
        value: { at: '2026-11-22T19:20:13.000Z', judged, runs: [runAheadExample], entries: [entryAheadExample] },
      },
    },
  },
  errors: [dataRefused],
  async handle({ params: { id }, workspace }, { database }) {
    const customerId = await findCustomer(database, workspace, id);
    const ahead = customerId && (await lookAhead(database, workspace, customerId));
    if (!ahead) throw customerNotFound(id);
    const entries = ahead.entries.map(({ assumes, ...entry }) => ({ ...entry, assumes: [...assumes] }));
    return { at: ahead.now, judged, runs: ahead.runs.map(aheadAnswer), entries };
  },
});

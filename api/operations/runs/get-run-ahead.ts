import { z } from 'zod';
import { findRunCustomer } from '../../../store/runs/run-to-play.ts';
import { lookAhead } from '../../ahead.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { aheadAnswer, judged, judgedSchema, runAheadExample, runAheadSchema } from '../customers/ahead-schemas.ts';
import { runNotFound, runParams } from './errors.ts';

export const getRunAhead = defineOperation({
  id: 'getRunAhead',
  method: 'get',
  path: '/v1/runs/{id}/ahead',
  tag: 'runs',
  key: 'admin',
  right: 'look',
  summary: 'See what comes next in a run',
  description: 'The run is played on by the engine from where it is, with nothing happening.',
  params: runParams,
  notFound: runNotFound,
  answer: {
    description: 'What will become of the run.',
    schema: z.strictObject({
      at: moment.describe("The workspace's clock."),
      judged: judgedSchema,
      run: runAheadSchema.nullable().describe('Null: it has ended.'),
    }),
    examples: {
      mail: {
        summary: 'It will send a mail',
        value: { at: '2026-11-22T19:20:13.000Z', judged, run: runAheadExample },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const customerId = await findRunCustomer(database, workspace, id);
    const ahead = customerId && (await lookAhead(database, workspace, customerId, id));
    if (!ahead) throw runNotFound(id);
    const [run] = ahead.runs;
    return { at: ahead.now, judged, run: run ? aheadAnswer(run) : null };
  },
});

import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { becomes, ENTRY_DAYS, MOST_LOOKED, MOST_WITH_HISTORY } from '../../../services/publishing/impact.ts';
import { planPublication } from '../../../services/publishing/plan.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { problemSchema } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { publicationBody } from './publish.ts';

const planSchema = z.strictObject({
  journeys: z.array(
    z.strictObject({
      id: idSchema,
      version: z.int().describe('The version that it would be.'),
      change: z.enum(['published', 'unchanged', 'relabelled', 'live-again']),
      versions: z.array(z.strictObject({ version: z.int(), runs: z.int() })).describe('Open runs, by their version.'),
      waiting: z
        .array(
          z.strictObject({
            version: z.int(),
            step: z.string(),
            title: z.string(),
            runs: z.int().describe('A run of several branches stands at several steps.'),
            stuck: z.int().describe('Of them.'),
            becomes: z
              .enum(becomes)
              .describe(
                'stays: on its version. goes-on: at `to`, in the new one. ends: this branch. refused: the map has no place for them.',
              ),
            to: z.string().nullable().describe('Of those that go on: the step.'),
          }),
        )
        .describe('Where open runs stand, and what becomes of them by `runs`.'),
      entry: z
        .strictObject({
          days: z.literal(ENTRY_DAYS),
          looked: z
            .int()
            .describe(`Events of any name that were looked at, ${MOST_LOOKED.toLocaleString('en')} at the most.`),
          since: moment.nullable().describe('When the oldest of them was accepted.'),
          isCapped: z.boolean().describe('There are older ones in these days, which were not looked at.'),
          events: z.int().describe('Events that meet the entry.'),
          customers: z.int().describe('Their customers.'),
        })
        .nullable()
        .describe(
          `What the entry would have let in during the last ${ENTRY_DAYS} days: stored events by the rule of production, with the customers as they are now. Re-entry, open runs and caps are not asked. Of an entry that looks back, the newest ${MOST_WITH_HISTORY.toLocaleString('en')} events are judged. Null: nothing changes.`,
        ),
      overlaps: z
        .array(z.strictObject({ journey: idSchema, title: z.string(), events: z.array(z.string()) }))
        .describe('Other live journeys that customers enter by the same events.'),
    }),
  ),
  problems: z.array(problemSchema).describe('What would refuse the publication, and warnings.'),
});

export const planPublish = defineOperation({
  id: 'planPublish',
  method: 'post',
  path: '/v1/publish/plan',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  isReading: true,
  summary: 'See what a publication would change',
  description: `Takes what POST /v1/publish takes, and changes nothing. What \`throughline push --plan\` calls.`,
  body: publicationBody,
  answer: {
    description: 'Who is inside and what becomes of them, who would come in, and what is wrong.',
    schema: planSchema,
    examples: {
      first: {
        summary: 'A journey that is live already, as it is',
        value: {
          journeys: [
            { id: 'trial', version: 1, change: 'unchanged', versions: [], waiting: [], entry: null, overlaps: [] },
          ],
          problems: [],
        },
      },
    },
  },
  errors: [dataRefused],
  handle: ({ body, workspace }, { database }) => planPublication(database, workspace, body),
});

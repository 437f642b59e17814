import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { listWaves as list } from '../../../store/journeys/waves.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { pageLimit } from '../../paging.ts';

export const listWaves = defineOperation({
  id: 'listWaves',
  method: 'get',
  path: '/v1/waves',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'List waves',
  description: 'Customers who enter by a schedule on one day in one time zone, with how far it has come.',
  query: z.strictObject({
    journey: idSchema.optional().describe('Only those of this journey.'),
    limit: pageLimit('Waves'),
  }),
  answer: {
    description: 'The newest first.',
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          journey: idSchema,
          schedule: idSchema,
          zone: z.string(),
          date: z.iso.date(),
          dueAt: moment,
          state: z.enum(['open', 'finished', 'skipped', 'ended']),
          reason: z
            .enum(['missed', 'overlap', 'unpublished'])
            .nullable()
            .describe(
              'missed: it was over an hour late. overlap: the one before was still open. unpublished: the schedule is gone.',
            ),
          segment: idSchema.nullable().describe('Null: everybody.'),
          perMinute: z.int(),
          asked: z.int().describe('Customers who were asked about so far.'),
          entered: z.int().describe('Of these, those who entered.'),
          startedAt: moment,
          finishedAt: moment.nullable(),
        }),
      ),
    }),
    examples: {
      open: {
        summary: 'One that lets customers in',
        value: {
          items: [
            {
              ...{
                journey: 'digest',
                schedule: 'weekly',
                zone: 'UTC',
                date: '2026-03-02',
                dueAt: '2026-03-02T09:00:00.000Z',
              },
              ...{ state: 'open', reason: null, segment: 'vips', perMinute: 6_000, asked: 1_200, entered: 1_150 },
              ...{ startedAt: '2026-03-02T09:00:00.400Z', finishedAt: null },
            },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ query: { journey, limit }, workspace }, { database }) {
    const waves = await list(database, { workspace, journeyId: journey, limit });
    return {
      items: waves.map(({ workspace: _of, journeyId, scheduleId: schedule, ...wave }) => ({
        journey: journeyId,
        schedule,
        ...wave,
      })),
    };
  },
});

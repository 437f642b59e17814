import { z } from 'zod';
import { readHistory } from '../../../store/measurement/history.ts';
import { messageStates } from '../../../store/messages/messages.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';

export const getHistory = defineOperation({
  id: 'getHistory',
  method: 'get',
  path: '/v1/history',
  tag: 'service',
  key: 'admin',
  right: 'look',
  summary: 'What happened lately, by the minute',
  description: `Messages that were requested and events that were accepted, in buckets of a minute; beyond two hours of more, 144 at
most. Counted from the rows when it is asked, so it costs those nothing who write them.`,
  query: z.strictObject({
    minutes: z.coerce.number().int().min(1).max(1_440).default(60).describe('How far back.'),
  }),
  answer: {
    description: 'The buckets that hold something. The newest one is not over yet.',
    schema: z.strictObject({
      now: moment,
      bucketMs: z.int(),
      messages: z.array(
        z.strictObject({ at: moment, channel: z.string(), state: z.enum(messageStates), messages: z.int() }),
      ),
      events: z.array(z.strictObject({ at: moment, events: z.int() })),
    }),
    examples: {
      little: {
        summary: 'One message after two events',
        value: {
          now: '2026-11-26T19:24:12.318Z',
          bucketMs: 60_000,
          messages: [{ at: '2026-11-26T19:23:00.000Z', channel: 'email', state: 'accepted', messages: 1 }],
          events: [{ at: '2026-11-26T19:22:00.000Z', events: 2 }],
        },
      },
    },
  },
  errors: [],
  handle: ({ query: { minutes }, workspace }, { database }) => readHistory(database, workspace, minutes),
});

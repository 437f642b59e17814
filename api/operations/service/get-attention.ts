import { z } from 'zod';
import { readAttention } from '../../../store/measurement/attention.ts';
import { COUNTED_UP_TO } from '../../../store/measurement/backlog.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleKillSwitch, killSwitchSchema, killSwitchView } from '../kill-switches/schemas.ts';
import { count, refusedChannels, unservedChannels } from './schemas.ts';

const attentionSchema = z.strictObject({
  now: moment,
  stuck: z
    .array(
      z.strictObject({
        cause: z.string().nullable().describe('The code of the failure, as `cause` of `GET /v1/runs` takes it.'),
        runs: count,
        since: moment,
        journeys: z.array(z.string()).describe('Five at most.'),
      }),
    )
    .describe('Stuck runs by cause, the most first.'),
  overdue: count.describe('Open runs that have not moved for half a minute after they should.'),
  failing: refusedChannels,
  unserved: unservedChannels.describe('Channels that no live worker serves, and the messages that wait there.'),
  unknown: z
    .strictObject({ messages: count, since: moment.nullable() })
    .describe('Messages without an outcome that wait for a decision.'),
  killSwitches: z.array(killSwitchSchema).describe('What is stopped.'),
  stopped: count.describe('Messages that wait for one to be lifted.'),
  silent: z
    .array(z.strictObject({ event: z.string(), yesterday: count }))
    .describe('Events that came at least 20 times in the same hour of yesterday, and not once in the last hour.'),
});

export const getAttention = defineOperation({
  id: 'getAttention',
  method: 'get',
  path: '/v1/attention',
  tag: 'service',
  key: 'admin',
  right: 'look',
  summary: 'What needs somebody',
  description: `What is stuck, by cause, and what else waits for a person. Counts stop at ${COUNTED_UP_TO.toLocaleString('en-US')}.`,
  answer: {
    description: 'Empty lists and zeros: nothing does.',
    schema: attentionSchema,
    examples: {
      password: {
        summary: 'A wrong password of the mail server',
        value: {
          now: '2026-11-26T19:24:12.318Z',
          stuck: [{ cause: 'smtp-auth', runs: 40, since: '2026-11-26T13:12:00.120Z', journeys: ['win-back'] }],
          ...{ overdue: 0, failing: [], unserved: [], unknown: { messages: 0, since: null } },
          ...{ killSwitches: [exampleKillSwitch], stopped: 412, silent: [{ event: 'Order Completed', yesterday: 61 }] },
        },
      },
    },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const { killSwitches, ...rest } = await readAttention(database, workspace);
    return { ...rest, killSwitches: killSwitches.map(killSwitchView) };
  },
});

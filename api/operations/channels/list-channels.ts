import { z } from 'zod';
import { kindOfChannel } from '../../../core/journey/definition/index.ts';
import type { ChannelKind } from '../../../core/message/channel-kind.ts';
import { channelIds, channelKinds } from '../../../core/message/channel-kinds.ts';
import { listChannelsInUse } from '../../../store/journeys/journeys.ts';
import { readStatus } from '../../../store/measurement/status.ts';
import { messageStates } from '../../../store/messages/messages.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';

const channelSchema = z.strictObject({
  channel: z.string(),
  isTestable: z.boolean().describe('`POST /v1/channels/{channel}/test` sends a test message by it.'),
  takesAddress: z
    .boolean()
    .describe('A test by it goes to an address that one chooses; else to where it always sends.'),
  isInUse: z.boolean().describe('A live journey sends by it.'),
  isStopped: z.boolean().describe('A kill switch is on for it, or for the workspace.'),
  refusal: z
    .strictObject({ code: z.string(), errorId: z.uuid().nullable(), since: moment, lastAt: moment })
    .nullable()
    .describe('Its provider refuses us, and attempts pause; null: it does not.'),
  unserved: z
    .strictObject({ messages: z.int(), since: moment })
    .nullable()
    .describe('Messages that wait, since no live worker serves it.'),
  lastHour: z.array(z.strictObject({ state: z.enum(messageStates), messages: z.int() })),
});

export const listChannels = defineOperation({
  id: 'listChannels',
  method: 'get',
  path: '/v1/channels',
  tag: 'messages',
  key: 'admin',
  right: 'look',
  summary: 'How the channels stand',
  description: 'Every kind of channel, and those with a name that the configuration declares or live journeys use.',
  answer: {
    description: 'The channels.',
    schema: z.strictObject({ items: z.array(channelSchema) }),
    examples: {
      one: {
        summary: 'A channel that works',
        value: {
          items: [
            {
              ...{ channel: 'email', isTestable: true, takesAddress: true },
              ...{ isInUse: true, isStopped: false, refusal: null, unserved: null },
              lastHour: [{ state: 'accepted', messages: 412 }],
            },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const inUse = await listChannelsInUse(database, workspace);
    const { alarms, unserved, messages, killSwitches } = await readStatus(database, workspace);
    const { configuration } = await getConfiguration(database, database, workspace);
    const declared = channelIds(configuration);
    const seen = [...inUse, ...alarms.map(({ channel }) => channel), ...unserved.map(({ channel }) => channel)];
    const stops = (channel: string) =>
      killSwitches.some(
        ({ scope, name }) => scope === 'workspace' || (scope === 'channel' && channel.split(':')[0] === name),
      );
    return {
      items: [...new Set([...declared, ...seen])].map((channel) => {
        const alarm = alarms.find((each) => each.channel === channel);
        const waits = unserved.find((each) => each.channel === channel);
        const kind: ChannelKind | undefined = channelKinds[kindOfChannel(channel) as keyof typeof channelKinds];
        return {
          channel,
          isTestable: kind?.test !== undefined && declared.has(channel),
          takesAddress: kind?.reaches === 'customer',
          isInUse: inUse.includes(channel),
          isStopped: stops(channel),
          refusal: alarm
            ? { code: alarm.code, errorId: alarm.errorId, since: alarm.since, lastAt: alarm.lastAt }
            : null,
          unserved: waits ? { messages: waits.messages, since: waits.since } : null,
          lastHour: messages
            .filter((each) => each.channel === channel)
            .map(({ state, messages }) => ({ state, messages })),
        };
      }),
    };
  },
});

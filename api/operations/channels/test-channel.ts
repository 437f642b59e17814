import { z } from 'zod';
import { kindOfChannel } from '../../../core/journey/definition/index.ts';
import type { ChannelKind } from '../../../core/message/channel-kind.ts';
import { channelIds, channelKinds } from '../../../core/message/channel-kinds.ts';
import { listKillSwitches } from '../../../store/messages/kill-switches.ts';
import { findSuppressions } from '../../../store/messages/suppressions.ts';
import { insertTestSend } from '../../../store/messages/test-sends.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { dataRefused, parameterWrong } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { tooManyTests } from '../../test-send-limit.ts';
import { channelParam, channelUnknown, exampleTestSend, testSendSchema, testSendView } from './schemas.ts';

const channelStopped = defineError({
  status: 409,
  code: 'channel-stopped',
  when: 'a kill switch is on for the channel or the workspace',
  text: (channel: string) => ({
    where: `channels.${channel}`,
    problem: 'nothing is sent by this channel: a kill switch is on',
    remedy: 'Resume it first. Messages that wait follow then, too.',
  }),
  example: ['email'],
});

const addressSuppressed = defineError({
  status: 409,
  code: 'address-suppressed',
  when: 'the address is on the suppression list',
  text: () => ({
    where: 'body.address',
    problem: 'this address is on the suppression list: it bounced, complained, or somebody put it there',
    remedy: 'Choose another address, or take it off the list.',
  }),
  example: [],
});

export const testChannel = defineOperation({
  id: 'testChannel',
  method: 'post',
  path: '/v1/channels/{channel}/test',
  tag: 'messages',
  key: 'admin',
  right: 'operate',
  summary: 'Send a test message',
  description: `A real message by the channel's provider, once, without retries: by \`email\` and \`sms\` to the address that you give, by a
channel with an endpoint to that. A worker sends it; \`GET /v1/test-sends/{id}\` says what the provider answered. Five a minute in each API
process. It is in no ledger and no customer's history, and its address is kept only until it is sent.`,
  params: z.strictObject({ channel: channelParam }),
  notFound: channelUnknown,
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({
      address: z
        .string()
        .trim()
        .max(320)
        .optional()
        .describe('Where to, by `email` and `sms`; other channels have their own.'),
    }),
    examples: { mail: { summary: 'To yourself', value: { address: 'ann@example.com' } } },
  },
  answer: {
    description: 'It waits for a worker.',
    schema: testSendSchema,
    examples: {
      waiting: {
        summary: 'A mail that waits',
        value: {
          ...exampleTestSend,
          ...{ state: 'waiting', detail: null, answeredAt: null, text: 'It waits for a worker.' },
        },
      },
    },
  },
  errors: [channelStopped, addressSuppressed, tooManyTests, dataRefused],
  async handle({ params: { channel }, body, workspace, keyTitle }, { database, testSendLimit }) {
    const { configuration } = await getConfiguration(database, database, workspace);
    const kind = kindOfChannel(channel);
    const known: ChannelKind | undefined = channelIds(configuration).has(channel)
      ? channelKinds[kind as keyof typeof channelKinds]
      : undefined;
    if (!known?.test) throw channelUnknown(channel);
    const address = known.reaches === 'customer' ? await readAddress() : undefined;
    const switches = await listKillSwitches(database, workspace);
    if (switches.some(({ scope, name }) => scope === 'workspace' || (scope === 'channel' && name === kind)))
      throw channelStopped(channel);
    await testSendLimit.take(workspace);
    return testSendView(await insertTestSend(database, { workspace, channel, address, askedBy: keyTitle }));

    async function readAddress(): Promise<string> {
      const given = known?.addressOf({ email: body.address, phone: body.address });
      if (given === undefined) throw parameterWrong('body.address', `it is no address of the channel ${kind}`);
      const suppressed = await findSuppressions(database, workspace, [{ channel: kind, address: given }]);
      if (suppressed.length > 0) throw addressSuppressed();
      return given;
    }
  },
});

import type { SendStep } from '../../../core/journey/steps/send.ts';
import type { ChannelKind } from '../../../core/message/channel-kind.ts';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import { openChannelsOf, selectChannel } from '../../../core/message/select-channel.ts';

const sms: ChannelKind = {
  id: 'sms',
  names: 'none',
  reaches: 'customer',
  measured: 'never',
  direction: 'at-most-once',
  addressOf: ({ phone }) => (typeof phone === 'string' ? phone : undefined),
  parts: { required: ['text'], optional: [], html: [], json: [] },
};
const open = new Map<string, ChannelKind>([
  ['email', channelKinds.email],
  ['sms', sms],
  ['webhook:', channelKinds.webhook],
]);
const both = { email: 'a@example.com', phone: '+49' };

it.each<[string, string[], Record<string, string>, string[], string | undefined]>([
  ['the first that can reach the customer', ['email', 'sms'], both, [], 'email a@example.com'],
  ['the next where the first has no address', ['email', 'sms'], { phone: '+49' }, [], 'sms +49'],
  ['the next where the first is withdrawn', ['email', 'sms'], both, ['email'], 'sms +49'],
  ['the first where all are withdrawn', ['email', 'sms'], both, ['email', 'sms'], 'email a@example.com'],
  ['of those withdrawn one with an address', ['email', 'sms'], { phone: '+49' }, ['email', 'sms'], 'sms +49'],
  ['one whose address may come, not one that is withdrawn', ['email', 'sms'], { phone: '+49' }, ['sms'], 'email none'],
  ['one with a name by the entry of its kind', ['webhook:crm'], both, [], 'webhook:crm endpoint'],
  ['none where the kind is open for names only', ['webhook'], both, [], undefined],
  ['none where none is open', ['push'], both, [], undefined],
])('gives %s', (_what, channels, traits, withdrawn, expected) => {
  const step = { type: 'send', channels, template: 't', paths: { next: null } } as SendStep;
  const isWithdrawn = ({ id }: { id: string }) => withdrawn.includes(id);
  const selected = selectChannel(openChannelsOf(step, open, traits), { isWithdrawn });
  expect(selected && `${selected.id} ${selected.address ?? 'none'}`).toBe(expected);
});

it.each([
  ['the next where the address of the first is suppressed', ['a@example.com'], 'sms +49'],
  ['the first where all addresses are suppressed', ['a@example.com', '+49'], 'email a@example.com'],
])('gives %s', (_what, suppressed, expected) => {
  const step = { type: 'send', channels: ['email', 'sms'], template: 't', paths: { next: null } } as SendStep;
  const isSuppressed = ({ address }: { address: string | undefined }) => suppressed.includes(address ?? '');
  const selected = selectChannel(openChannelsOf(step, open, both), { isSuppressed });
  expect(`${selected?.id} ${selected?.address}`).toBe(expected);
});

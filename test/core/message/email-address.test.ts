import type { ChannelKind } from '../../../core/message/channel-kind.ts';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import { emailAddressOf } from '../../../core/message/email-address.ts';
import { openChannelsOf, selectChannel } from '../../../core/message/select-channel.ts';

it.each([
  [' ann@example.com ', 'ann@example.com'],
  ["Ann.O'Neil+shop@mail.example.co.uk", "Ann.O'Neil+shop@mail.example.co.uk"],
  ['jürgen@müller.example', 'jürgen@müller.example'],
  ['\ufeffann@example.com\u200b', 'ann@example.com'],
  ['ann\u200d@exa\u2060mple.com', 'ann@example.com'],
  ['n/a', undefined],
  ['undefined@undefined', undefined],
  ['mailto:ann@example.com', undefined],
  ['<ann@example.com>', undefined],
  ['ann@example.com.', undefined],
  ['ann@192.0.2.7', undefined],
  ['ann@[192.0.2.7]', undefined],
  ['ann@example.com;bob@example.com', undefined],
  [{ address: 'ann@example.com' }, undefined],
  [true, undefined],
  ['none', undefined],
  ['ann@', undefined],
  ['@example.com', undefined],
  ['ann@example', undefined],
  ['ann@localhost', undefined],
  ['ann example@example.com', undefined],
  ['ann@example..com', undefined],
  ['ann@-example.com', undefined],
  ['Ann <ann@example.com>', undefined],
  ['ann@example.com, bob@example.com', undefined],
  ['ann@example.com\r\nBcc: bob@example.com', undefined],
  [`${'a'.repeat(65)}@example.com`, undefined],
  ['', undefined],
  [7, undefined],
  [null, undefined],
  [['ann@example.com'], undefined],
])('the address in the trait %j is %j', (trait, address) => {
  expect(emailAddressOf(trait)).toBe(address);
});

it('an address that is none lets the next channel be tried', () => {
  const channels = new Map<string, ChannelKind>(Object.entries(channelKinds));
  const step = { type: 'send', channels: ['email', 'webhook'], template: 'hello', paths: { next: null } } as const;
  const selected = (email: string) =>
    selectChannel(openChannelsOf({ ...step, channels: [...step.channels] }, channels, { email }));
  expect(selected('n/a')?.channel.id).toBe('webhook');
  expect(selected('ann@example.com')).toMatchObject({ channel: { id: 'email' }, address: 'ann@example.com' });
});

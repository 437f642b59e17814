import { limits, readCall } from '../../src/intake/event.ts';

const receivedAt = Date.parse('2026-03-02T12:00:00Z');
const read = (call: unknown, sentAt?: unknown) =>
  readCall(call, 'batch[3]', { receivedAt, sentAt, newMessageId: () => 'made' });
const call = { type: 'track', event: 'Seen', userId: 'u' };

it('takes what a Segment SDK sends, and drops what we do not use', () => {
  const sent = {
    ...call,
    messageId: 'm',
    properties: { a: [1] },
    context: { library: { name: 'x' } },
    integrations: {},
    _metadata: { a: 1 },
    timestamp: '2026-03-02T11:59:00.123Z',
  };
  expect(read(sent)).toEqual({
    type: 'track',
    name: 'Seen',
    messageId: 'm',
    userId: 'u',
    anonymousId: undefined,
    properties: { a: [1] },
    context: { library: { name: 'x' } },
    timestamp: Date.parse('2026-03-02T11:59:00.123Z'),
  });
});

it('takes the error of the sender clock out of the time, when the sender says when it sent', () => {
  const hoursAhead = read({ ...call, timestamp: '2026-03-02T17:00:00Z' }, '2026-03-02T17:00:10Z');
  expect(hoursAhead).toMatchObject({ timestamp: receivedAt - 10_000 });
});

it('reads text without an offset as UTC, a number as an id, and no timestamp as now', () => {
  expect(read({ ...call, timestamp: '2026-03-02T10:00:00' })).toMatchObject({
    timestamp: Date.parse('2026-03-02T10:00:00Z'),
  });
  expect(read({ ...call, timestamp: '2026-03-01' })).toMatchObject({ timestamp: Date.parse('2026-03-01T00:00:00Z') });
  expect(read({ ...call, userId: 17 })).toMatchObject({ userId: '17', timestamp: receivedAt, messageId: 'made' });
});

it.each([
  ['nobody', { type: 'track', event: 'Seen' }, 'nobody'],
  ['an event without a name', { type: 'track', userId: 'u' }, 'event-unreadable'],
  ['an unknown type', { type: 'trick', userId: 'u' }, 'event-unreadable'],
  ['a call of the family that is not taken yet', { type: 'page', userId: 'u' }, 'call-not-taken'],
  ['a time that is none', { ...call, timestamp: 'yesterday' }, 'event-unreadable'],
  ['a time more than a day ahead', { ...call, timestamp: '2026-03-03T12:00:01Z' }, 'timestamp-ahead'],
  ['too much', { ...call, properties: { text: 'x'.repeat(limits.event) } }, 'event-too-large'],
  ['no object', 'hello', 'event-unreadable'],
  ['null', null, 'event-unreadable'],
])('refuses %s with code, place and remedy', (_what, bad, code) => {
  const problem = read(bad);
  expect(problem).toMatchObject({
    code,
    where: expect.stringMatching(/^batch\[3\]/),
    remedy: expect.stringMatching(/.{10}/),
  });
});

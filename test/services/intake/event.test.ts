import { limits, readCall } from '../../../services/intake/event.ts';

const receivedAt = Date.parse('2026-03-02T12:00:00Z');
const read = (call: unknown, sentAt?: unknown) =>
  readCall(call, 'batch[3]', { receivedAt, sentAt, newMessageId: () => 'made' });
const call = { type: 'track', event: 'Seen', userId: 'u' };

const nested = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

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
  ['a list', [call], 'event-unreadable'],
  ['half a character in a userId', { ...call, userId: 'u-\ud83d' }, 'id-no-text'],
  ['U+0000 in an anonymousId', { ...call, anonymousId: 'a\u0000' }, 'id-no-text'],
  ['half a character in a messageId', { ...call, messageId: '\ude00m' }, 'id-no-text'],
  ['a numeric id by which two people would be one', { ...call, userId: 2 ** 53 }, 'id-inexact'],
  ['an id of 256 characters', { ...call, userId: 'u'.repeat(256) }, 'event-unreadable'],
  ['an event of 201 characters', { ...call, event: 'e'.repeat(201) }, 'event-unreadable'],
  ['a property name of 513 characters', { ...call, properties: { ['n'.repeat(513)]: 1 } }, 'event-too-large'],
  ['more than 5,000 values', { ...call, properties: { list: Array(5_000).fill(1) } }, 'event-too-large'],
  ['more than 32 levels', { ...call, properties: nested(31) }, 'event-too-deep'],
  ['2,000 levels', { ...call, properties: nested(2_000) }, 'event-too-deep'],
  ['100,000 levels', { ...call, context: nested(100_000) }, 'event-too-deep'],
  ['a number beyond all measure', { ...call, properties: JSON.parse('{"n":1e400}') }, 'number-too-large'],
  ['a time before PostgreSQL has a year', { ...call, timestamp: '0000-01-01' }, 'timestamp-behind'],
  [
    'a time that a wrong sentAt moves away',
    { ...call, timestamp: '0001-01-01', sentAt: '9999-12-31' },
    'timestamp-behind',
  ],
])('refuses %s with code, place and remedy', (_what, bad, code) => {
  const problem = read(bad);
  expect(problem).toMatchObject({
    code,
    where: expect.stringMatching(/^batch\[3\]/),
    remedy: expect.stringMatching(/.{10}/),
  });
});

const odd = JSON.parse('{"length":{"toString":1}}');
it.each(['type', 'event', 'userId', 'anonymousId', 'messageId', 'timestamp', 'originalTimestamp', 'sentAt'])(
  'refuses an odd shape as %s, by which the schema library throws',
  (member) => {
    expect(read({ ...call, [member]: odd })).toMatchObject({ code: 'event-unreadable' });
  },
);

it('takes calls at the limits: 32 levels, 255 characters of 4 bytes, 5,000 values', () => {
  const [userId, event, name] = ['𝔘'.repeat(255), '𝔘'.repeat(200), '𝔘'.repeat(512)];
  expect(read({ ...call, userId, event, properties: { [name]: 1 } })).toMatchObject({
    userId,
    name: event,
    properties: { [name]: 1 },
  });
  expect(read({ ...call, properties: nested(30) })).toMatchObject({ properties: nested(30) });
  expect(read({ ...call, properties: { list: Array(4_994).fill(1) } })).toMatchObject({ type: 'track' });
  expect(read({ ...call, userId: 2 ** 53 - 1 })).toMatchObject({ userId: '9007199254740991' });
  expect(read({ ...call, timestamp: '1900-01-01' })).toMatchObject({ timestamp: limits.earliest });
});

it('replaces in all other text what is no text, at any depth, and keeps the last of two names that become one', () => {
  const properties = JSON.parse('{"a\\ud83d":1,"list":[{"b\\u0000":"x\\ud83dy\\u0000"}],"a\\ufffd":2,"good":"😀"}');
  expect(read({ ...call, event: 'Se\ud83den\u0000', properties, context: { t: '\ude00' } })).toMatchObject({
    name: 'Se\ufffden\ufffd',
    properties: { 'a\ufffd': 2, list: [{ 'b\ufffd': 'x\ufffdy\ufffd' }], good: '😀' },
    context: { t: '\ufffd' },
  });
});

it('keeps the name __proto__ as a name like any other', () => {
  const text = '{"__proto__":{"polluted":1},"nested":{"__proto__":2},"constructor":3}';
  const event = read({ ...call, properties: JSON.parse(text) });
  expect(JSON.stringify((event as { properties: unknown }).properties)).toBe(text);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

it("takes what RudderStack's SDKs send: an empty userId for nobody known, traits in the context", () => {
  expect(read({ ...call, userId: '', anonymousId: 'device' })).toMatchObject({
    userId: undefined,
    anonymousId: 'device',
  });
  expect(read({ ...call, userId: ' ', anonymousId: '' })).toMatchObject({ code: 'nobody' });
  expect(
    read({ type: 'identify', userId: 'u', messageId: '', event: null, context: { traits: { plan: 'pro' } } }),
  ).toMatchObject({
    messageId: 'made',
    properties: { plan: 'pro' },
  });
  const both = { type: 'identify', userId: 'u', traits: { a: 1 }, context: { traits: { b: 2 } } };
  expect(read(both)).toMatchObject({ properties: { a: 1 } });
  expect(read({ ...both, traits: null, context: { traits: 'odd' } })).toMatchObject({ properties: {} });
});

it.each([['5'], [5], [{}], [['2026-03-02T17:00:10Z']], ['+275760-09-13T00:00:00Z'], [odd], [null]])(
  'does not use an envelope that was sent at %j',
  (sentAt) => {
    const timestamp = '2026-03-02T11:00:00Z';
    expect(read({ ...call, timestamp }, sentAt)).toMatchObject({ timestamp: Date.parse(timestamp) });
  },
);

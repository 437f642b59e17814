import { limits } from '../../../services/intake/call-schema.ts';
import { readCall } from '../../../services/intake/event.ts';

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
  ['a placeholder as the only id', { ...call, userId: 'undefined' }, 'id-placeholder'],
])('refuses %s with code, place and remedy', (_what, bad, code) => {
  const problem = read(bad);
  expect(problem).toMatchObject({
    code,
    where: expect.stringMatching(/^batch\[3\]/),
    remedy: expect.stringMatching(/.{10}/),
  });
});

const odd = JSON.parse('{"length":{"toString":1}}');
it.each(['type', 'event'])('refuses an odd shape as %s, by which the schema library throws', (member) => {
  expect(read({ ...call, [member]: odd })).toMatchObject({ code: 'event-unreadable' });
});
it.each(['timestamp', 'originalTimestamp', 'sentAt', 'messageId', 'anonymousId'])(
  'does without an odd shape as %s',
  (member) => {
    expect(read({ ...call, [member]: odd })).toMatchObject({ timestamp: receivedAt, messageId: 'made' });
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
  expect(read({ ...call, timestamp: '1900-01-01' })).toMatchObject({ timestamp: Date.UTC(1900, 0, 1) });
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

it.each([['5'], [-5], [{}], [['2026-03-02T17:00:10Z']], ['+275760-09-13T00:00:00Z'], [odd], [null]])(
  'does not use an envelope that was sent at %j',
  (sentAt) => {
    const timestamp = '2026-03-02T11:00:00Z';
    expect(read({ ...call, timestamp }, sentAt)).toMatchObject({ timestamp: Date.parse(timestamp) });
  },
);

describe('the whole family of calls', () => {
  const who = { userId: 'u' };
  it.each([
    [
      'page, with its name and category among the properties',
      { type: 'page', name: 'Pricing', category: 'Docs', properties: { path: '/pricing' }, ...who },
      { type: 'page', name: 'Page Viewed', properties: { path: '/pricing', name: 'Pricing', category: 'Docs' } },
    ],
    ['page without a name', { type: 'page', ...who, name: null }, { name: 'Page Viewed', properties: {} }],
    ['screen', { type: 'screen', name: 'Cart', ...who }, { name: 'Screen Viewed', properties: { name: 'Cart' } }],
    [
      "group, with the group's id among its traits",
      { type: 'group', groupId: 17, traits: { plan: 'pro' }, ...who },
      { type: 'group', name: 'group', properties: { id: '17', plan: 'pro' } },
    ],
    ['alias', { type: 'alias', previousId: 'd', ...who }, { type: 'alias', name: 'alias', previousId: 'd' }],
  ])('reads %s', (_what, sent, read_) => {
    expect(read(sent)).toMatchObject(read_);
  });
});

describe('what SDKs really send', () => {
  it.each([
    ['an empty list for properties, as PHP sends an empty object', { properties: [] }],
    ['an empty text for properties', { properties: '' }],
    ['an empty list for the context', { context: [] }],
    ['an empty timestamp', { timestamp: '' }],
    ['an empty messageId', { messageId: '' }],
  ])('counts %s as not given, and flags nothing', (_what, more) => {
    const event = read({ ...call, ...more });
    expect(event).toMatchObject({ properties: {}, context: {}, timestamp: receivedAt, messageId: 'made' });
    expect(event).not.toHaveProperty('flags');
  });

  it('flags properties that are no object', () => {
    expect(read({ ...call, properties: 'a=b' })).toMatchObject({ properties: {}, flags: [{ code: 'no-object' }] });
  });

  it.each<[string, object, object]>([
    ['an empty list for a userId', { userId: [] }, { userId: undefined }],
    ['false for a userId', { userId: false }, { userId: undefined }],
    [
      'a list for a userId',
      { userId: ['u'] },
      { userId: undefined, flags: [{ code: 'id-unreadable', where: 'userId' }] },
    ],
    ['an object for a userId', { userId: { id: 5 } }, { userId: undefined, flags: [{ code: 'id-unreadable' }] }],
    ['true for a userId', { userId: true }, { userId: undefined, flags: [{ code: 'id-unreadable' }] }],
    ['a number for a userId', { userId: 12.5 }, { userId: '12.5' }],
    ['an empty list for identities', { identities: [] }, { userId: 'u' }],
    [
      'a list for an identity',
      { identities: { email: ['a@example.com'], phone: '+49171123456' } },
      {
        identities: [{ kind: 'phone', value: '+49171123456' }],
        flags: [{ code: 'id-unreadable', where: 'identities' }],
      },
    ],
    ['null and an empty text for identities', { identities: { email: null, phone: '' } }, { userId: 'u' }],
    [
      '__proto__ as a kind of identity',
      { identities: JSON.parse('{"__proto__":"x"}') },
      { flags: [{ code: 'id-unreadable', where: 'identities' }] },
    ],
    ['an empty list for a group', { type: 'group', groupId: [], traits: [] }, { name: 'group', properties: {} }],
    ['an empty list for a previousId', { type: 'alias', previousId: [] }, { name: 'alias', properties: {} }],
    ['the type in capitals', { type: ' Track ' }, { type: 'track' }],
    ['a number for the name of a page', { type: 'page', name: 404 }, { properties: { name: '404' } }],
    ['a long title for a page', { type: 'page', name: 'x'.repeat(300) }, { properties: { name: 'x'.repeat(300) } }],
    ['blanks of all kinds around a name', { event: '\u00a0Signed Up\u3000\ufeff' }, { name: 'Signed Up' }],
    ['a long messageId', { messageId: 'm'.repeat(300) }, { messageId: expect.stringMatching(/^sha256-[0-9a-f]{64}$/) }],
    ['a number as messageId', { messageId: 17 }, { messageId: '17' }],
    ['an id of ours as messageId', { messageId: 'feedback/1' }, { messageId: 'outside/feedback/1' }],
    [
      'a time that is an object',
      { timestamp: { $date: 1 } },
      { timestamp: receivedAt, flags: [{ code: 'time-unreadable' }] },
    ],
    ['0 for a time', { timestamp: 0 }, { timestamp: receivedAt, flags: [{ code: 'time-unreadable' }] }],
  ])('takes %s', (_what, more, expected) => {
    expect(read({ ...call, anonymousId: 'd', ...more })).toMatchObject(expected);
  });

  it.each([['undefined'], ['null'], ['[object Object]'], ['00000000-0000-0000-0000-000000000000'], ['N/A'], [0]])(
    'takes the call without a userId %j, where an anonymousId names the device',
    (userId) => {
      expect(read({ ...call, userId, anonymousId: 'device' })).toMatchObject({
        userId: undefined,
        anonymousId: 'device',
        flags: [{ code: 'id-placeholder', where: 'userId' }],
      });
    },
  );
});

describe('identities of other kinds', () => {
  const till = { type: 'track', event: 'Seen' };
  const byBrowser = (sent: unknown) =>
    readCall(sent, 'body', { receivedAt, sentAt: undefined, newMessageId: () => 'made', byBrowserKey: true });

  it('are read from identities, from externalIds of Segment and externalId of RudderStack, in one form each', () => {
    expect(read({ ...till, identities: { loyalty: ' L1 ', email: 'Ann@Example.COM' } })).toMatchObject({
      userId: undefined,
      identities: [
        { kind: 'loyalty', value: 'L1' },
        { kind: 'email', value: 'ann@example.com' },
      ],
    });
    const externalIds = [{ id: '+49 (171) 123-456', type: 'phone', collection: 'users', encoding: 'none' }];
    expect(read({ ...till, context: { externalIds } })).toMatchObject({
      identities: [{ kind: 'phone', value: '+49171123456' }],
    });
    const externalId = [{ type: 'loyalty', id: 5 }];
    expect(read({ ...till, context: { externalId } })).toMatchObject({ identities: [{ kind: 'loyalty', value: '5' }] });
    expect(read({ ...till, identities: { userId: 'u9' } })).toMatchObject({ userId: 'u9' });
  });

  it('need a server key: with a browser key they name nobody', () => {
    expect(byBrowser({ ...till, identities: { email: 'ann@example.com' } })).toMatchObject({
      code: 'needs-server-key',
    });
    const beside = byBrowser({ ...till, anonymousId: 'd', identities: { email: 'ann@example.com' } });
    expect(beside).toMatchObject({ anonymousId: 'd', byDevice: true, flags: [{ code: 'needs-server-key' }] });
    expect(beside).not.toHaveProperty('identities');
  });

  it('are refused where they are no value of their kind', () => {
    expect(read({ ...till, identities: { email: 'ann' } })).toMatchObject({ code: 'identity-unfit' });
    expect(read({ ...till, userId: 'u', identities: { phone: 'call me' } })).toMatchObject({
      userId: 'u',
      flags: [{ code: 'identity-unfit', where: 'identities.phone' }],
    });
  });
});

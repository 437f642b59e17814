import { capUses, freeAt } from '../../../../core/message/limits/caps.ts';
import type { CountedMessage, LimitFacts } from '../../../../core/message/limits/facts.ts';
import { type Cap, capsSchema } from '../../../../core/workspace/caps.ts';

const now = Date.parse('2026-11-27T10:00:00Z'); // a Friday
const message = { channel: 'email', topic: 'offers', journey: 'welcome', priority: 50 };
const sent = (at: string, more: Partial<CountedMessage> = {}): CountedMessage => ({
  ...{ ...message, id: at, step: 'hello', at: Date.parse(at) },
  ...more,
});
const facts = (messages: readonly CountedMessage[], more: Partial<LimitFacts> = {}): LimitFacts => ({
  ...{
    bound: new Set(['caps'] as const),
    message,
    customerId: 'ann',
    zones: { zones: ['UTC'], from: 'trait' as const },
  },
  ...{ quietHours: { default: 'none', channels: {}, zone: 'UTC', spread: 'none' as const }, caps: {} },
  counted: { messages, isCut: false },
  ...{ rivals: [], holds: [] },
  ...more,
});
const capOf = (written: object): Cap => capsSchema.parse({ one: { most: 1, ...written } }).one as Cap;
const leftOf = (cap: Cap, messages: readonly CountedMessage[], more: Partial<LimitFacts> = {}) =>
  capUses({ ...facts(messages, more), caps: { one: cap } }, now)[0]?.left;

const anHourAgo = sent('2026-11-27T09:00:00Z');
const auckland: Partial<LimitFacts> = { zones: { zones: ['Pacific/Auckland'], from: 'trait' } };
const high: Partial<LimitFacts> = { message: { ...message, priority: 80 } };

it.each<[string, Cap, CountedMessage[], Partial<LimitFacts>, number | undefined]>([
  ['nothing was sent', capOf({ within: 'P1D' }), [], {}, 1],
  ['one was sent in the window', capOf({ within: 'P1D' }), [anHourAgo], {}, 0],
  ['one left the window this moment', capOf({ within: 'PT1H' }), [anHourAgo], {}, 1],
  ['one was sent a millisecond inside', capOf({ within: 'PT1H' }), [sent('2026-11-27T09:00:00.001Z')], {}, 0],
  ['two may be sent', capOf({ most: 2, within: 'P1D' }), [anHourAgo], {}, 1],
  ['it was yesterday, by the calendar', capOf({ calendar: 'day' }), [sent('2026-11-26T23:59:59.999Z')], {}, 1],
  ['it was at midnight, by the calendar', capOf({ calendar: 'day' }), [sent('2026-11-27T00:00:00Z')], {}, 0],
  ['it was before midnight of the customer', capOf({ calendar: 'day' }), [sent('2026-11-27T10:59:59Z')], auckland, 0],
  ['the day of the customer began at eleven', capOf({ calendar: 'day' }), [sent('2026-11-26T10:59:59Z')], auckland, 1],
  ['it was on Monday of this week', capOf({ calendar: 'week' }), [sent('2026-11-23T00:00:00Z')], {}, 0],
  ['it was on Sunday of the last week', capOf({ calendar: 'week' }), [sent('2026-11-22T23:59:59Z')], {}, 1],
  ['it was on the first of the month', capOf({ calendar: 'month' }), [sent('2026-11-01T00:00:00Z')], {}, 0],
  ['it was last month', capOf({ calendar: 'month' }), [sent('2026-10-31T23:59:59Z')], {}, 1],
  [
    'the other one went by another channel',
    capOf({ within: 'P1D', channels: ['email'] }),
    [sent('2026-11-27T09:00:00Z', { channel: 'sms' })],
    {},
    1,
  ],
  ['the cap is for another channel', capOf({ within: 'P1D', channels: ['sms'] }), [], {}, undefined],
  [
    'the cap is for a kind of channels',
    capOf({ within: 'P1D', channels: ['webhook'] }),
    [],
    { message: { ...message, channel: 'webhook:crm' } },
    1,
  ],
  ['the cap is for another topic', capOf({ within: 'P1D', topics: ['news'] }), [anHourAgo], {}, undefined],
  [
    'the cap is for topics, and there is none',
    capOf({ within: 'P1D', topics: ['news'] }),
    [],
    { message: { ...message, topic: null } },
    undefined,
  ],
  ['the cap is for its journey', capOf({ within: 'P1D', journeys: ['welcome'] }), [anHourAgo], {}, 0],
  [
    'each journey is counted by itself',
    capOf({ within: 'P1D', each: 'journey' }),
    [sent('2026-11-27T09:00:00Z', { journey: 'win-back' })],
    {},
    1,
  ],
  ['each topic is counted by itself', capOf({ within: 'P1D', each: 'topic' }), [anHourAgo], {}, 0],
  [
    'each channel is counted by itself',
    capOf({ within: 'P1D', each: 'channel' }),
    [sent('2026-11-27T09:00:00Z', { channel: 'sms' })],
    {},
    1,
  ],
  [
    'one of two is kept for a higher priority',
    capOf({ most: 2, within: 'P1D', reserve: { most: 1, priority: 80 } }),
    [anHourAgo],
    {},
    0,
  ],
  [
    'the kept one is for this priority',
    capOf({ most: 2, within: 'P1D', reserve: { most: 1, priority: 80 } }),
    [anHourAgo],
    high,
    1,
  ],
  [
    'the kept one is used',
    capOf({ most: 2, within: 'P1D', reserve: { most: 1, priority: 80 } }),
    [sent('2026-11-27T09:00:00Z', { priority: 90 })],
    {},
    1,
  ],
  [
    'older messages than were read may count',
    capOf({ most: 9, within: 'P1D' }),
    [],
    { counted: { messages: [anHourAgo], isCut: true } },
    0,
  ],
])('what is left of a cap when %s', (_when, cap, messages, more, left) => {
  expect(leftOf(cap, messages, more)).toBe(left);
});

it.each<[string, Cap, CountedMessage[], string]>([
  ['the oldest of a full window leaves it', capOf({ within: 'P1D' }), [anHourAgo], '2026-11-28T09:00:00Z'],
  [
    'enough have left it',
    capOf({ most: 2, within: 'P1D', reserve: { most: 1, priority: 80 } }),
    [anHourAgo, sent('2026-11-27T08:00:00Z')],
    '2026-11-28T09:00:00Z',
  ],
  ['the next day begins', capOf({ calendar: 'day' }), [anHourAgo], '2026-11-28T00:00:00Z'],
  ['the next week begins', capOf({ calendar: 'week' }), [anHourAgo], '2026-11-30T00:00:00Z'],
  ['the next month begins', capOf({ calendar: 'month' }), [anHourAgo], '2026-12-01T00:00:00Z'],
])('a cap has a place again when %s', (_when, cap, messages, at) => {
  const limits = { ...facts(messages), caps: { one: cap } };
  const [use] = capUses(limits, now);
  expect(new Date(freeAt(use as NonNullable<typeof use>, limits, now)).toISOString()).toBe(new Date(at).toISOString());
});

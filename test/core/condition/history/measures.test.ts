import { compileTruth } from '../../../../core/condition/compile.ts';
import { describeCondition } from '../../../../core/condition/describe.ts';
import type { Engagement } from '../../../../core/condition/engagement.ts';
import { type CustomerHistory, emptyHistory, eventOrder } from '../../../../core/condition/history/history.ts';
import { needsOf } from '../../../../core/condition/history/needs.ts';
import { nextChange } from '../../../../core/condition/history/next-change.ts';
import type { Condition, Rule } from '../../../../core/condition/schema.ts';
import { traceCondition } from '../../../../core/condition/trace.ts';

const at = (text: string) => Date.parse(text);
const single = (rule: Rule): Condition => ({ combinator: 'and', rules: [rule] });
const rule = (field: string, of: Rule['of'], operator: Rule['operator'], value?: Rule['value']): Condition =>
  single({ field, of, operator, value });
const counted = (of: Rule['of'], operator: Rule['operator'], value: number) =>
  rule('customer.events.count', { event: 'Bought', ...of }, operator, value);

function historyAt(now: string, timeZone: string, bought: readonly (readonly [string, number?])[]): CustomerHistory {
  const events = bought.map(([moment, total], index) => ({
    id: `event-${index}`,
    name: 'Bought',
    properties: total === undefined ? {} : { total },
    timestamp: at(moment),
  }));
  return { ...emptyHistory(at(now), timeZone), events: new Map([['Bought', events.sort(eventOrder)]]) };
}
const truth = (condition: Condition, history: CustomerHistory | undefined) => compileTruth(condition)({ history });

describe('a window', () => {
  const inWindow = (bought: string, within: string, now: string, zone: string) =>
    truth(counted({ within }, '>=', 1), historyAt(now, zone, [[bought]]));

  it.each([
    // hours are exact, also in the night that is an hour shorter
    ['2026-03-28T12:00:00Z', 'PT24H', '2026-03-29T11:59:59.999Z', 'Europe/Berlin', true],
    ['2026-03-28T12:00:00Z', 'PT24H', '2026-03-29T12:00:00Z', 'Europe/Berlin', false],
    // days are those of the customer's calendar: this one has 23 hours
    ['2026-03-28T12:00:00Z', 'P1D', '2026-03-29T10:59:59.999Z', 'Europe/Berlin', true],
    ['2026-03-28T12:00:00Z', 'P1D', '2026-03-29T11:00:00Z', 'Europe/Berlin', false],
    ['2026-03-28T12:00:00Z', 'P1D', '2026-03-29T11:00:00Z', 'UTC', true],
    // the end of a month is the last day of a shorter one
    ['2026-01-31T12:00:00Z', 'P1M', '2026-02-28T11:59:59Z', 'UTC', true],
    ['2026-01-31T12:00:00Z', 'P1M', '2026-02-28T12:00:00Z', 'UTC', false],
  ])('of %s is open %s later at %s in %s: %s', (bought, within, now, zone, expected) => {
    expect(inWindow(bought, within, now, zone)).toBe(expected);
  });

  it('begins at a moment, at a trait that holds one, or at the latest event of a kind', () => {
    const history = historyAt('2026-03-10T00:00:00Z', 'UTC', [['2026-03-01T00:00:00Z'], ['2026-03-05T00:00:00Z']]);
    expect(truth(counted({ since: '2026-03-05T00:00:00Z' }, '=', 1), history)).toBe(true);
    const customer = { traits: { renewed: '2026-03-02T00:00:00+02:00' } };
    const ofTrait = counted({ since: { ref: 'customer.traits.renewed' } }, '=', 1);
    expect(compileTruth(ofTrait)({ history, customer })).toBe(true);
    expect(compileTruth(ofTrait)({ history, customer: { traits: {} } })).toBe(false);
    expect(truth(counted({ since: { event: 'Bought' } }, '=', 0), history)).toBe(true);
    const tried = { id: 'x', name: 'Tried', properties: {}, timestamp: at('2026-03-02T00:00:00Z') };
    const both = { ...history, events: new Map([...history.events, ['Tried', [tried]]]) };
    expect(truth(counted({ since: { event: 'Tried' } }, '=', 1), both)).toBe(true);
    expect(truth(counted({ since: { event: 'Tried' } }, '>=', 1), history)).toBe(false);
  });

  it('that begins at the entry leaves out the entry and what happened before', () => {
    const history = historyAt('2026-03-10T00:00:00Z', 'UTC', [
      ['2026-03-04T23:59:50Z'],
      ['2026-03-05T00:00:00Z'],
      ['2026-03-04T23:59:59.500Z'],
    ]);
    const entry = { name: 'Bought', properties: {}, id: 'event-1', timestamp: at('2026-03-05T00:00:00Z') };
    expect(compileTruth(counted({ since: { ref: 'entry' } }, '=', 1))({ history, entry })).toBe(true);
  });
});

describe('a measure', () => {
  const history = historyAt('2026-03-10T00:00:00Z', 'UTC', [
    ['2026-03-01T00:00:00Z', 0.1],
    ['2026-03-05T00:00:00Z', 0.2],
    ['2026-03-07T00:00:00Z'],
  ]);
  const property = 'event.properties.total';

  it('counts, sums as people do, and reads the first and the last', () => {
    expect(truth(counted({}, '=', 3), history)).toBe(true);
    const large = { combinator: 'and' as const, rules: [{ field: property, operator: '>' as const, value: 0.15 }] };
    expect(truth(counted({ where: large }, '=', 1), history)).toBe(true);
    expect(truth(rule('customer.events.sum', { event: 'Bought', property }, '=', 0.3), history)).toBe(true);
    expect(truth(rule('customer.events.first', { event: 'Bought', property }, '=', 0.1), history)).toBe(true);
    expect(truth(rule('customer.events.last', { event: 'Bought', property }, 'null'), history)).toBe(true);
    const lastAt = rule('customer.events.last', { event: 'Bought' }, '=', '2026-03-07T01:00:00+01:00');
    expect(truth(lastAt, history)).toBe(true);
  });

  it('of messages is not known where opens are not measured and the answer depends on them', () => {
    const level = (opened: boolean | undefined): Engagement => ({
      sent: true,
      delivered: true,
      opened,
      clicked: false,
    });
    const message = (id: string, acceptedAt: string, opened: boolean | undefined) => ({
      id,
      acceptedAt: at(acceptedAt),
      levels: level(opened),
    });
    const messages = [
      message('young', '2026-03-09T12:00:00Z', true),
      message('new', '2026-03-08T00:00:00Z', true),
      message('old', '2026-03-07T00:00:00Z', undefined),
      message('older', '2026-03-06T00:00:00Z', true),
    ];
    const mails = { ...history, messages: new Map([['email', messages]]) };
    const opened = (last: number, operator: Rule['operator'], value: number) =>
      truth(rule('customer.messages.opened', { channel: 'email', last }, operator, value), mails);
    expect(opened(1, '=', 1)).toBe(true); // the young one does not count yet
    expect(opened(2, '=', 1)).toBe(undefined);
    expect(opened(2, '>=', 1)).toBe(true);
    expect(opened(2, '>=', 3)).toBe(false);
    expect(opened(3, '>=', 2)).toBe(true);
  });

  it('of a journey speaks of the passages, and of segments of what the customer is in', () => {
    const runs = [
      { enteredAt: at('2026-03-08T00:00:00Z'), endedAt: undefined, endReason: undefined },
      { enteredAt: at('2026-02-01T00:00:00Z'), endedAt: at('2026-03-01T00:00:00Z'), endReason: 'bought' },
    ];
    const passed = { ...history, journeys: new Map([['welcome', runs]]), segments: new Set(['vip']) };
    const field = (take: string) => `customer.journeys.welcome.${take}`;
    expect(truth(rule(field('isIn'), undefined, '=', true), passed)).toBe(true);
    expect(truth(rule(field('exitReason'), undefined, '=', 'bought'), passed)).toBe(true);
    expect(truth(rule(field('exits'), { reason: 'bought', within: 'P10D' }, '=', 1), passed)).toBe(true);
    expect(truth(rule(field('exits'), { reason: 'left' }, '=', 0), passed)).toBe(true);
    expect(truth(rule(field('entries'), { within: 'P7D' }, '=', 1), passed)).toBe(true);
    expect(truth(rule('customer.segments', undefined, 'contains', 'vip'), passed)).toBe(true);
    expect(truth(rule('customer.journeys.other.isIn', undefined, '=', true), passed)).toBe(false);
  });

  it('is neither true nor false where no history was read', () => {
    expect(truth(counted({}, '=', 0), undefined)).toBe(undefined);
    expect(truth({ ...counted({}, '=', 0), not: true }, undefined)).toBe(undefined);
  });
});

describe('the next change', () => {
  const twice = counted({ within: 'P30D' }, '>=', 2);
  const history = (now: string) =>
    historyAt(now, 'UTC', [['2026-03-01T00:00:00Z'], ['2026-03-05T00:00:00Z'], ['2026-03-07T00:00:00Z']]);

  it('is when enough has left the window', () => {
    expect(nextChange(twice, { history: history('2026-03-10T00:00:00Z') })).toBe(at('2026-04-04T00:00:00Z'));
    expect(nextChange(twice, { history: history('2026-04-04T00:00:00Z') })).toBe(undefined);
    const notSince = counted({ within: 'P30D' }, '=', 0);
    expect(nextChange(notSince, { history: history('2026-03-10T00:00:00Z') })).toBe(at('2026-04-06T00:00:00Z'));
  });

  it('is never, where nothing is in a window of time', () => {
    expect(nextChange(counted({}, '>=', 2), { history: history('2026-03-10T00:00:00Z') })).toBe(undefined);
    expect(nextChange(twice, {})).toBe(undefined);
  });

  it('is when a message is old enough to count', () => {
    const levels = { sent: true, delivered: true, opened: true, clicked: false };
    const message = { id: 'm', acceptedAt: at('2026-03-10T00:00:00Z'), levels };
    const mails = { ...history('2026-03-10T06:00:00Z'), messages: new Map([['email', [message]]]) };
    const opened = rule('customer.messages.opened', { channel: 'email', last: 5 }, '>=', 1);
    expect(nextChange(opened, { history: mails })).toBe(at('2026-03-11T00:00:00Z'));
  });
});

it('a condition says what it depends on', () => {
  const where = single({ field: 'event.properties.cart.shop', operator: '=', value: { ref: 'customer.traits.shop' } });
  const needs = needsOf({
    combinator: 'or',
    rules: [
      ...counted({ within: 'PT24H' }, '>=', 2).rules,
      ...counted({ within: 'P7D', where, since: { event: 'Tried' } }, '>=', 2).rules,
      ...rule('customer.messages.clicked', { channel: 'email', last: 5 }, '=', 0).rules,
      ...rule('customer.journeys.welcome.isIn', undefined, '=', true).rules,
      ...rule('customer.segments', undefined, 'contains', 'vip').rules,
      { field: 'customer.traits.plan', operator: 'notNull' },
    ],
  });
  expect([...needs.traits].sort()).toEqual(['plan', 'shop', 'timezone']);
  expect(needs.events.get('Bought')).toEqual({
    back: 9 * 86_400_000,
    properties: new Set(['cart']),
    most: Number.POSITIVE_INFINITY,
  });
  expect(needs.events.get('Tried')?.back).toBe(Number.POSITIVE_INFINITY);
  expect(needs.messages.get('email')).toEqual({ last: 5, age: 86_400_000, levels: new Set(['clicked']) });
  expect([...needs.journeys, ...needs.segments]).toEqual(['welcome', 'vip']);
});

it.each<[Condition, string]>([
  [counted({ within: 'P30D' }, '>=', 2), '"Bought" came at least 2 times in the last 30 days'],
  [counted({ since: { ref: 'entry' } }, '=', 0), '"Bought" did not come since the entry'],
  [counted({ since: { event: 'Tried' } }, '>=', 1), '"Bought" came since the latest "Tried"'],
  [
    rule('customer.events.sum', { event: 'Bought', property: 'event.properties.total', within: 'P7D' }, '>', 50),
    'the sum of total of "Bought" in the last 7 days is above 50',
  ],
  [
    rule('customer.messages.opened', { channel: 'email', last: 5 }, '<', 1),
    'of the last 5 email messages the number that were opened is below 1',
  ],
  [rule('customer.journeys.welcome.isIn', undefined, '=', false), 'the customer is not in "welcome"'],
  [
    rule('customer.journeys.welcome.exits', { reason: 'bought', within: 'P7D' }, '=', 0),
    'the customer did not leave "welcome" with the reason "bought" in the last 7 days',
  ],
  [rule('customer.segments', undefined, 'contains', 'vip'), 'the customer is in the segment "vip"'],
])('reads in words: %#', (condition, words) => {
  expect(describeCondition(condition)).toBe(words);
});

it('a trace says which part held, and by what value', () => {
  const history = historyAt('2026-03-10T00:00:00Z', 'UTC', [['2026-03-01T00:00:00Z']]);
  const both: Condition = {
    combinator: 'and',
    rules: [...counted({}, '>=', 2).rules, { field: 'customer.traits.plan', operator: '=', value: 'pro' }],
  };
  expect(traceCondition(both, { history, customer: { traits: { plan: 'pro' } } })).toEqual({
    words: '"Bought" came at least 2 times and the customer\'s plan is "pro"',
    verdict: 'does-not-hold',
    combinator: 'and',
    parts: [
      { words: '"Bought" came at least 2 times', verdict: 'does-not-hold', value: 1 },
      { words: 'the customer\'s plan is "pro"', verdict: 'holds', value: 'pro' },
    ],
  });
});

it.each([
  ['>=', 5, 5],
  ['<', 5, 5],
  ['>', 5, 6],
  ['=', 0, 1],
  ['between', [1, 3], 4],
  ['notNull', undefined, Number.POSITIVE_INFINITY],
] as const)('a count %s %j is known of the newest %d events', (operator, value, most) => {
  const count = { field: 'customer.events.count', of: { event: 'Bought', within: 'P7D' }, operator, value } as Rule;
  const needed = (rule: Rule) => needsOf({ combinator: 'and', rules: [rule] }).events.get('Bought')?.most;
  expect(needed(count)).toBe(most);
  expect(needed({ ...count, of: { ...count.of, since: { ref: 'entry' } } })).toBe(Number.POSITIVE_INFINITY);
});

import {
  durationOf,
  isUnfinished,
  joinOf,
  kindOf,
  newCondition,
  newRule,
  ruleKinds,
  valueIn,
  windowOf,
  withJoin,
  withPart,
} from '../../../console/src/condition/parts.ts';
import type { Condition } from '../../../core/condition/schema.ts';
import { validateSegment } from '../../../core/segment/validate.ts';

it('knows a rule that it made by the kind that was chosen', () => {
  const made = ruleKinds.filter((kind) => kind !== 'other' && kind !== 'isIn' && kind !== 'entries');
  const named = made.filter((kind) => kind !== 'exits' && kind !== 'exitReason'); // these have no journey yet
  for (const kind of named) expect(kindOf(newRule(kind))).toBe(kind);
  expect(kindOf({ field: 'customer.journeys.trial.exits', operator: '>=', value: 1 })).toBe('exits');
  expect(kindOf({ field: 'customer.journeys.trial.exitedAt', operator: 'notNull' })).toBe('other');
});

it.each([
  ['7', '=', undefined, 7],
  ['7', '=', 'string', '7'],
  ['-0.5', '>', undefined, -0.5],
  ['true', '=', undefined, true],
  ['pro', '=', undefined, 'pro'],
  ['pro, max', 'in', undefined, ['pro', 'max']],
  ['1,5', 'between', 'number', [1, 5]],
  ['anything', 'null', undefined, undefined],
] as const)('reads %j with %s of type %s as %j', (text, operator, type, value) => {
  expect(valueIn(text, operator, type)).toEqual(value);
});

it('joins by one word what JSON says by a combinator and a "not"', () => {
  const both: Condition = { combinator: 'and', rules: [newRule('trait')] };
  expect((['all', 'any', 'none', 'not-all'] as const).map((join) => joinOf(withJoin(both, join)))).toEqual([
    ...['all', 'any', 'none', 'not-all'],
  ]);
  expect(withJoin(both, 'none')).toEqual({ combinator: 'or', not: true, rules: both.rules });
});

it('replaces a part of a group, or takes it out', () => {
  const group: Condition = { combinator: 'or', rules: [newRule('trait'), newRule('segment')] };
  expect(withPart(group, 0, newRule('count')).rules).toEqual([newRule('count'), newRule('segment')]);
  expect(withPart(group, 1, undefined).rules).toEqual([newRule('trait')]);
});

it('reads windows of one unit, and leaves others as they are', () => {
  expect(windowOf('P30D')).toEqual({ amount: 30, unit: 'days' });
  expect(windowOf('PT6H')).toEqual({ amount: 6, unit: 'hours' });
  expect(windowOf('P1M')).toEqual({ amount: 1, unit: 'months' });
  expect([windowOf('PT30M'), windowOf('P1DT2H'), windowOf('P6H')]).toEqual([undefined, undefined, undefined]);
  expect([durationOf(2, 'weeks'), durationOf(3, 'hours')]).toEqual(['P2W', 'PT3H']);
});

it('asks the server about a condition only once every name is written, which then may be published', () => {
  const bought: Condition = {
    combinator: 'and',
    rules: [
      { field: 'customer.events.count', of: { event: 'Order Completed', within: 'P90D' }, operator: '>=', value: 2 },
    ],
  };
  expect(isUnfinished(newCondition('count'))).toBe(true);
  expect(isUnfinished(newCondition('isIn'))).toBe(true);
  expect(isUnfinished(bought)).toBe(false);
  expect(isUnfinished({ combinator: 'and', rules: [...bought.rules, newCondition('trait')] })).toBe(true);
  expect(validateSegment({ id: 'loyal', when: bought }).problems).toEqual([]);
});

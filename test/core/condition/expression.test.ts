import { describeCondition } from '../../../core/condition/describe.ts';
import { and, field, not, or } from '../../../core/condition/expression.ts';

const value = field<number, 'event'>('event.properties.value');
const plan = field<string, 'customer'>('customer.traits.plan');
const tags = field<readonly string[], 'customer'>('customer.traits.tags');
const known = field<boolean, 'customer'>('customer.traits.known');

describe('an expression', () => {
  it('is the plain JSON of a condition', () => {
    expect(value.atLeast(20)).toEqual({
      combinator: 'and',
      rules: [{ field: 'event.properties.value', operator: '>=', value: 20 }],
    });
    expect(JSON.parse(JSON.stringify(plan.exists()))).toEqual({
      combinator: 'and',
      rules: [{ field: 'customer.traits.plan', operator: 'notNull' }],
    });
  });

  it('has a word for every operator', () => {
    const expressions = [
      value.is(1),
      value.isNot(1),
      value.below(1),
      value.atMost(1),
      value.above(1),
      value.atLeast(1),
      value.between(1, 2),
      value.oneOf([1, 2]),
      value.noneOf([1]),
      plan.contains('a'),
      plan.doesNotContain('a'),
      plan.beginsWith('a'),
      plan.endsWith('a'),
      plan.exists(),
      plan.isMissing(),
    ];
    const used = expressions.map(({ rules: [rule] }) => (rule && 'operator' in rule ? rule.operator : undefined));
    expect(used).toEqual([
      '=',
      '!=',
      '<',
      '<=',
      '>',
      '>=',
      'between',
      'in',
      'notIn',
      'contains',
      'doesNotContain',
      'beginsWith',
      'endsWith',
      'notNull',
      'null',
    ]);
  });

  it('compares with another handle by reference, without its methods', () => {
    expect(value.is(field<number, 'entry'>('entry.properties.value')).rules).toEqual([
      { field: 'event.properties.value', operator: '=', value: { ref: 'entry.properties.value' } },
    ]);
  });

  it('nests only where it must', () => {
    const condition = and(value.atLeast(20), or(plan.is('pro'), tags.contains('vip')), not(known.is(true)));
    expect(condition).toEqual({
      combinator: 'and',
      rules: [
        { field: 'event.properties.value', operator: '>=', value: 20 },
        {
          combinator: 'or',
          rules: [
            { field: 'customer.traits.plan', operator: '=', value: 'pro' },
            { field: 'customer.traits.tags', operator: 'contains', value: 'vip' },
          ],
        },
        { combinator: 'and', not: true, rules: [{ field: 'customer.traits.known', operator: '=', value: true }] },
      ],
    });
    expect(not(not(plan.exists()))).toEqual(plan.exists());
    expect(not(or(plan.is('a'), plan.is('b')))).toMatchObject({ combinator: 'or', not: true });
  });

  it('reads as a sentence', () => {
    const condition = and(
      value.atLeast(20),
      or(plan.oneOf(['pro', 'team']), tags.contains('vip')),
      not(plan.isMissing()),
    );
    expect(describeCondition(condition)).toBe(
      'the event\'s value is at least 20 and (the customer\'s plan is one of "pro", "team" or the customer\'s tags contains "vip") and not (the customer\'s plan is missing)',
    );
    expect(describeCondition(value.between(1, 5))).toBe("the event's value is between 1 and 5");
    expect(describeCondition(value.is(field<number, 'entry'>('entry.properties.value')))).toBe(
      "the event's value is the entry's value",
    );
  });
});

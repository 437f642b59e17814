import { checkCondition, checkReference } from '../../../core/condition/check.ts';
import { filterInRun, filterOfEntry, insideRun, keyOfEvent } from '../../../core/condition/fields.ts';
import type { Condition, Rule } from '../../../core/condition/schema.ts';

const codes = (rule: Rule, place = insideRun) =>
  checkCondition('when', { combinator: 'and', rules: [rule] }, place).map(({ code, where }) => `${code} ${where}`);

describe('a condition is refused at publish', () => {
  it('where it looks at what the place does not have', () => {
    const ofEvent: Rule = { field: 'event.properties.total', operator: 'notNull' };
    expect(codes(ofEvent)).toEqual(['field-out-of-place when.rules[0].field']);
    expect(codes(ofEvent, filterInRun)).toEqual([]);
    expect(codes({ field: 'entry.properties.value', operator: 'notNull' }, filterOfEntry)).toHaveLength(1);
    expect(codes({ field: 'customer.traits.plan', operator: '=', value: { ref: 'event.properties.plan' } })).toEqual([
      'field-out-of-place when.rules[0].value.ref',
    ]);
  });

  it.each([
    'costumer.traits.plan',
    'customer.plan',
    'customer.properties.plan',
    'customer.traits',
    'customer',
    'entry',
    'event',
    'customer.traits..plan',
    'plan',
  ])('where it names %s', (field) => {
    const [problem] = checkCondition(
      'when',
      { combinator: 'and', rules: [{ field, operator: 'notNull' }] },
      filterInRun,
    );
    expect(problem).toMatchObject({ code: 'unknown-field', where: 'when.rules[0].field' });
  });

  it('with a remedy that helps', () => {
    const [typo] = checkCondition(
      'when',
      { combinator: 'and', rules: [{ field: 'costumer.traits.plan', operator: 'notNull' }] },
      insideRun,
    );
    expect(typo?.remedy).toContain('Did you mean "customer"?');
    const [short] = checkCondition(
      'when',
      { combinator: 'and', rules: [{ field: 'customer.plan', operator: 'notNull' }] },
      insideRun,
    );
    expect(short?.remedy).toContain('found under "customer.traits."');
  });

  it.each<[Rule['operator'], Rule['value']]>([
    ['=', undefined],
    ['=', null],
    ['=', ['a']],
    ['<', true],
    ['in', 'a'],
    ['in', []],
    ['between', [1]],
    ['between', [1, 'b']],
    ['contains', { a: 1 }],
    ['beginsWith', 1],
    ['null', 1],
    ['notNull', { ref: 'customer.traits.plan' }],
  ])('where %s is given %j', (operator, value) => {
    expect(codes({ field: 'customer.traits.plan', operator, value })).toEqual(['bad-rule-value when.rules[0].value']);
  });

  it.each<[Rule['operator'], Rule['value'], number]>([
    ['=', 'Signed Up ', 1],
    ['!=', ' Signed Up', 1],
    ['in', ['Left', 'Signed Up\t'], 1],
    ['=', 'Signed Up', 0],
    ['beginsWith', 'Signed ', 0],
    ['contains', ' ', 0],
  ])("where an event's name is %s %j, which no name could be: %i times", (operator, value, count) => {
    expect(codes({ field: 'event.name', operator, value }, filterInRun)).toHaveLength(count);
    expect(codes({ field: 'event.properties.name', operator, value }, filterInRun)).toEqual([]);
  });

  it('where it is too deep or too long', () => {
    const rule: Rule = { field: 'customer.traits.plan', operator: 'notNull' };
    let deep: Condition = { combinator: 'and', rules: [rule] };
    for (let level = 1; level < 10; level++) deep = { combinator: 'or', rules: [deep] };
    expect(checkCondition('when', deep, insideRun)).toEqual([]);
    expect(checkCondition('when', { combinator: 'and', rules: [deep] }, insideRun)).toMatchObject([
      { code: 'condition-too-large' },
    ]);
    const long: Condition = {
      combinator: 'and',
      rules: Array.from({ length: 3 }, () => ({ combinator: 'or', rules: Array<Rule>(67).fill(rule) })),
    };
    expect(checkCondition('when', long, insideRun)).toMatchObject([{ code: 'condition-too-large' }]);
  });
});

describe('a reference', () => {
  it('may name a whole, unlike the field of a rule', () => {
    for (const ref of ['entry', 'entry.properties', 'customer.traits', 'entry.properties.cart.id'])
      expect(checkReference('data.x', { ref }, insideRun)).toEqual([]);
    expect(checkReference('key', { ref: 'customer.traits.plan' }, keyOfEvent)).toMatchObject([
      { code: 'field-out-of-place' },
    ]);
  });
});

import fc from 'fast-check';
import type { Json } from '../../../core/base/canonical-json.ts';
import { compile, depthOf, fieldsOf, holds } from '../../../core/condition/compile.ts';
import { isOfEvent, reader } from '../../../core/condition/fields.ts';
import { type Condition, conditionSchema, type Rule, type Scope } from '../../../core/condition/schema.ts';
import { propertyRuns } from '../../support/tier.ts';

const scope: Scope = {
  event: { name: 'Order Completed', properties: { total: 64, cart: { id: 'c1', lines: [{ sku: 'x' }] } } },
  entry: { name: 'Cart Updated', properties: { value: 64, 'a.b': 1 } },
  customer: { traits: { plan: 'pro', address: null } },
};

const yes: Rule = { field: 'customer.traits.plan', operator: '=', value: 'pro' };
const no: Rule = { field: 'customer.traits.plan', operator: '=', value: 'free' };
const group = (combinator: 'and' | 'or', rules: Condition['rules'], not?: boolean): Condition => ({
  combinator,
  rules,
  ...(not ? { not } : {}),
});

describe('a condition', () => {
  it('combines its rules', () => {
    expect(compile(group('and', [yes, yes]))(scope)).toBe(true);
    expect(compile(group('and', [yes, no]))(scope)).toBe(false);
    expect(compile(group('or', [yes, no]))(scope)).toBe(true);
    expect(compile(group('or', [no, no]))(scope)).toBe(false);
    expect(compile(group('or', [no, group('and', [yes], true)]))(scope)).toBe(false);
    expect(holds(group('and', [yes, group('or', [no, yes])]), scope)).toBe(true);
  });

  it('compares with what a reference points at', () => {
    const rule: Rule = { field: 'event.properties.total', operator: '=', value: { ref: 'entry.properties.value' } };
    expect(compile(group('and', [rule]))(scope)).toBe(true);
    expect(compile(group('and', [{ ...rule, value: { ref: 'entry.properties.nothing' } }]))(scope)).toBe(false);
    expect(
      compile(group('and', [{ ...rule, operator: '!=', value: { ref: 'entry.properties.nothing' } }]))(scope),
    ).toBe(true);
  });

  it('turns round with not, whatever is in it', () => {
    const rules = fc.array(fc.constantFrom(yes, no), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom('and' as const, 'or' as const),
        (chosen, combinator) =>
          compile(group(combinator, chosen))(scope) !== compile(group(combinator, chosen, true))(scope),
      ),
      { numRuns: propertyRuns() },
    );
  });

  it('tells its fields, its depth', () => {
    const condition = group('and', [
      yes,
      group('or', [no, { field: 'event.name', operator: '=', value: { ref: 'entry.properties.x' } }]),
    ]);
    expect(fieldsOf(condition)).toEqual(['customer.traits.plan', 'event.name', 'entry.properties.x']);
    expect(depthOf(condition)).toBe(2);
  });

  it('keeps its meaning through its schema', () => {
    const condition = group('and', [yes, group('or', [no, yes], true)]);
    expect(conditionSchema.parse(JSON.parse(JSON.stringify(condition)))).toEqual(condition);
  });
});

describe('a field', () => {
  it.each<[string, Json | undefined]>([
    ['event.name', 'Order Completed'],
    ['event.properties.total', 64],
    ['event.properties.cart.id', 'c1'],
    ['entry.properties.value', 64],
    ['customer.traits.plan', 'pro'],
    ['customer.traits.address', null],
    ['customer.traits.address.city', undefined],
    ['event.properties.cart.lines.0', undefined],
    ['event.properties.cart.lines.length', undefined],
    ['event.properties.total.toFixed', undefined],
    ['entry.properties.a.b', undefined],
    ['entry.name', undefined],
    ['customer.plan', undefined],
    ['nonsense', undefined],
  ])('%s reads %j', (field, value) => {
    expect(reader(field)(scope)).toEqual(value);
  });

  it.each([
    '__proto__',
    'constructor',
    'constructor.name',
    'toString',
    'hasOwnProperty',
    '__proto__.polluted',
    'valueOf',
  ])('named %s is missing unless somebody sent it', (name) => {
    for (const root of ['event.properties', 'event.properties.cart', 'entry.properties', 'customer.traits']) {
      expect(reader(`${root}.${name}`)(scope)).toBeUndefined();
    }
    const sent = JSON.parse(`{"${name}": 1}`) as { [name: string]: Json };
    expect(reader(`customer.traits.${name}`)({ customer: { traits: sent } })).toBe(name.includes('.') ? undefined : 1);
  });

  it('of a part that is not there is missing', () => {
    expect(reader('event.properties.total')({})).toBeUndefined();
    expect(reader('event.name')({})).toBeUndefined();
  });

  it('belongs to the event or not', () => {
    expect(['event.name', 'event.properties.a', 'entry.properties.a', 'customer.traits.a', 'x'].map(isOfEvent)).toEqual(
      [true, true, false, false, false],
    );
  });
});

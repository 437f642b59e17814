import fc from 'fast-check';
import type { Json } from '../../../core/base/canonical-json.ts';
import { evaluators } from '../../../core/condition/operators.ts';
import type { Operator } from '../../../core/condition/schema.ts';
import { operators } from '../../../core/condition/schema.ts';
import { propertyRuns } from '../../support/tier.ts';

type Row = readonly [actual: Json | undefined, operator: Operator, expected: Json | undefined, holds: boolean];

const table: readonly Row[] = [
  // like compares with like
  [20, '=', 20, true],
  ['20', '=', 20, false],
  [1, '=', true, false],
  [true, '=', true, true],
  [false, '=', 'false', false],
  [-0, '=', 0, true],
  ['a', '=', 'A', false],
  ['é', '=', 'e\u0301', false],
  [{ a: 1 }, '=', { a: 1 }, false],
  [[1], '=', [1], false],
  // missing and null equal nothing
  [undefined, '=', undefined, false],
  [null, '=', null, false],
  [undefined, '!=', 20, true],
  [null, '!=', null, true],
  ['20', '!=', 20, true],
  // order
  [19, '<', 20, true],
  [20, '<', 20, false],
  [20, '<=', 20, true],
  [21, '>', 20, true],
  [20, '>=', 20, true],
  ['3', '<', 20, false],
  ['3', '>=', 20, false],
  ['10', '<', '9', true],
  ['a', '<', 'b', true],
  ['Z', '<', 'a', true],
  [true, '>', false, false],
  [undefined, '<', 20, false],
  [undefined, '>=', 20, false],
  [null, '<', 20, false],
  // moments and dates
  ['2026-03-02T10:00:00+02:00', '=', '2026-03-02T08:00:00Z', true],
  ['2026-03-02T10:00:00+02:00', '<', '2026-03-02T09:00:00Z', true],
  ['2026-03-02T08:00:00.000Z', '>=', '2026-03-02T08:00:00Z', true],
  ['2026-03-01', '<', '2026-03-02', true],
  ['2026-03-02', '=', '2026-03-02T00:00:00Z', false],
  // lists of expected values
  ['a', 'in', ['a', 'b'], true],
  ['1', 'in', [1, 2], false],
  [undefined, 'in', ['a', null], false],
  ['a', 'in', 'abc', false],
  ['c', 'notIn', ['a', 'b'], true],
  [undefined, 'notIn', ['a'], true],
  ['a', 'notIn', 'abc', true],
  [5, 'between', [5, 10], true],
  [10, 'between', [5, 10], true],
  [11, 'between', [5, 10], false],
  [5, 'between', [10, 5], false],
  ['5', 'between', [5, 10], false],
  [5, 'between', [5], false],
  [undefined, 'between', [5, 10], false],
  // parts
  ['cart-17', 'contains', '17', true],
  ['cart-17', 'contains', 17, false],
  ['', 'contains', '', true],
  [['a', 'b'], 'contains', 'a', true],
  [['ab'], 'contains', 'a', false],
  [[17], 'contains', '17', false],
  [{ a: 1 }, 'contains', 'a', false],
  [undefined, 'contains', 'a', false],
  [undefined, 'doesNotContain', 'a', true],
  [17, 'doesNotContain', '1', true],
  [['a'], 'doesNotContain', 'a', false],
  ['cart-17', 'beginsWith', 'cart', true],
  [17, 'beginsWith', '1', false],
  ['cart-17', 'endsWith', '17', true],
  [undefined, 'endsWith', '', false],
  // presence
  [undefined, 'null', undefined, true],
  [null, 'null', undefined, true],
  ['', 'null', undefined, false],
  [0, 'null', undefined, false],
  [false, 'notNull', undefined, true],
  [undefined, 'notNull', undefined, false],
];

describe('an operator', () => {
  it.each(table)('%j %s %j is %s', (actual, operator, expected, holds) => {
    expect(evaluators[operator](actual, expected)).toBe(holds);
  });

  it('has a row in the table, each of them', () => {
    expect(new Set(table.map(([, operator]) => operator))).toEqual(new Set(operators));
  });

  const scalar = fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    1,
    2,
    '',
    '1',
    'a',
    'ab',
    '2026-03-02T10:00:00+02:00',
    '2026-03-02T08:00:00Z',
  );
  const value = fc.oneof(fc.constant(undefined), scalar, fc.array(scalar, { maxLength: 3 }), fc.constant({ a: 1 }));

  it.each([
    ['=', '!='],
    ['in', 'notIn'],
    ['contains', 'doesNotContain'],
    ['null', 'notNull'],
  ] as const)('%s and %s are exact opposites on all values', (operator, twin) => {
    fc.assert(
      fc.property(
        value,
        value,
        (actual, expected) => evaluators[operator](actual, expected) !== evaluators[twin](actual, expected),
      ),
      { numRuns: propertyRuns() },
    );
  });

  it('of order agrees with the others: at most one of <, =, > holds, and <= is < or =', () => {
    const ordered = fc.oneof(value, fc.string(), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(ordered, ordered, (a, b) => {
        const [less, equal, more] = [evaluators['<'](a, b), evaluators['='](a, b), evaluators['>'](a, b)];
        expect([less, equal, more].filter(Boolean).length).toBeLessThanOrEqual(1);
        if (typeof a !== 'boolean') expect(evaluators['<='](a, b)).toBe(less || equal);
        if (typeof a !== 'boolean') expect(evaluators['>='](a, b)).toBe(more || equal);
        expect(evaluators['>'](b, a)).toBe(less);
      }),
      { numRuns: propertyRuns() },
    );
  });
});

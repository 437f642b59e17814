import { jsonTooLarge } from '../../../core/base/json-limits.ts';

describe('JSON from outside', () => {
  const limits = { depth: 10, values: 100 };

  it('is refused where it is too deep, without a stack overflow', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 200_000; level++) deep = [deep];
    expect(jsonTooLarge(deep, limits)?.code).toBe('too-deep');
  });

  it('is refused where it is too large, and taken at the limit', () => {
    expect(jsonTooLarge(Array(100).fill(1), limits)?.code).toBe('too-large');
    expect(jsonTooLarge(Array(99).fill(1), limits)).toBeUndefined();
  });

  it('is taken at the limit of depth, and refused one level below', () => {
    const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(jsonTooLarge(nested(10), limits)).toBeUndefined();
    expect(jsonTooLarge([nested(9)], limits)).toBeUndefined();
    expect(jsonTooLarge({ a: { b: [nested(8)] } }, limits)?.code).toBe('too-deep');
    expect(jsonTooLarge(Object.fromEntries(Array(100).entries()), limits)?.code).toBe('too-large');
  });

  it('is refused with the place of a name that is too long, of what is no text, and of a number beyond all', () => {
    const named = { ...limits, name: 3, storable: true };
    expect(jsonTooLarge({ a: [{ four: 1 }] }, named)).toMatchObject({ code: 'too-large', where: 'a[0].four' });
    expect(jsonTooLarge({ a: [1, 'b\u0000'] }, named)).toMatchObject({ code: 'data-refused', where: 'a[1]' });
    expect(jsonTooLarge({ 'a\ud83d': 1 }, named)).toMatchObject({ code: 'data-refused', where: 'a\ufffd' });
    expect(jsonTooLarge([-Infinity], named, 'body')).toMatchObject({ code: 'number-too-large', where: 'body[0]' });
    expect(jsonTooLarge({ '😀😀😀': '\ud83d\ude00' }, named)).toBeUndefined();
    expect(jsonTooLarge({ four: 'b\u0000' }, limits)).toBeUndefined();
  });

  it('is refused with a place that is short enough to be printed', () => {
    const long = { ['n'.repeat(10_000)]: { ['m\ud83d'.repeat(10_000)]: Infinity } };
    const problem = jsonTooLarge(long, limits);
    expect(problem?.where.length).toBeLessThan(300);
    expect(problem?.where.isWellFormed()).toBe(true);
  });
});

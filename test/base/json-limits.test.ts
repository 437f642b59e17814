import { jsonTooLarge } from '../../src/base/json-limits.ts';

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
});

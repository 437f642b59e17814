import fc from 'fast-check';
import { million, pickAt, toParts, withFloor } from '../../../core/decision/draw.ts';
import { propertyRuns } from '../../support/tier.ts';

const chancesArbitrary = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 })
  .filter((weights) => weights.some((weight) => weight > 1e-6))
  .map((weights) => {
    const sum = weights.reduce((all, each) => all + each, 0);
    return weights.map((weight) => weight / sum);
  });

test('parts per million add up to a million and are off by less than one', () => {
  fc.assert(
    fc.property(chancesArbitrary, (chances) => {
      const parts = toParts(chances);
      expect(parts.reduce((sum, each) => sum + each, 0)).toBe(million);
      for (const [index, part] of parts.entries())
        expect(Math.abs(part - (chances[index] as number) * million)).toBeLessThan(1);
    }),
    { numRuns: propertyRuns() },
  );
});

test('each candidate is picked for exactly as much luck as it has parts', () => {
  const parts = [250_000, 0, 749_999, 1];
  expect([0, 0.249999, 0.25, 0.9999985, 0.999999, 0.9999999].map((luck) => pickAt(parts, luck))).toEqual([
    0, 0, 2, 2, 3, 3,
  ]);
});

test('over evenly spread luck the shares are the parts to the last one', () => {
  const parts = toParts([0.031, 0.969 / 3, 0.969 / 3, 0.969 / 3]);
  const counts = parts.map(() => 0);
  for (let step = 0; step < 100_000; step += 1) {
    const picked = pickAt(parts, (step * 10 + 0.5) / million);
    counts[picked] = (counts[picked] as number) + 10;
  }
  for (const [index, part] of parts.entries())
    expect(Math.abs((counts[index] as number) - part)).toBeLessThanOrEqual(10);
});

test.each([
  ['each keeps its least chance', [1, 0, 0], 0.01, [0.98, 0.01, 0.01]],
  ['all floors together take a fifth at most', [1, 0, 0, 0], 0.1, [0.85, 0.05, 0.05, 0.05]],
])('%s', (_name, chances, floor, expected) => {
  for (const [index, chance] of withFloor(chances, floor).entries())
    expect(chance).toBeCloseTo(expected[index] as number, 12);
});

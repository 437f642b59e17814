import { betaBelief, chancesIn, chancesToBeBest, normalBelief, tableOf } from '../../../core/decision/best.ts';
import reference from './reference.json';

test.each(reference.chanceToBeBestBeta)('chances to be best of rates %j agree with quadrature', (arms, expected) => {
  const chances = chancesToBeBest((arms as number[][]).map(([a = 1, b = 1]) => betaBelief(a, b)));
  for (const [index, chance] of chances.entries())
    expect(Math.abs(chance - ((expected as number[])[index] as number))).toBeLessThan(2e-4);
});

test.each(reference.chanceToBeBestNormal)(
  'chances to be best of mean values %j agree with quadrature',
  (arms, expected) => {
    const chances = chancesToBeBest((arms as number[][]).map(([mean = 0, sd = 1]) => normalBelief(mean, sd)));
    for (const [index, chance] of chances.entries())
      expect(Math.abs(chance - ((expected as number[])[index] as number))).toBeLessThan(2e-4);
  },
);

test('a table of all candidates gives the chances of some of them', () => {
  const beliefs = [betaBelief(21, 981), betaBelief(90, 10), betaBelief(31, 971)];
  const [first = 0, third = 0] = chancesIn(tableOf(beliefs), [0, 2]);
  expect(first).toBeCloseTo(0.07770669, 3);
  expect(first + third).toBeCloseTo(1, 12);
});

test('a cost moves what is compared: of two equal rates the free one is best', () => {
  const [free = 0, dear = 0] = chancesToBeBest([betaBelief(500, 9500), betaBelief(500, 9500, 1, 0.02)]);
  expect(free).toBeGreaterThan(0.999);
  expect(dear).toBeLessThan(0.001);
});

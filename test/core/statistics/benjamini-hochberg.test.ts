import { benjaminiHochberg } from '../../../core/statistics/benjamini-hochberg.ts';

it.each([
  // The published example of 15 p values (Benjamini and Hochberg 1995): at 5 % the four smallest stand.
  [
    [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
    0.05,
    4,
  ],
  [[0.04, 0.03, 0.05], 0.05, 3],
  [[0.2, 0.3], 0.1, 0],
  [[], 0.1, 0],
])('of %j at %d so many stand: %d', (pValues, rate, expected) => {
  const found = benjaminiHochberg(pValues, rate);
  expect(found.filter(Boolean)).toHaveLength(expected);
  const least = [...pValues].sort((a, b) => a - b).slice(0, expected);
  expect(pValues.filter((_, index) => found[index]).sort((a, b) => a - b)).toEqual(least);
});

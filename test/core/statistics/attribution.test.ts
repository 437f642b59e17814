import { removalEffects, shapleyConversions, type TouchPath } from '../../../core/statistics/attribution.ts';
import reference from './reference.json';

/** Made up for the reference: touches, customers, conversions. */
const paths: readonly TouchPath[] = [
  ['email', 120, 8],
  ['email>email', 60, 5],
  ['email>push', 40, 6],
  ['push', 90, 4],
  ['push>email', 30, 4],
  ['sms', 25, 3],
  ['email>sms', 20, 4],
  ['email>push>sms', 12, 3],
  ['inapp', 70, 6],
  ['push>inapp', 35, 6],
  ['inapp>email>push', 10, 2],
  ['email>inapp', 28, 5],
].map(([path, customers, conversions]) => ({
  touches: String(path).split('>'),
  customers: Number(customers),
  conversions: Number(conversions),
}));

const sum = (values: Iterable<number>) => [...values].reduce((all, value) => all + value, 0);

it('removal effects of the Markov chain are those of the reference, and sum to the conversions', () => {
  const found = removalEffects(paths);
  expect(found.conversionProbability).toBeCloseTo(reference.attribution.conversionProbability, 7.5);
  for (const [touch, effect] of Object.entries(reference.attribution.removalEffect))
    expect(found.removal.get(touch)).toBeCloseTo(effect, 7.5);
  for (const [touch, value] of Object.entries(reference.attribution.markovConversions))
    expect(found.conversions.get(touch)).toBeCloseTo(value, 5.5);
  expect(sum(found.conversions.values())).toBeCloseTo(56, 10);
});

it("Shapley's values are those of the reference, and sum to the conversions", () => {
  const found = shapleyConversions(paths);
  for (const [touch, value] of Object.entries(reference.attribution.shapleyConversions))
    expect(found.get(touch)).toBeCloseTo(value, 5.5);
  expect(sum(found.values())).toBeCloseTo(56, 10);
});

it('nothing converts where nobody did', () => {
  const [none] = [{ touches: ['email'], customers: 10, conversions: 0 }];
  expect(removalEffects([none]).conversions).toEqual(new Map([['email', 0]]));
  expect(shapleyConversions([none])).toEqual(new Map([['email', 0]]));
});

it('more touches than coalitions can be counted for are refused', () => {
  const touches = Array.from({ length: 16 }, (_, index) => String(index));
  expect(() => shapleyConversions([{ touches, customers: 1, conversions: 1 }])).toThrow('15 touches');
});

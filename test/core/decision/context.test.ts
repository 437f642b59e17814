import { describeContext } from '../../../core/decision/context.ts';

const features = [
  { name: 'orders', field: 'customer.orders', bins: [2, 5] },
  { name: 'home_country', field: 'customer.country', values: ['DE', 'AT'] },
];

it.each([
  ['0|0', 'orders under 2, home country is another'],
  ['1|1', 'orders from 2 to under 5, home country is DE'],
  ['2|2', 'orders 5 or more, home country is AT'],
  ['x|x', 'orders not known, home country not known'],
])('says which customers the context %s means', (key, words) => {
  expect(describeContext(features, key)).toBe(words);
});

it('says nothing where a policy looks at nothing', () => {
  expect(describeContext([], '')).toBe('');
});

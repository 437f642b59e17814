import { counted } from '../../../core/base/counted.ts';

it.each([
  [1, 'consents', '1 consent'],
  [2, 'consents', '2 consents'],
  [1, 'identities', '1 identity'],
  [0, 'runs', '0 runs'],
])('counts %d %s', (count, plural, text) => {
  expect(counted(count, plural)).toBe(text);
});

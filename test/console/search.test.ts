import fc from 'fast-check';
import { parseSearch, stringifySearch } from '../../console/src/search.ts';

it('keeps texts as they are: an id that looks like a number stays a text', () => {
  expect(parseSearch('?customer=123&open=true')).toEqual({ customer: '123', open: 'true' });
  expect(stringifySearch({ customer: '123', page: 2, none: undefined, empty: '' })).toBe('?customer=123&page=2');
});

it('gives a list as its name several times', () => {
  expect(stringifySearch({ version: ['1', '2'] })).toBe('?version=1&version=2');
  expect(parseSearch('?version=1&version=2')).toEqual({ version: ['1', '2'] });
});

it('reads back what it wrote', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  const value = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.array(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (search) => {
      expect(parseSearch(stringifySearch(search))).toEqual(search);
    }),
    { seed: 16 },
  );
});

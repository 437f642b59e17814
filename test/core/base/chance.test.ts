import { chance } from '../../../core/base/chance.ts';

/** Computed elsewhere, from the definition in words: SHA-256 over the names, joined by U+001F, its first 53 bits. */
it.each([
  [['seed', 'decide', 'c1', 'win-back', 'offer', '3'], 0.8960073711723436],
  [['seed', 'decide', 'c2', 'win-back', 'offer', '3'], 0.577533180850894],
  [['', ''], 0.9996105273049685],
  [['seed', 'decide', 'ü', 'j', 's', '1'], 0.8793494438552912],
])('the chance of %j is the published one', (names, expected) => {
  expect(chance(...names)).toBe(expected);
});

it('chances of many names fill the range evenly, and no two purposes have the same', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => chance('seed', 'split', 'a', String(index)));
  const counts = many.reduce((tenths, each) => {
    tenths[Math.floor(each * 10)] = (tenths[Math.floor(each * 10)] ?? 0) + 1;
    return tenths;
  }, Array<number>(10).fill(0));
  for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.1 * 0.9));
  expect(chance('seed', 'split', 'a', '1')).not.toBe(chance('seed', 'jitter', 'a', '1'));
});

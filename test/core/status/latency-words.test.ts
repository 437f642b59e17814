import { latencyInWords } from '../../../core/status/latency-words.ts';

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [12_340, '12.3 s'],
  [125_000, '2 minutes 5 seconds'],
])('%d milliseconds read as %s', (milliseconds, words) => {
  expect(latencyInWords(milliseconds)).toBe(words);
});

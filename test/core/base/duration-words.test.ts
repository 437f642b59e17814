import { describeDuration } from '../../../core/base/duration-words.ts';

test.each([
  ['PT1H', '1 hour'],
  ['P2DT4H', '2 days 4 hours'],
  ['PT90M', '90 minutes'],
  ['P1Y2M1W', '1 year 2 months 1 week'],
  ['PT0.5S', '0.5 seconds'],
  ['soon', 'soon'],
])('%s is written as "%s"', (iso, words) => {
  expect(describeDuration(iso)).toBe(words);
});

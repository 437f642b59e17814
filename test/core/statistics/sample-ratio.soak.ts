import { sampleRatioAlarms } from './support/streams.ts';

/** In length what sample-ratio.test.ts shows with some hundred tests. */
it('of 2,000 sound experiments at most 0.4 % ever raise the alarm', () => {
  const found = sampleRatioAlarms({ seed: 5, tests: 2000, looks: 1000, planned: 0.5, real: 0.5 });
  expect(found.alarms).toBeLessThanOrEqual(8);
});

it.each([
  ['52:48 instead of 50:50', 0.5, 0.52, 10_250],
  ['9:91 instead of 10:90', 0.1, 0.09, 13_950],
])('%s is found after as many customers as in the reference', (_, planned, real, expected) => {
  const { alarms, median = 0 } = sampleRatioAlarms({ seed: 5, tests: 1000, looks: 1000, planned, real });
  expect(alarms).toBeGreaterThan(990);
  expect(Math.abs(median / expected - 1)).toBeLessThan(0.1);
});

import { logSampleRatioBayesFactor, sampleRatioAlarmFrom } from '../../../core/statistics/sample-ratio.ts';
import reference from './reference.json';
import { sampleRatioAlarms } from './support/streams.ts';

it.each(reference.logSampleRatioBayesFactor as [number[], number[], number][])(
  'counts %j under planned shares %j have the log Bayes factor %d',
  (counts, shares, expected) => expect(logSampleRatioBayesFactor(counts, shares)).toBeCloseTo(expected, 7.5),
);

it("Hillstrom's three arms are as planned", () => {
  const { counts, logBayesFactor } = reference.hillstrom.sampleRatio;
  expect(logSampleRatioBayesFactor(counts, [1, 1, 1])).toBeCloseTo(logBayesFactor, 5.5);
  expect(logBayesFactor).toBeLessThan(sampleRatioAlarmFrom);
});

it('an arm without a share takes no part', () => {
  expect(logSampleRatioBayesFactor([500, 7, 500], [500, 0, 500])).toBe(logSampleRatioBayesFactor([500, 500], [1, 1]));
});

it('the alarm is rare where shares are as planned, and comes where they are not', () => {
  expect(sampleRatioAlarms({ seed: 5, tests: 100, looks: 200, planned: 0.5, real: 0.5 }).alarms).toBeLessThanOrEqual(1);
  const found = sampleRatioAlarms({ seed: 5, tests: 30, looks: 1000, planned: 0.5, real: 0.52 });
  expect(found.alarms).toBe(30);
  expect(
    Math.abs((found.median ?? 0) / reference.sampleRatioAlarms['52:48 instead of 50:50'].medianCustomersToAlarm - 1),
  ).toBeLessThan(0.35);
});

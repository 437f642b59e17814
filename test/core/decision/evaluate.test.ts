import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePolicies, evaluatePolicy, type LoggedDecision, verdictOn } from '../../../core/decision/evaluate.ts';
import reference from './reference.json';

const log: readonly LoggedDecision[] = readFileSync(join(__dirname, 'ope-log.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [context = '', action = '', propensity, reward] = line.split(',');
    return { context, action, propensity: Number(propensity), reward: Number(reward) };
  });

const best = [2, 3, 0, 1, 0, 3];
const tilted = [2, 3, 1, 1, 0, 3];
const always =
  (chosen: readonly number[], floor = 0) =>
  ({ context }: LoggedDecision) =>
    new Map([0, 1, 2, 3].map((arm) => [String(arm), floor / 4 + (arm === chosen[Number(context)] ? 1 - floor : 0)]));

const policies = {
  best: always(best),
  tilted: always(tilted, 0.1),
  uniform: always(best, 1),
};

test.each(['best', 'tilted', 'uniform'] as const)('estimates of the policy "%s" agree with the reference', (name) => {
  const estimate = evaluatePolicy(log, policies[name]);
  const { truth: _truth, ...expected } = reference.offPolicy[name];
  for (const [figure, value] of Object.entries(expected))
    expect(Math.abs(estimate[figure as keyof typeof estimate] - value)).toBeLessThan(1e-6);
});

test('the best policy is seen to be better than an even one, from the same log', () => {
  const compared = comparePolicies(log, policies.best, policies.uniform);
  expect(compared.difference).toBeCloseTo(reference.offPolicy.best.dr - reference.offPolicy.uniform.dr, 5);
  expect(verdictOn(evaluatePolicy(log, policies.best), compared)).toBe('better');
});

test('a log that is worth too few decisions tells nothing', () => {
  expect(verdictOn({ effectiveSample: 199 }, { difference: 1, se: 0.001 })).toBe('not-tellable');
  expect(verdictOn({ effectiveSample: 400 }, { difference: 0.01, se: 0.01 })).toBe('no-difference-seen');
  expect(verdictOn({ effectiveSample: 400 }, { difference: -0.1, se: 0.01 })).toBe('worse');
});

import { makeModel } from '../../../core/decision/model.ts';
import {
  keyOf,
  type PolicyAsWritten,
  type PolicyCandidate,
  type PolicyDefinition,
  policySchema,
} from '../../../core/decision/policy.ts';
import { contextStream, meanOf, offersStream, regretOf, uniform } from '../../support/decision-streams.ts';
import reference from './reference.json';

const mean = (stream: Parameters<typeof regretOf>[0]) => meanOf([1, 2].map((seed) => regretOf(stream, seed)));

test.each(reference.uniform)('uniform(%i, %i, %i) is the reference number', (seed, t, k, expected) => {
  expect(uniform(seed as number, t as number, k as number)).toBe(expected);
});

// Short forms of model.soak.ts, against what an even choice loses.
test('of five offers the learner finds the best', () => {
  expect(mean({ ...offersStream(1600), renewal: 200 })).toBeLessThan(0.75 * 1600 * 0.018);
});

test('with context it loses less than an even choice', () => {
  expect(mean(contextStream(1, 1200))).toBeLessThan(0.8 * 1200 * (1435 / 30_000));
});

const thompson = (more: object = {}): PolicyAsWritten => ({
  id: 'p',
  candidates: [
    { id: 'nothing', nothing: true },
    { id: 'plain', gives: { template: 'plain' } },
  ],
  rank: { by: 'thompson', ...more },
  reward: { events: [{ event: 'Bought' }], within: 'P7D' },
});
const candidateOf = ({ candidates }: PolicyDefinition, place: number) => candidates[place] as PolicyCandidate;
const keyOfCandidate = (policy: PolicyDefinition, place: number) => keyOf(candidateOf(policy, place));
const hour = 3_600_000;
const day = 24 * hour;

test('a candidate begins at the pooled rate with the weight of forty trials', () => {
  const policy = policySchema.parse(thompson());
  const key = keyOfCandidate(policy, 0);
  const cells = [{ key, context: '', cohort: 0, trials: 980, goals: 49, value: 0, squares: 0 }];
  const model = makeModel(policy, { cells, delays: [], now: 30 * day });
  expect(model).toMatchObject({ kind: 'rate', pooled: { rate: 0.05 }, decisions: 980, goals: 49 });
  const other = model?.candidates[keyOfCandidate(policy, 1)];
  expect(other).toMatchObject({ a: 2, b: 38, trials: 0 });
  expect(model?.candidates[key]).toMatchObject({ a: 2 + 49, b: 38 + 980 - 49 });
});

test('a young trial counts as far as answers have come by its age', () => {
  const policy = policySchema.parse(thompson());
  const key = keyOfCandidate(policy, 0);
  const cells = [{ key, context: '', cohort: 0, trials: 1000, goals: 0, value: 0, squares: 0 }];
  // Without answers so far they are thought to come evenly: half of the window, half of the trials.
  const model = makeModel(policy, { cells, delays: [], now: 3.5 * day });
  const rate = 1 / 520;
  expect(model?.candidates[key]).toMatchObject({ b: 40 * (1 - rate) + 500 });
});

test('after a half-life experience counts half', () => {
  const policy = policySchema.parse(thompson({ halfLife: 'P60D' }));
  const key = keyOfCandidate(policy, 0);
  const cells = [{ key, context: '', cohort: 0, trials: 1000, goals: 100, value: 0, squares: 0 }];
  const model = makeModel(policy, { cells, delays: [], now: 60 * day });
  expect(model?.candidates[key]).toMatchObject({ a: expect.closeTo((40 * 51) / 520 + 50, 9) });
});

test('experience of an edited candidate is not that of the new one, unless it is kept', () => {
  const before = candidateOf(policySchema.parse(thompson()), 1);
  const edited = { ...before, gives: { template: 'plainer' } };
  expect(keyOf(edited)).not.toBe(keyOf(before));
  expect(keyOf({ ...edited, learnedAs: keyOf(before).split('@')[1] })).toBe(keyOf(before));
});

test('mean values are pooled, shrunk and as sure as their number', () => {
  const written = {
    ...thompson(),
    reward: { events: [{ event: 'Bought', value: { ref: 'event.properties.total' } }], within: 'P7D' },
  };
  const policy = policySchema.parse(written);
  const key = keyOfCandidate(policy, 0);
  const cells = [{ key, context: '', cohort: 0, trials: 80, goals: 8, value: 400, squares: 40_000 }];
  const model = makeModel(policy, { cells, delays: [], now: 30 * day });
  const variance = 40_000 / 80 - 25;
  expect(model?.candidates[key]).toMatchObject({ mean: (400 + 20 * 5) / 100, sd: Math.sqrt(variance / 100) });
});

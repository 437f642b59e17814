import {
  keyOf,
  type PolicyAsWritten,
  type PolicyCandidate,
  type PolicyDefinition,
} from '../../../core/decision/policy.ts';
import { editedCandidates, validatePolicy } from '../../../core/decision/validate-policy.ts';

const sound: PolicyAsWritten = {
  id: 'offer',
  candidates: [
    { id: 'nothing', nothing: true },
    { id: 'plain', gives: { template: 'plain', channels: ['email'] } },
  ],
  rank: { by: 'thompson' },
  reward: { events: [{ event: 'Bought' }], within: 'P7D' },
};
const linear = (context: object[]): object => ({ rank: { by: 'linear', context } });
const ref = (name: string) => ({ ref: name });

test('a sound policy is read, with what it leaves out', () => {
  const { policy, problems } = validatePolicy(sound);
  expect(problems).toEqual([]);
  expect(policy).toMatchObject({
    sticky: 'run',
    baselinePerMille: 0,
    rank: { floorPerMille: 10 },
    reward: { count: 'first' },
  });
});

test.each<[string, object, string]>([
  ['two candidates of one id', { candidates: [...sound.candidates, { id: 'plain' }] }, 'candidate-twice'],
  ['a fallback that is no candidate', { fallback: 'plan' }, 'unknown-candidate'],
  ['nothing that gives something', { candidates: [{ id: 'nothing', nothing: true, gives: {} }] }, 'nothing-gives'],
  [
    'dates that end before they begin',
    { candidates: [...sound.candidates, { id: 'x', from: '2026-03-02T00:00:00Z', until: '2026-03-01T00:00:00Z' }] },
    'candidate-never',
  ],
  ['a learner without a reward', { reward: undefined }, 'policy-without-reward'],
  ['a learner in marketing that can not do nothing', { candidates: [{ id: 'plain' }] }, 'policy-without-nothing'],
  ['shares of which none is given', { rank: { by: 'shares' } }, 'policy-without-shares'],
  [
    'a formula that divides by two numbers',
    { rank: { by: 'formula', score: { op: '/', of: [1, 2, 3] } } },
    'bad-formula',
  ],
  [
    'a formula that looks at nothing known',
    { rank: { by: 'formula', score: ref('custmer.traits.x') } },
    'unknown-field',
  ],
  ['a window in months', { reward: { events: [{ event: 'Bought' }], within: 'P1M' } }, 'bad-duration'],
  ['a window of a year', { reward: { events: [{ event: 'Bought' }], within: 'P365D' } }, 'window-too-long'],
  ['a half-life in years', { rank: { by: 'thompson', halfLife: 'P1Y' } }, 'bad-duration'],
  [
    'a value that is not of the event',
    { reward: { events: [{ event: 'Bought', value: ref('customer.traits.x') }], within: 'P7D' } },
    'field-out-of-place',
  ],
  ['a feature without bins', linear([{ name: 'orders', field: 'customer.traits.orders' }]), 'bad-feature'],
  [
    'bins that do not ascend',
    linear([{ name: 'orders', field: 'customer.traits.orders', bins: [5, 1] }]),
    'bad-feature',
  ],
  [
    'a feature of the event',
    linear([{ name: 'orders', field: 'event.properties.orders', bins: [1] }]),
    'field-out-of-place',
  ],
  [
    'too many columns',
    linear(
      Array.from({ length: 8 }, (_, index) => ({
        name: `f${index}`,
        field: 'customer.traits.x',
        bins: [1, 2, 3, 4, 5, 6],
      })),
    ),
    'context-too-large',
  ],
])('publishing refuses %s', (_name, part, code) => {
  const { policy, problems } = validatePolicy(JSON.parse(JSON.stringify({ ...sound, ...part })));
  expect(policy).toBeUndefined();
  expect(problems.map((problem) => problem.code)).toContain(code);
});

test('an edited candidate is warned of, with the mark that keeps what it learned', () => {
  const before = validatePolicy(sound).policy as PolicyDefinition;
  const [nothing, plain] = before.candidates as [PolicyCandidate, PolicyCandidate];
  const edited = { ...plain, gives: { ...plain.gives, template: 'plainer' } };
  const [problem, ...others] = editedCandidates(before, { ...before, candidates: [nothing, edited] }, keyOf);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: 'candidate-begins-anew', severity: 'warning' });
  const mark = /"learnedAs": "([0-9a-f]{8})"/.exec(problem?.remedy ?? '')?.[1];
  expect(editedCandidates(before, { ...before, candidates: [nothing, { ...edited, learnedAs: mark }] }, keyOf)).toEqual(
    [],
  );
});

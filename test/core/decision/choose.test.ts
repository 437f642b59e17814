import { type Asked, choose, type LivePolicy, type Override } from '../../../core/decision/choose.ts';
import { pickAt } from '../../../core/decision/draw.ts';
import { explainDecision } from '../../../core/decision/explain.ts';
import { makeModel } from '../../../core/decision/model.ts';
import { keyOf, type PolicyAsWritten, policySchema } from '../../../core/decision/policy.ts';

const at = Date.parse('2026-03-02T08:30:00Z');
const candidates: PolicyAsWritten['candidates'] = [
  { id: 'nothing', nothing: true },
  { id: 'plain', title: 'the plain mail', gives: { template: 'plain' }, share: 300, values: { margin: 2 } },
  { id: 'ten', title: '10 % off', gives: { template: 'ten' }, share: 700, values: { margin: 5 } },
];
const policyOf = (more: Partial<PolicyAsWritten> = {}): LivePolicy => ({
  definition: policySchema.parse({
    id: 'offer',
    candidates,
    rank: { by: 'order' },
    reward: { events: [{ event: 'Bought' }], within: 'P7D' },
    ...more,
  }),
  version: 3,
});
const asked = (more: Partial<Asked> = {}): Asked => ({
  now: at,
  read: () => undefined,
  holds: () => true,
  blocked: () => undefined,
  isBaseline: false,
  luck: 0.5,
  ...more,
});
const words = (policy: LivePolicy, more: Partial<Asked> = {}) => explainDecision(choose(policy, asked(more)));
const when = {
  combinator: 'and' as const,
  rules: [{ field: 'customer.traits.plan', operator: '=' as const, value: 'pro' }],
};
const learned = (rank: PolicyAsWritten['rank'], goals: readonly number[], context = ''): LivePolicy => {
  const policy = policyOf({ rank });
  const cells = policy.definition.candidates.map((candidate, index) => ({
    ...{ key: keyOf(candidate), context, cohort: 0, trials: 1000 },
    ...{ goals: goals[index] ?? 0, value: goals[index] ?? 0, squares: goals[index] ?? 0 },
  }));
  const model = makeModel(policy.definition, { cells, delays: [], now: at });
  return { ...policy, state: model && { number: 214, model } };
};

test('by order: the first as it is written, whatever the ids are', () => {
  const policy = policyOf({ candidates: [...candidates].reverse() });
  expect(words(policy)).toEqual(['Chosen: 10 % off, the first that could be.', 'Policy offer v3.']);
});

test('by shares: the weights, over those that may be chosen', () => {
  const record = choose(policyOf({ rank: { by: 'shares' } }), asked());
  expect(record.candidates.map(({ id, ppm }) => [id, ppm])).toEqual([
    ['nothing', 0],
    ['plain', 300_000],
    ['ten', 700_000],
  ]);
  expect(explainDecision(record)).toEqual(['Chosen: 10 % off (chance 70 %).', 'Policy offer v3.']);
  const fewer = choose(
    policyOf({ rank: { by: 'shares' } }),
    asked({ blocked: ({ id }) => (id === 'ten' ? 'consent' : undefined) }),
  );
  expect(fewer.candidates.map(({ ppm }) => ppm)).toEqual([0, 1_000_000, undefined]);
});

test('by formula: the greatest score; what lacks a value can not be chosen', () => {
  const score = { op: '-', of: [{ ref: 'candidate.margin' }, { ref: 'candidate.cost' }] } as const;
  expect(words(policyOf({ rank: { by: 'formula', score } as never }))).toEqual([
    'Chosen: 10 % off, which has the greatest score.',
    'Of three candidates one could not be: nothing (a value for its score is missing).',
    'Policy offer v3.',
  ]);
});

test('a learner says what it expects, and when it chooses to keep learning', () => {
  const policy = learned({ by: 'thompson' }, [20, 60, 90]);
  expect(words(policy)).toEqual([
    'Chosen: 10 % off (chance 97 %).',
    'Expected worth 0.089 (0.071 to 0.106), nothing 0.021.',
    'Policy offer v3, state 214: 3,000 decisions, 170 goals.',
  ]);
  expect(words(policy, { luck: 0.015 })).toEqual([
    'Chosen: the plain mail (chance 2 %).',
    'Expected worth 0.060 (0.045 to 0.074), nothing 0.021.',
    'This was to keep learning: 10 % off looked better (0.089) and had 97 %.',
    'Policy offer v3, state 214: 3,000 decisions, 170 goals.',
  ]);
});

test('with context it says what spoke for the choice', () => {
  const rank = { by: 'linear' as const, context: [{ name: 'orders', field: 'customer.traits.orders', bins: [1, 5] }] };
  const lines = words(learned(rank, [20, 60, 90], '1'), { read: () => 3 });
  expect(lines[0]).toMatch(/^Chosen: 10 % off \(chance 9\d %\)\.$/);
  expect(lines.at(-2)).toMatch(/^What spoke for it: orders from 1 to under 5 \+0\.\d+\.$/);
});

test('before anything is learned, and without context, all have the same chance', () => {
  expect(words(policyOf({ rank: { by: 'thompson' } })).at(-1)).toBe(
    'Policy offer v3 has learned nothing yet: each candidate had the same chance.',
  );
  const record = choose(learned({ by: 'thompson' }, [0, 0, 300]), asked({ withoutContext: true }));
  expect(record.candidates.map(({ ppm }) => ppm)).toEqual([333_334, 333_333, 333_333]);
});

test('the first reason counts: banned, dates, condition, guard', () => {
  const overrides: Override[] = [{ kind: 'ban', candidate: 'a' }];
  const written = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
    ...{ id, eligible: id <= 'c' ? when : undefined },
    ...(id <= 'b' && { until: '2026-03-01T00:00:00Z' }),
  }));
  const policy = {
    ...policyOf({ candidates: JSON.parse(JSON.stringify(written)), purpose: 'transactional' }),
    overrides,
  };
  const blocked = ({ id }: { id: string }) => (id <= 'd' ? 'no-address' : undefined);
  expect(words(policy, { holds: () => false, blocked })).toEqual([
    'Chosen: e, the first that could be.',
    'Of five candidates four could not be: a (a person took it out), b (only until 2026-03-01), ' +
      'c (not so that the customer\'s plan is "pro"), d (no address).',
    'Policy offer v3.',
  ]);
});

test('where none may be chosen, the fallback goes unless the guard says no', () => {
  const policy = policyOf({
    candidates: [
      { id: 'ten', eligible: when },
      { id: 'plain', eligible: when },
    ],
    fallback: 'plain',
  });
  const none = { holds: () => false };
  expect(words(policy, none)[0]).toBe('Chosen: plain, the fallback, because none of the others could be.');
  expect(choose(policy, asked(none))).toMatchObject({ by: 'fallback', isTrial: false });
  const barred = policyOf({ candidates: [{ id: 'plain' }], fallback: 'plain' });
  expect(words(barred, { blocked: () => 'suppressed' })[0]).toBe('None could be chosen.');
});

test.each<[string, Partial<LivePolicy>, Partial<Asked>, string, object]>([
  [
    'a pin is the choice, and no trial',
    { overrides: [{ kind: 'pin', candidate: 'nothing' }] },
    {},
    'Chosen: nothing, because a person pinned it.',
    { isTrial: false },
  ],
  [
    'a pin that is over says nothing',
    { overrides: [{ kind: 'pin', candidate: 'ten', until: at }] },
    {},
    'Chosen: nothing, the first that could be.',
    { isTrial: true },
  ],
  [
    'a customer keeps what they had',
    {},
    { kept: 'ten' },
    'Chosen: 10 % off, which the customer had before and keeps.',
    { isTrial: false },
  ],
  [
    'the baseline is served evenly, and teaches',
    {},
    { isBaseline: true },
    'Chosen: the plain mail (chance 33 %). The customer is one of those who are served evenly, for comparison.',
    { isTrial: true },
  ],
])('%s', (_name, more, by, expected, record) => {
  const policy = { ...policyOf(), ...more };
  expect(words(policy, by)[0]).toBe(expected);
  expect(choose(policy, asked(by))).toMatchObject(record);
});

test('what was chosen follows from the recorded parts and the recorded luck', () => {
  const policy = learned({ by: 'thompson' }, [30, 31, 32]);
  for (let step = 0; step < 200; step += 1) {
    const { candidates: judged, luck, chosen } = choose(policy, asked({ luck: (step + 0.5) / 200 }));
    expect(
      judged[
        pickAt(
          judged.map(({ ppm = 0 }) => ppm),
          luck,
        )
      ]?.id,
    ).toBe(chosen);
  }
});

import { choose, type LivePolicy } from '../../../core/decision/choose.ts';
import { comparePolicy, describeComparison, type LoggedChoice } from '../../../core/decision/compare.ts';
import { keyOf, policySchema } from '../../../core/decision/policy.ts';
import { uniform } from '../../support/decision-streams.ts';

const even = policySchema.parse({
  id: 'even',
  purpose: 'transactional',
  candidates: [
    { id: 'a', share: 500 },
    { id: 'b', share: 500 },
  ],
  rank: { by: 'shares' },
});
const live = (definition: typeof even): LivePolicy => ({ definition, version: 1 });
const rates: Readonly<Record<string, number>> = { a: 0.1, b: 0.3 };

/** `a` brings .1 and `b` .3; each was chosen half of the time. */
const logOf = (count: number): LoggedChoice[] =>
  Array.from({ length: count }, (_, t) => {
    const record = choose(live(even), {
      ...{ now: 0, read: () => undefined, holds: () => true, blocked: () => undefined, isBaseline: false },
      luck: uniform(1, t, 0),
    });
    const chosen = even.candidates.find(({ id }) => id === record.chosen);
    if (!chosen) throw new Error('nothing was chosen');
    const reward = uniform(1, t, 1) < (rates[chosen.id] ?? 0) ? 1 : 0;
    return { record, context: '', action: keyOf(chosen), propensity: 0.5, reward };
  });
const onlyB = policySchema.parse({ ...even, rank: { by: 'order' }, candidates: [...even.candidates].reverse() });

test('from decisions of an even policy it is known that the better candidate alone is better', () => {
  const compared = comparePolicy(logOf(2000), even, live(onlyB));
  expect(compared.verdict).toBe('better');
  expect(compared.other.dr).toBeCloseTo(0.3, 1);
  expect(describeComparison('even', 'only b', compared).at(-1)).toMatch(
    /^only b is better than even: 0\.\d+ \(0\.\d+ to 0\.\d+\) a decision\.$/,
  );
});

test('a short log gives no verdict', () => {
  const compared = comparePolicy(logOf(100), even, live(onlyB));
  expect(describeComparison('even', 'only b', compared).at(-1)).toBe(
    "Too few decisions speak for it: which is better can't be told from this log.",
  );
});

test('what was never chosen can not be judged', () => {
  const wider = policySchema.parse({ ...onlyB, candidates: [...onlyB.candidates, { id: 'c' }] });
  const compared = comparePolicy(logOf(500), even, live(wider));
  expect(compared).toMatchObject({ verdict: 'not-tellable', problem: '"c" was never chosen' });
});

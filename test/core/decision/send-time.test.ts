import fc from 'fast-check';
import { choose } from '../../../core/decision/choose.ts';
import { chancesOfHours } from '../../../core/decision/choose-hour.ts';
import { hourOfWeek, withTimes } from '../../../core/decision/expand-times.ts';
import { explainDecision } from '../../../core/decision/explain.ts';
import { type PolicyDefinition, policySchema } from '../../../core/decision/policy.ts';
import { customerProfile, type HourWeights, hoursOfWeek, populationProfile } from '../../../core/decision/send-time.ts';
import { uniform } from '../../support/decision-streams.ts';

const all = Array.from({ length: hoursOfWeek }, (_, hour) => hour);
const greatest = (of: readonly number[], among: readonly number[]) =>
  among.reduce((best, hour) => ((of[hour] ?? 0) > (of[best] ?? 0) ? hour : best), among[0] as number);

/** Four habits; each customer's own centre moves by up to two hours. As the reference draws them. */
function truthOf(seed: number, customer: number): readonly number[] {
  const habits = [
    [8, 20, 0.7],
    [12.5, 13, 0.5],
    [19, 11, 0.6],
    [22, 16, 0.5],
  ] as const;
  const drawn = uniform(seed, customer, 400);
  const kind = [0.35, 0.55, 0.85].filter((edge) => edge < drawn).length;
  const [weekday, weekend, weight] = habits[kind] as (typeof habits)[number];
  const shift = (uniform(seed, customer, 401) - 0.5) * 4;
  const peak = all.map((hour) => {
    const apart = Math.abs((hour % 24) - ((hour >= 120 ? weekend : weekday) + shift));
    return Math.exp(-0.5 * (Math.min(apart, 24 - apart) / 1.5) ** 2);
  });
  const night = all.map((hour) => (hour % 24 < 6 ? 0.1 : 1));
  const [peaks, nights] = [peak, night].map((each) => each.reduce((sum, value) => sum + value, 0)) as [number, number];
  return all.map(
    (hour) => (weight * (peak[hour] as number)) / peaks + ((1 - weight) * (night[hour] as number)) / nights,
  );
}

/** Deeds of a customer, drawn from their habits. */
function deedsOf(seed: number, customer: number, truth: readonly number[], from: number, many: number): number[] {
  const deeds = new Array<number>(hoursOfWeek).fill(0);
  const total = truth.reduce((sum, each) => sum + each, 0);
  for (let deed = 0; deed < many; deed += 1) {
    let left = uniform(seed, customer, from + deed) * total;
    const hour = truth.findIndex((each) => {
      left -= each;
      return left <= 0;
    });
    const at = hour < 0 ? hoursOfWeek - 1 : hour;
    deeds[at] = (deeds[at] as number) + 1;
  }
  return deeds;
}

test('the chosen hour is as good as in the reference, after few deeds and after many', () => {
  const [seed, customers] = [11, 3_000];
  const truths = Array.from({ length: customers }, (_, customer) => truthOf(seed, customer));
  const many = new Array<number>(hoursOfWeek).fill(0);
  for (const [customer, truth] of truths.entries())
    for (const [hour, deeds] of deedsOf(seed, customer, truth, 500, 10).entries())
      many[hour] = (many[hour] as number) + deeds;
  const population = populationProfile(many);
  const share = (known: number, profileOf: (own: HourWeights) => HourWeights) => {
    const sum = truths.reduce((before, truth, customer) => {
      const own = deedsOf(seed, customer, truth, 600, known);
      const start = Math.floor(uniform(seed, customer, 402) * hoursOfWeek);
      const window = Array.from({ length: 24 }, (_, each) => (start + each) % hoursOfWeek);
      const chosen = greatest(profileOf(own), window);
      return before + (truth[chosen] as number) / (truth[greatest(truth, window)] as number);
    }, 0);
    return sum / customers;
  };
  expect(share(0, () => population)).toBeCloseTo(0.3854, 2);
  const reference = { 0: 0.3854, 1: 0.4801, 3: 0.572, 10: 0.7416, 30: 0.8665 };
  for (const [known, expected] of Object.entries(reference))
    expect(Math.abs(share(Number(known), (own) => customerProfile(own, population)) - expected)).toBeLessThan(0.01);
});

test('a profile is a distribution over the week, whatever is known', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 168, maxLength: 168 }),
      (weights) => {
        for (const profile of [populationProfile(weights), populationProfile([])]) {
          expect(profile.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
          expect(Math.min(...customerProfile(weights, profile))).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: 20 },
  );
});

const policy: PolicyDefinition = policySchema.parse({
  ...{ id: 'when', candidates: [], rank: { by: 'best-hour' } },
  sources: [{ from: 'times', within: 'PT24H' }],
});
const tuesday = Date.parse('2026-03-03T09:30:00Z');
const evenings = all.map((hour) => (hour % 24 === 19 ? 3 : 0));
const hours = { own: evenings, population: populationProfile([]), deeds: 21 };

test('times are now and each full hour of the window, by the clocks of the customer', () => {
  const { candidates } = withTimes(policy, { now: tuesday, zone: 'Europe/Berlin' });
  expect(candidates).toHaveLength(25);
  expect(candidates.slice(0, 3).map(({ title }) => title)).toEqual(['now', 'Tuesday 11:00', 'Tuesday 12:00']);
  expect(candidates[1]?.gives?.data).toEqual({ at: '2026-03-03T10:00:00.000Z', hour: 11 });
  expect(hourOfWeek(tuesday, 'Europe/Berlin')).toBe(24 + 10);
});

const decideAt = (more: object) =>
  choose(
    { definition: withTimes(policy, { now: tuesday, zone: 'UTC' }), version: 1 },
    {
      ...{ now: tuesday, read: () => undefined, holds: () => true, blocked: () => undefined, isBaseline: false },
      ...{ luck: 0.5, hours, ...more },
    },
  );

test('the hour at which the customer is there is chosen, and said', () => {
  const record = decideAt({});
  expect(record.chosen).toBe('tuesday-19');
  expect(explainDecision(record)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^21 of 21 visits and clicks fell within three hours about it;/)]),
  );
});

test('one who is not waited for gets it now, and so does one of whom nothing is known', () => {
  expect(decideAt({ isBaseline: true })).toMatchObject({ chosen: 'now', by: 'baseline' });
  const unknown = { own: [], population: populationProfile([]), deeds: 0 };
  expect(decideAt({ hours: unknown }).chosen).toBe('now');
  expect(decideAt({ withoutContext: true }).chosen).toBe('now');
});

test('an hour of the quiet hours is never chosen', () => {
  const blocked = ({ time }: { time?: { hour: number } }) => ((time?.hour ?? 0) % 24 >= 19 ? 'quiet-hours' : undefined);
  const record = decideAt({ blocked });
  expect(record.candidates.find(({ id }) => id === record.chosen)?.title).toBe('Tuesday 18:00');
});

test('chances add up, the best has nearly all, and each open hour has a little', () => {
  const { candidates } = withTimes(policy, { now: tuesday, zone: 'UTC' });
  const { chances } = chancesOfHours(candidates, { hours, isBaseline: false, explore: 0.05 });
  expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
  expect(Math.max(...chances)).toBeCloseTo(0.952, 3);
  expect(Math.min(...chances)).toBeCloseTo(0.002, 3);
});

import { differenceOf, type Sums } from '../../../../core/statistics/interval.ts';
import { logSampleRatioBayesFactor, sampleRatioAlarmFrom } from '../../../../core/statistics/sample-ratio.ts';

/** Draws that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Stream {
  readonly seed: number;
  readonly tests: number;
  readonly looks: number;
  readonly rate: number;
  /** Customers of both arms between two looks. */
  readonly perLook: readonly [number, number];
  /** Goals in each arm from which on a difference is read. */
  readonly least: number;
  /** Of the second arm's rate over the first's. */
  readonly lift?: number;
  /** Money of a goal, from a uniform and a normal draw; without it each goal is worth 1. */
  readonly money?: { readonly mean: number; readonly sigma: number; readonly cap?: number };
}

/** How many tests named a winner at some look, by the interval to decide by and by the fixed one; and when the first did. */
export function falseAlarms({ seed, tests, looks, rate, perLook, least, lift = 0, money }: Stream) {
  const draw = seeded(seed);
  let [alwaysValid, naive] = [0, 0];
  const firstAt: number[] = [];
  for (let test = 0; test < tests; test += 1) {
    const arms: [Sums, Sums] = [
      { n: 0, sum: 0, squares: 0 },
      { n: 0, sum: 0, squares: 0 },
    ];
    const goals = [0, 0];
    let [alarm, wrong] = [false, false];
    for (let look = 0; look < looks && !(alarm && wrong); look += 1) {
      for (const index of [0, 1] as const) {
        const added = goalsOf(draw, perLook[index], rate * (1 + lift * index), money);
        goals[index] = (goals[index] ?? 0) + added.goals;
        const { n, sum, squares } = arms[index];
        arms[index] = { n: n + perLook[index], sum: sum + added.sum, squares: squares + added.squares };
      }
      if (Math.min(...goals) < least) continue;
      const found = differenceOf(...arms);
      if (!found) continue;
      const z = Math.abs(found.difference) / found.standardError;
      if (!alarm && z > found.width) {
        alarm = true;
        firstAt.push(arms[0].n + arms[1].n);
      }
      wrong ||= z > 1.959964;
    }
    alwaysValid += Number(alarm);
    naive += Number(wrong);
  }
  return { alwaysValid, naive, firstAt: firstAt.sort((a, b) => a - b) };
}

function goalsOf(draw: () => number, customers: number, rate: number, money: Stream['money']) {
  let [goals, sum, squares] = [0, 0, 0];
  for (let customer = 0; customer < customers; customer += 1) {
    if (draw() >= rate) continue;
    const value = money ? Math.min(money.cap ?? Number.POSITIVE_INFINITY, lognormal(draw, money)) : 1;
    goals += 1;
    sum += value;
    squares += value * value;
  }
  return { goals, sum, squares };
}

function lognormal(draw: () => number, { mean, sigma }: { mean: number; sigma: number }): number {
  const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  return Math.exp(mean + sigma * normal);
}

/** How many of these tests raised the alarm of sample ratio at some look, and how many customers the median one took. */
export function sampleRatioAlarms(options: {
  readonly seed: number;
  readonly tests: number;
  readonly looks: number;
  readonly planned: number;
  readonly real: number;
}) {
  const { seed, tests, looks, planned, real } = options;
  const draw = seeded(seed);
  const firstAt: number[] = [];
  for (let test = 0; test < tests; test += 1) {
    const counts = [0, 0];
    for (let look = 1; look <= looks; look += 1) {
      for (let customer = 0; customer < 50; customer += 1) {
        const arm = draw() < real ? 0 : 1;
        counts[arm] = (counts[arm] ?? 0) + 1;
      }
      if (logSampleRatioBayesFactor(counts, [planned, 1 - planned]) <= sampleRatioAlarmFrom) continue;
      firstAt.push(look * 50);
      break;
    }
  }
  firstAt.sort((a, b) => a - b);
  return { alarms: firstAt.length, median: firstAt[Math.floor(firstAt.length / 2)] };
}

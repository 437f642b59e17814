/**
 * When a customer is there: a profile over the 168 hours of the week, by their own clocks, Monday 0:00 first. What little is known
 * of one customer is smoothed over near hours and leans on the profile of all (docs/decisions-guide.md).
 */
export const hoursOfWeek = 168;

/** Weights of deeds by the hour of the week. */
export type HourWeights = readonly number[];

/** Of an hour of the day, in hours. */
const spreadHours = 1.5;
const sameKindOfDay = 0.5;
const otherKindOfDay = 0.2;
/** How many deeds of the customer weigh as much as the profile of all. */
const pseudoDeeds = 6;
/** So much more than now an hour has to promise: else it is not waited for. */
export const leastGain = 0.1;

const isWeekend = (hour: number) => Math.floor(hour / 24) >= 5;

/** How much a deed at one hour says of another: a circular normal over the hour of the day, less on other days. Rows sum to 1. */
const kernel: readonly (readonly number[])[] = Array.from({ length: hoursOfWeek }, (_, hour) => {
  const row = Array.from({ length: hoursOfWeek }, (_unused, other) => {
    const apart = Math.abs((hour % 24) - (other % 24));
    const near = Math.exp(-0.5 * (Math.min(apart, 24 - apart) / spreadHours) ** 2);
    if (Math.floor(hour / 24) === Math.floor(other / 24)) return near;
    return near * (isWeekend(hour) === isWeekend(other) ? sameKindOfDay : otherKindOfDay);
  });
  const sum = row.reduce((all, each) => all + each, 0);
  return row.map((each) => each / sum);
});

function smoothed(weights: HourWeights): number[] {
  const known = weights.flatMap((weight, hour) => (weight > 0 ? [{ weight, hour }] : []));
  return kernel.map((row) => {
    let sum = 0;
    for (const { weight, hour } of known) sum += (row[hour] as number) * weight;
    return sum;
  });
}

/** The shares of the hours for all customers together; without any deeds all hours are alike. */
export function populationProfile(weights: HourWeights): HourWeights {
  const smooth = smoothed(weights);
  const sum = smooth.reduce((all, each) => all + each, 0);
  return smooth.map((each) => (sum > 0 ? each / sum : 1 / hoursOfWeek));
}

/** How likely a deed of the customer falls on each hour. */
export function customerProfile(own: HourWeights, population: HourWeights): HourWeights {
  const count = own.reduce((all, each) => all + each, 0);
  return smoothed(own).map((each, hour) => (each + pseudoDeeds * (population[hour] ?? 0)) / (count + pseudoDeeds));
}

/** What is known when an hour is to be chosen. */
export interface HourFacts {
  readonly own: HourWeights;
  /** Of all customers, smoothed: see `populationProfile`. */
  readonly population: HourWeights;
  /** How many deeds of the customer `own` rests on. */
  readonly deeds: number;
}

import type { PolicyCandidate } from './policy.ts';
import { customerProfile, type HourFacts, hoursOfWeek, leastGain } from './send-time.ts';

/** What the record of a choice among times says: in numbers, for its words. */
export interface HourReasons {
  /** How many deeds of the customer are known, and how many of them fell within three hours about the chosen one. */
  readonly deeds: number;
  readonly near: number;
  /** The hour of the day at which most of all customers are there. */
  readonly usual: number;
  /** By how much more likely than now the customer is there, as a part of one. */
  readonly gain: number;
}

export interface HourChoice {
  readonly by: 'policy' | 'baseline';
  readonly chances: readonly number[];
}

interface AskedForHour {
  readonly hours: HourFacts | undefined;
  readonly isBaseline: boolean;
  /** A part of one. */
  readonly explore: number;
}

type Timed = Pick<PolicyCandidate, 'time'>;

/**
 * The hour at which the customer is most likely there gets nearly all of the chance, unless now is nearly as good; a small part is
 * shared by all, so that other hours stay known. The baseline is sent at once, or as soon as it may be.
 */
export function chancesOfHours(candidates: readonly Timed[], { hours, isBaseline, explore }: AskedForHour): HourChoice {
  const first = earliest(candidates);
  const all = (index: number): number[] => candidates.map((_, each) => (each === index ? 1 : 0));
  if (isBaseline) return { by: 'baseline', chances: all(first) };
  const best = bestOf(candidates, hours, first);
  const timed = candidates.filter(({ time }) => time).length;
  const drawn = timed > 1 ? explore : 0;
  return {
    by: 'policy',
    chances: candidates.map(
      ({ time }, index) => (index === best ? 1 - drawn : 0) + (time ? drawn / Math.max(timed, 1) : 0),
    ),
  };
}

function earliest(candidates: readonly Timed[]): number {
  const at = (index: number) => candidates[index]?.time?.at ?? Number.MAX_SAFE_INTEGER;
  return candidates.reduce((least, _, index) => (at(index) < at(least) ? index : least), 0);
}

/** Of equally good hours the first; the earliest where none is much better. */
function bestOf(candidates: readonly Timed[], hours: HourFacts | undefined, first: number): number {
  if (!hours) return first;
  const profile = customerProfile(hours.own, hours.population);
  const score = (index: number) => profile[candidates[index]?.time?.hour ?? -1] ?? 0;
  const at = (index: number) => candidates[index]?.time?.at ?? 0;
  const best = candidates.reduce((greatest, _, index) => {
    if (score(index) > score(greatest)) return index;
    return score(index) === score(greatest) && at(index) < at(greatest) ? index : greatest;
  }, first);
  return score(best) >= score(first) * (1 + leastGain) ? best : first;
}

/** What spoke for the chosen time, against the earliest one. */
export function reasonsOfHour(
  chosen: Timed,
  candidates: readonly Timed[],
  hours: HourFacts | undefined,
): HourReasons | undefined {
  const hour = chosen.time?.hour;
  if (hour === undefined || !hours) return undefined;
  const profile = customerProfile(hours.own, hours.population);
  const now = profile[candidates[earliest(candidates)]?.time?.hour ?? -1] ?? 0;
  const sum = hours.own.reduce((all, each) => all + each, 0);
  const near = hours.own.reduce((all, each, other) => {
    const apart = Math.abs((other % 24) - (hour % 24));
    return Math.min(apart, 24 - apart) <= 1 ? all + each : all;
  }, 0);
  const ofDay = Array.from({ length: 24 }, (_, each) => {
    let all = 0;
    for (let other = each; other < hoursOfWeek; other += 24) all += hours.population[other] ?? 0;
    return all;
  });
  return {
    deeds: hours.deeds,
    near: sum > 0 ? Math.round((hours.deeds * near) / sum) : 0,
    usual: ofDay.indexOf(Math.max(...ofDay)),
    gain: now > 0 ? (profile[hour] ?? 0) / now - 1 : 0,
  };
}

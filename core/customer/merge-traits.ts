import type { Json } from '../base/canonical-json.ts';
import { define, own, saidInContext, type Traits } from './traits.ts';

/**
 * The traits of two customers who are one: per trait the value with the latest time. What an identify call said is before
 * what a client library sent along; of equal times the value of who stays is taken. A trait that was taken away stays away
 * by its time.
 */
export function mergeTraits(stays: Traits, joins: Traits): Traits {
  const traits: Record<string, Json> = {};
  const traitTimes: Record<string, number> = {};
  const names = new Set([stays, joins].flatMap((each) => Object.keys({ ...each.traits, ...each.traitTimes })));
  for (const name of names) {
    const [a, b] = [own(stays.traitTimes, name), own(joins.traitTimes, name)];
    const time = a === undefined || (b !== undefined && b > a) ? b : a;
    if (time !== undefined) define(traitTimes, name, time);
  }
  for (const name of names) {
    const value = own((isNewer(name, joins, stays) ? joins : stays).traits, name);
    if (value !== undefined) define(traits, name, value);
  }
  return { traits, traitTimes };
}

/** Does the first say something later of the trait than the second? */
function isNewer(name: string, first: Traits, second: Traits): boolean {
  const [a, b] = [own(first.traitTimes, name), own(second.traitTimes, name)];
  if (a !== undefined || b !== undefined) return a !== undefined && (b === undefined || a > b);
  const sent = saidInContext(name);
  const [c, d] = [own(first.traitTimes, sent), own(second.traitTimes, sent)];
  if (c !== undefined || d !== undefined) return c !== undefined && (d === undefined || c > d);
  return Object.hasOwn(first.traits, name) && !Object.hasOwn(second.traits, name);
}

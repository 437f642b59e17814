import type { Json } from '../base/canonical-json.ts';
import type { Properties } from '../condition/schema.ts';

interface Traits {
  readonly traits: Properties;
  /** Trait ▸ time of the event that set it, epoch milliseconds. */
  readonly traitTimes: Readonly<Record<string, number>>;
}

/**
 * Traits of an identify call laid over a customer's: per trait the last writer by the event's own time wins, so calls
 * that arrive out of order end the same. A trait set to null is gone, but its time stays, so an older value can't revive.
 */
export function applyTraits<C extends Traits>(customer: C, traits: Properties, timestamp: number): C {
  const values: Record<string, Json> = { ...customer.traits };
  const times: Record<string, number> = { ...customer.traitTimes };
  for (const [name, value] of Object.entries(traits)) {
    if (Object.hasOwn(times, name) && (times[name] as number) > timestamp) continue;
    Object.defineProperty(times, name, { value: timestamp, enumerable: true, writable: true, configurable: true });
    if (value === null) delete values[name];
    else Object.defineProperty(values, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return { ...customer, traits: values, traitTimes: times };
}

/** Characters of the JSON of a customer's traits and their times: each event of the customer reads all of it, under a lock. */
export const mostTraits = 256 * 1024;

/** Would these traits be too many to keep? What makes them fewer is taken, however many they are. */
export function areTooMany(traits: Traits, before: Traits): boolean {
  const size = sizeOf(traits);
  return size > mostTraits && size > sizeOf(before);
}

function sizeOf({ traits, traitTimes }: Traits): number {
  return JSON.stringify([traits, traitTimes]).length;
}

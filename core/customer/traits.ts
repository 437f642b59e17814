import type { Json } from '../base/canonical-json.ts';
import type { Properties } from '../condition/schema.ts';

export interface Traits {
  readonly traits: Properties;
  /**
   * Trait ▸ time of the event that set it, epoch milliseconds. What a client library sent along has its time under
   * `saidInContext` of the trait.
   */
  readonly traitTimes: Readonly<Record<string, number>>;
}

/** A customer's traits while calls are laid over them. What a call costs depends on the call, not on what is there. */
export interface TraitsDraft extends Traits {
  /**
   * Lays the traits of an identify call over: per trait the last writer by the event's own time wins, so calls that arrive
   * out of order end the same. A trait set to null is gone, but its time stays, so an older value can't revive. False, and
   * nothing is changed: they would be too many to keep. What makes them fewer is taken, however many they are.
   */
  apply(traits: Properties, timestamp: number): boolean;
  /**
   * Lays over what the client library sent along with any call: `timezone`, `locale`, `campaign`. It never changes what
   * an identify call said. Gives what is to be stored: nothing, if nothing changed.
   */
  applyContext(sent: Properties, timestamp: number): boolean;
}

/** Characters of the JSON of a customer's traits and their times: each event of the customer reads all of it, under a lock. */
export const mostTraits = 256 * 1024;

/** The name under which the time of a trait from the client library is kept. */
export const saidInContext = (name: string): string => `context.${name}`;

/** An unchanged value of a client library gets a new time this often, so that most events write nothing. */
const SAME_VALUE_MS = 60 * 60_000;

export function draftTraits(stored: Traits, most = Number.POSITIVE_INFINITY): TraitsDraft {
  const values: Record<string, Json> = { ...stored.traits };
  const times: Record<string, number> = { ...stored.traitTimes };
  let size = most === Number.POSITIVE_INFINITY ? 0 : JSON.stringify([values, times]).length;

  /** Sets values, and times under the names that `timeOf` gives, if there is room. */
  function lay(newer: readonly [string, Json][], timestamp: number, timeOf: (name: string) => string): boolean {
    let growth = 0;
    for (const [name, value] of newer) {
      growth += sizeOf(timeOf(name), timestamp) + (value === null ? 0 : sizeOf(name, value));
      growth -= sizeOf(timeOf(name), own(times, timeOf(name))) + sizeOf(name, own(values, name));
    }
    if (growth > 0 && size + growth > most) return false;
    size += growth;
    for (const [name, value] of newer) {
      define(times, timeOf(name), timestamp);
      if (value === null) delete values[name];
      else define(values, name, value);
    }
    return true;
  }

  return {
    traits: values,
    traitTimes: times,
    apply(traits, timestamp) {
      const newer = Object.entries(traits).filter(([name]) => !((own(times, name) ?? timestamp) > timestamp));
      return lay(newer, timestamp, (name) => name);
    },
    applyContext(sent, timestamp) {
      const newer = Object.entries(sent).filter(([name, value]) => {
        if (own(times, name) !== undefined) return false;
        const before = own(times, saidInContext(name));
        if (before === undefined) return true;
        const isSame = JSON.stringify(own(values, name)) === JSON.stringify(value);
        return timestamp > before + (isSame ? SAME_VALUE_MS : 0);
      });
      return newer.length > 0 && lay(newer, timestamp, saidInContext);
    },
  };
}

/** Characters that a member takes. */
function sizeOf(name: string, value: Json | undefined): number {
  return value === undefined ? 0 : JSON.stringify(name).length + JSON.stringify(value).length + 2;
}

export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Not by assignment, to which the name "__proto__" means something else. */
export function define(record: object, name: string, value: Json): void {
  Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
}

/** The names of the traits whose values differ. */
export function changedTraits(before: Properties, after: Properties): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const valueIn = (traits: Properties, name: string) => JSON.stringify(own(traits, name));
  return [...names].filter((name) => valueIn(before, name) !== valueIn(after, name));
}

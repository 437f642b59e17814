import type { Json } from '../base/canonical-json.ts';
import type { Properties } from '../condition/condition.ts';
import type { Customer } from '../store/customers.ts';

/**
 * Traits of an identify call laid over a customer's: per trait the last writer by the event's own time wins, so calls
 * that arrive out of order end the same. A trait set to null is gone, but its time stays, so an older value can't revive.
 */
export function applyTraits(customer: Customer, traits: Properties, timestamp: number): Customer {
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

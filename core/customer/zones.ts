import { isTimeZone } from '../base/calendar.ts';
import type { Properties } from '../condition/schema.ts';
import { countriesOfPhone } from './calling-codes.ts';

/** The zones in which a customer may be, and how that is known. */
export interface CustomerZones {
  /** One at least. */
  readonly zones: readonly string[];
  /** workspace: nothing is known of the customer. */
  readonly from: 'trait' | 'country' | 'workspace';
}

/**
 * The trait `timezone`, which a client library also sets; else all zones of the countries that the phone's calling code and
 * the trait `country` (or `address.country`) name; else the workspace's.
 */
export function zonesOf(traits: Properties, workspaceZone: string): CustomerZones {
  const { timezone } = traits;
  if (isTimeZone(timezone)) return { zones: [timezone], from: 'trait' };
  const zones = [...new Set(countriesOf(traits).flatMap(zonesOfCountry))];
  return zones.length > 0 ? { zones, from: 'country' } : { zones: [workspaceZone], from: 'workspace' };
}

/** The trait decides among the countries of a shared calling code; where the two contradict each other, both count. */
function countriesOf(traits: Properties): readonly string[] {
  const byPhone = typeof traits.phone === 'string' ? countriesOfPhone(traits.phone) : [];
  const { address } = traits;
  const inAddress = address !== null && typeof address === 'object' && !Array.isArray(address) && 'country' in address;
  const named = traits.country ?? (inAddress ? address.country : undefined);
  if (typeof named !== 'string' || !/^[A-Za-z]{2}$/.test(named)) return byPhone;
  const country = named.toUpperCase();
  return byPhone.includes(country) ? [country] : [...byPhone, country];
}

const known = new Map<string, readonly string[]>();

/** By the data that Intl has for the region; nothing where a runtime has none. A memory of pure answers, bounded by names. */
function zonesOfCountry(country: string): readonly string[] {
  const remembered = known.get(country);
  if (remembered) return remembered;
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    readonly timeZones?: readonly string[];
    getTimeZones?(): readonly string[] | undefined;
  };
  const zones = (locale.getTimeZones?.() ?? locale.timeZones ?? []).filter(isTimeZone);
  known.set(country, zones);
  return zones;
}

import { isTimeZone } from '../base/calendar.ts';
import type { Properties } from '../condition/schema.ts';

/** The customer's zone, which says what a day is: the trait `timezone`, where it names one, else UTC. */
export function timeZoneOf(traits: Properties): string {
  const zone = traits.timezone;
  return isTimeZone(zone) ? zone : 'UTC';
}

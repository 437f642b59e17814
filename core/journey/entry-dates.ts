import { after, momentIn, momentOf } from '../base/calendar.ts';
import type { JourneyDefinition } from './definition/index.ts';

/**
 * Whether a journey takes anybody in at a moment. A date means that day by the customer's clock: the start date from its
 * first moment on, the end date until its last. A moment with an offset is the same for everybody.
 */
export function outsideDates(
  { startDate, endDate }: Pick<JourneyDefinition, 'startDate' | 'endDate'>,
  at: number,
  zone: string,
): 'not-started' | 'over' | undefined {
  if (startDate !== undefined && at < dayOf(startDate, zone)) return 'not-started';
  if (endDate === undefined) return undefined;
  const isDay = momentOf(endDate) === undefined;
  const end = isDay ? after(dayOf(endDate, zone), 'P1D', zone) - 1 : dayOf(endDate, zone);
  return at > end ? 'over' : undefined;
}

/** The moment itself, or the first of a day. */
function dayOf(date: string, zone: string): number {
  return momentOf(date) ?? (momentIn(`${date}T00:00`, zone) as number);
}

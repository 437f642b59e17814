import { z } from 'zod';
import { after, dateIn } from '../base/calendar.ts';
import { isoDurationSchema } from '../base/duration.ts';
import { describeDuration } from '../base/duration-words.ts';
import type { Problem } from '../base/problem.ts';
import type { EventInput } from './engine/turn.ts';

/** How many events a listener of a wait-for wants, and how near to each other by their own times. */
export const countFields = {
  count: z.int().min(2).max(100).optional().describe('So many of them, not only one.'),
  within: isoDurationSchema.optional().describe('Of a count: the last of them lie within this time.'),
  day: z.literal('calendar').optional().describe("Of a count: they lie on one day of the customer's calendar."),
};

export interface CountSettings {
  readonly count?: number | undefined;
  readonly within?: string | undefined;
  readonly day?: 'calendar' | undefined;
}

/** Takes a matching event, and gives those that complete the count with it; undefined: there are too few, or too far apart. */
export type Counter = (input: EventInput) => readonly EventInput[] | undefined;

/**
 * Counts the events that match a listener, in the order in which they were accepted. They are compared by their own times, each
 * once, so one that arrives late may complete a count of earlier ones.
 */
export function counterOf({ count = 1, within, day }: CountSettings, zone: string): Counter {
  const seen = new Set<string>();
  const inTime: EventInput[] = [];
  return (input) => {
    if (count === 1) return [input];
    if (seen.has(input.event.id)) return undefined;
    seen.add(input.event.id);
    const place = placeOf(inTime, input.event.timestamp);
    inTime.splice(place, 0, input);
    for (let first = Math.max(0, place - count + 1); first <= place; first += 1) {
      const together = inTime.slice(first, first + count);
      if (together.length < count) return undefined;
      const [from, to] = [together[0]?.event.timestamp ?? 0, together.at(-1)?.event.timestamp ?? 0];
      const isNear = within === undefined || to <= after(from, within, zone);
      if (isNear && (day === undefined || dateIn(from, zone) === dateIn(to, zone))) return together;
    }
    return undefined;
  };
}

/** Behind all of this time and earlier. */
function placeOf(inTime: readonly EventInput[], timestamp: number): number {
  let [low, high] = [0, inTime.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inTime[middle]?.event.timestamp ?? 0) <= timestamp) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** " twice within 1 day" */
export function describeCount({ count, within, day }: CountSettings): string {
  if (count === undefined) return '';
  const near = [within === undefined ? '' : ` within ${describeDuration(within)}`, day ? ' on one day' : ''].join('');
  return ` ${count === 2 ? 'twice' : `${count} times`}${near}`;
}

export function checkCount(where: string, { count, within, day }: CountSettings): readonly Problem[] {
  if (count !== undefined || (within === undefined && day === undefined)) return [];
  return [
    {
      code: 'within-without-count',
      where: `${where}.${within === undefined ? 'day' : 'within'}`,
      problem: 'A time needs a count of at least two events.',
      remedy: 'Say with "count" how many are wanted.',
    },
  ];
}

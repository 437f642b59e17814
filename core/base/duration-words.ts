import { parseDuration } from './duration.ts';

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

/** An ISO 8601 duration as people write it: "2 days 4 hours". A text that is none stays as it is. */
export function describeDuration(iso: string): string {
  const duration = parseDuration(iso);
  if (!duration) return iso;
  const parts = units.flatMap((unit) => {
    const amount = duration[`${unit}s`];
    return amount === 0 ? [] : [`${amount} ${unit}${amount === 1 ? '' : 's'}`];
  });
  return parts.join(' ') || iso;
}

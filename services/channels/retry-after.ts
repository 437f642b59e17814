const LONGEST_MS = 5 * 60_000;

/**
 * A Retry-After: seconds, or a date; in milliseconds from now, five minutes at most. What is no time, or past, says
 * nothing.
 */
export function readRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return wait > 0 ? Math.min(wait, LONGEST_MS) : undefined;
}

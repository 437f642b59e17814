import { useMemo } from 'react';
import { useNow } from '../design/moment.tsx';

/** Times back from now that lists are filtered by, in milliseconds. */
export const windows: Readonly<Record<string, number>> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
};

const MINUTE_MS = 60_000;

/** The beginning of a window, by the minute: an address that is asked again each five seconds would be a new list each time. */
export function useWindow(name: string | undefined): string | undefined {
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  return useMemo(() => {
    const length = name === undefined ? undefined : windows[name];
    return length === undefined ? undefined : new Date(now - length).toISOString();
  }, [name, now]);
}

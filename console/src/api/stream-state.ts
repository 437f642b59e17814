import { useSyncExternalStore } from 'react';

/** closed: nothing of the page is watched, or nobody sees it. away: it was to be open and is not. */
export type StreamState = 'closed' | 'open' | 'away';

/** Hints may be lost, and windows of time move on: while the stream is open, all is read again from time to time. */
export const WHILE_LIVE_MS = 30_000;

/** What is asked for more often than this is waited for: it is asked for by the clock, whatever hints say. */
export const FOLLOWED_FROM_MS = 3_000;

let state: StreamState = 'closed';
const listeners = new Set<() => void>();

export function useStreamState(): StreamState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

export function noteStream(next: StreamState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

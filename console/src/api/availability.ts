import { useSyncExternalStore } from 'react';

/** Whether the API answers, and whether somebody is signed in, as the last requests found. */
export interface Availability {
  /** Since when the API does not answer; undefined: it does. */
  readonly unavailableSince: number | undefined;
  /** When it last answered: what the page shows is of then. */
  readonly answeredAt: number | undefined;
  /** A request was refused with 401 since the last sign-in. */
  readonly isSignedOut: boolean;
}

let availability: Availability = { unavailableSince: undefined, answeredAt: undefined, isSignedOut: false };
const listeners = new Set<() => void>();

export function useAvailability(): Availability {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => availability,
  );
}

export function noteAnswer(status: number): void {
  const isRefused = status === 401;
  if (availability.unavailableSince !== undefined || isRefused !== availability.isSignedOut)
    change({ unavailableSince: undefined, answeredAt: Date.now(), isSignedOut: isRefused || availability.isSignedOut });
  else availability = { ...availability, answeredAt: Date.now() };
}

export function noteNoAnswer(): void {
  if (availability.unavailableSince === undefined) change({ ...availability, unavailableSince: Date.now() });
}

export function noteSignIn(): void {
  change({ ...availability, isSignedOut: false });
}

function change(next: Availability): void {
  availability = next;
  for (const listener of listeners) listener();
}

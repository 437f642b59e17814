import { type ReactNode, useSyncExternalStore } from 'react';
import { describeMoment, formatMoment } from './format.ts';
import css from './words.module.css';

/** A moment as the API gives it (ISO 8601) or as epoch milliseconds. `zone`: the customer's, where it is not the reader's. */
export function Moment({ at, zone }: { at: string | number | null | undefined; zone?: string }): ReactNode {
  const now = useNow();
  if (at === null || at === undefined) return <span className={css.none}>–</span>;
  const moment = typeof at === 'number' ? at : Date.parse(at);
  return (
    <time dateTime={new Date(moment).toISOString()} title={describeMoment(moment, zone)} className={css.moment}>
      {formatMoment(moment, now, zone)}
    </time>
  );
}

const STEP_MS = 5_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** The present moment, in steps of five seconds, one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

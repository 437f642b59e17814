/**
 * The one clock: the database's time plus the workspace's offset (0 in production; the test kit moves it together with
 * Temporal's virtual time). Epoch milliseconds. Code that decides something never reads the machine's own clock.
 */
export interface Clock {
  now(): Promise<number>;
}

/**
 * The moment by which a turn or an attempt is judged: the later of the workflow's now and the workspace's clock, since
 * virtual time may be ahead of either. A clock that stands still, for tests, is the only one.
 */
export function judgedNow(
  workflowNow: number,
  clock: { readonly now: number; readonly isClockStopped: boolean },
): number {
  return clock.isClockStopped ? clock.now : Math.max(workflowNow, clock.now);
}

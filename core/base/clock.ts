/**
 * The one clock: the database's time plus the workspace's offset (0 in production; the test kit moves it together with
 * Temporal's virtual time). Epoch milliseconds. Code that decides something never reads the machine's own clock.
 */
export interface Clock {
  now(): Promise<number>;
}

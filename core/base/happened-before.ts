/** A time of a browser or device may be wrong by minutes, a server's hardly at all. */
const DEVICE_TOLERANCE_MS = 5 * 60_000;
const SERVER_TOLERANCE_MS = 1_000;

export interface TimedEvent {
  readonly timestamp: number;
  /** The time came from a browser or device. */
  readonly byDevice?: boolean | undefined;
}

/** Did the first happen before the second? Ties, and what clocks can't distinguish, count as after. */
export function happenedBefore(first: TimedEvent, second: TimedEvent): boolean {
  const tolerance = first.byDevice || second.byDevice ? DEVICE_TOLERANCE_MS : SERVER_TOLERANCE_MS;
  return first.timestamp < second.timestamp - tolerance;
}

/** The most that two times may be apart and still count as one after the other in either order. */
export const mostTolerance = DEVICE_TOLERANCE_MS;

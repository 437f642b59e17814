import type { EventFact } from './engine/turn.ts';

/**
 * Events that come late. What happened before a run's entry event does not concern the run, however it arrives: "before"
 * is more than a second earlier by the events' own times, and more than five minutes where one of them came from a browser
 * or a device, whose clock may be wrong. Anything inside counts as after.
 */
const SERVER_TOLERANCE_MS = 1_000;
const DEVICE_TOLERANCE_MS = 5 * 60_000;

export interface DatedEvent extends Pick<EventFact, 'timestamp'> {
  /** Its time comes from a browser's or a device's clock. */
  readonly fromDevice?: boolean | undefined;
}

export function happenedBefore(event: DatedEvent, entry: DatedEvent): boolean {
  const tolerance = event.fromDevice || entry.fromDevice ? DEVICE_TOLERANCE_MS : SERVER_TOLERANCE_MS;
  return event.timestamp < entry.timestamp - tolerance;
}

/** Segment's libraries of browsers and devices, by the name that they send as `context.library.name`. */
const deviceLibrary =
  /analytics\.js|analytics-(ios|swift|android|kotlin|flutter|react-native|unity)|^throughline-browser/i;

export function isDeviceLibrary(name: unknown): boolean {
  return typeof name === 'string' && deviceLibrary.test(name);
}

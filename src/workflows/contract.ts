/**
 * Everything that Temporal's histories hold. References only: our own uuids, step titles and event names in labels, never
 * a value of a customer's. Golden histories keep these shapes compatible.
 */
export interface RunArguments {
  readonly journeyRunId: string;
}

/** A job as the loop sees it: enough to put it on a queue and to tell people what it is. */
export interface OpenJob {
  readonly visit: number;
  readonly kind: 'send';
  readonly taskQueue: string;
  /** For Temporal's UI: "sending welcome by email". */
  readonly summary: string;
}

/** The level a run stands at, as a turn leaves it. Never a difference: asked again, late or twice, it is as true. */
export interface RunLevel {
  readonly finished: boolean;
  /** The run waits for an operator; nothing is to be done for it. */
  readonly stuck: boolean;
  readonly openJobs: readonly OpenJob[];
  /**
   * Milliseconds from the turn's own now to the next moment to look; undefined: none. A span and not a moment, since the
   * clocks of the database and of Temporal may differ by minutes and a span is the same on both.
   */
  readonly wakeIn?: number | undefined;
  /** The moment itself: an alarm is armed anew only when this changes. */
  readonly wakeAt?: number | undefined;
  readonly label: string;
}

/** What the loop may ask of the worker. */
export interface RunActivities {
  advance(argument: { journeyRunId: string; now: number }): Promise<RunLevel>;
  deliver(argument: { journeyRunId: string; visit: number; now: number }): Promise<void>;
  /** Somebody cancelled the workflow: that is an operator's exit. */
  requestExit(argument: { journeyRunId: string }): Promise<void>;
}

export const journeyRunType = 'journeyRun';
/** The signal that says "look again"; its argument is a label for people and means nothing. */
export const doorbellName = 'doorbell';

export const liveTaskQueue = 'throughline-live';
export function channelTaskQueue(channel: string): string {
  return `throughline-channel-${channel}`;
}

export const searchAttributes = {
  workspace: 'ThroughlineWorkspace',
  customer: 'ThroughlineCustomer',
  journey: 'ThroughlineJourney',
  version: 'ThroughlineVersion',
  stuck: 'ThroughlineStuck',
} as const;

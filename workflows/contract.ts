/**
 * Everything that Temporal's histories hold. References only: our own uuids, step titles and event names in labels, never
 * a value of a customer's. Golden histories keep these shapes compatible.
 */
export interface RunArguments {
  readonly journeyRunId: string;
}

/** A job as the loop sees it: which activity performs it, where and for how long, and what it is in words. */
export interface OpenJob {
  readonly visit: number;
  /** Of a job that delivers a message: the message's id, by which its receivers know it. */
  readonly messageId?: string | undefined;
  /** Named after the job's kind; the loop calls it by this name and knows none of them. */
  readonly activity: string;
  readonly taskQueue: string;
  /** For Temporal's UI: "sending welcome by email". */
  readonly summary: string;
  /** What one attempt may take, in milliseconds. */
  readonly startToCloseMs: number;
  /** After this many milliseconds without a heartbeat the worker counts as dead. */
  readonly heartbeatMs: number;
}

/**
 * Where a run stands after a turn. Level-triggered, never a difference: a second, late or doubled turn gives the same.
 */
export interface TurnResult {
  readonly finished: boolean;
  /** The run waits for an operator; nothing is to be done for it. */
  readonly stuck: boolean;
  readonly openJobs: readonly OpenJob[];
  /**
   * Milliseconds from the turn's own now to the next moment to look; undefined: none. A duration and not a moment, since
   * the clocks of the database and of Temporal may differ by minutes and a duration is the same on both.
   */
  readonly wakeIn?: number | undefined;
  /** The moment itself: the timer is set again only when this changes. */
  readonly wakeAt?: number | undefined;
  readonly label: string;
  /** What these turns have sent by themselves, and how it ended, for Temporal's UI: "sending welcome by email: accepted". */
  readonly sent?: readonly string[] | undefined;
}

/** What the loop itself asks of the worker. */
export interface RunActivities {
  runTurn(argument: { journeyRunId: string; now: number }): Promise<TurnResult>;
  /** Somebody cancelled the workflow: that is an operator's exit. */
  requestExit(argument: { journeyRunId: string }): Promise<void>;
}

export interface JobArguments {
  readonly journeyRunId: string;
  readonly visit: number;
  readonly messageId?: string | undefined;
  /** The workflow's now. */
  readonly now: number;
}

export type JobActivity = (argument: JobArguments) => Promise<void>;

/** One for each kind of job, by its name. */
export type JobActivities = Readonly<Record<string, JobActivity>>;

export const journeyRunType = 'journeyRun';
/** The signal that says "look again"; its argument is a label for people and means nothing. */
export const wakeName = 'wake';

export const liveTaskQueue = 'throughline-live';
export const callTaskQueue = 'throughline-calls';
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

/**
 * The guard: may this attempt be made now? A pure function over facts, so that the simulator asks the same. Its order is
 * part of the promise: what happened before comes first, then the run, then the customer, then time.
 */
export interface GuardFacts {
  /** max(the workflow's now, the clock). */
  readonly now: number;
  /** Undefined: the run is gone (erased) or has ended. */
  readonly run:
    | {
        /** The run still waits for this visit's job. */
        readonly jobIsOpen: boolean;
        /** An exit swept the run; only jobs that had begun are still awaited. */
        readonly isLeaving: boolean;
        readonly hasUnconsumedInputs: boolean;
        readonly jobRequestedAt: number;
      }
    | undefined;
  /**
   * The ledger's word on the attempt before. `leasedFor`: milliseconds its claim still holds, by the database's clock
   * alone: a lease taken by one clock and judged by another would hold for as long as they are apart. `inDoubt`: an
   * attempt began and nobody knows how it ended.
   */
  readonly earlier: { readonly state: string; readonly leasedFor: number; readonly inDoubt: boolean } | undefined;
  /** Does the receiver drop repeats of our key? */
  readonly receiverHonoursKey: boolean;
  readonly address: string | undefined;
  readonly customerCreatedAt: number;
  /** After this moment the message is not sent any more. */
  readonly expiresAt: number | undefined;
}

export type GuardVerdict =
  /** Nothing to do here: the run's next turn decides. */
  | { readonly verdict: 'yield' }
  /** Somebody else holds the claim. */
  | { readonly verdict: 'busy'; readonly milliseconds: number }
  | { readonly verdict: 'claim' }
  | { readonly verdict: 'later'; readonly until: number; readonly rule: Rule }
  | { readonly verdict: 'refuse'; readonly rule: Rule; readonly value?: string }
  /** An attempt before this one had begun and nobody knows how it ended. */
  | { readonly verdict: 'unknown' }
  | { readonly verdict: 'give-up' };

export type Rule = 'run-left' | 'no-address' | 'expired';

/** `track` often comes before `identify`: who is this young and lacks the address is asked again, not refused. */
const FIRST_CONTACT_MS = 5 * 60_000;
const ASK_AGAIN_MS = 10_000;
/** An attempt that fails for now is made again for this long, unless the message expires before. */
const TRY_FOR_MS = 24 * 3_600_000;

export function guard({
  now,
  run,
  earlier,
  receiverHonoursKey,
  address,
  customerCreatedAt,
  expiresAt,
}: GuardFacts): GuardVerdict {
  if (!run?.jobIsOpen) return { verdict: 'yield' };
  if (earlier && (earlier.state === 'claimed' || earlier.state === 'sending')) {
    if (earlier.leasedFor > 0) return { verdict: 'busy', milliseconds: earlier.leasedFor };
  }
  // What has begun can't be taken back: to say "refused" of it would be a guess. Only the receiver knows, and is asked again.
  if (earlier && (earlier.inDoubt || earlier.state === 'sending')) {
    const mayAsk = receiverHonoursKey && address !== undefined && now <= run.jobRequestedAt + TRY_FOR_MS;
    return { verdict: mayAsk ? 'claim' : 'unknown' };
  }
  if (run.isLeaving) return { verdict: 'refuse', rule: 'run-left' };
  // An exit that is committed wins over a message, so inputs come first.
  if (run.hasUnconsumedInputs) return { verdict: 'yield' };
  if (address === undefined) {
    const youngUntil = customerCreatedAt + FIRST_CONTACT_MS;
    return now < youngUntil
      ? { verdict: 'later', until: Math.min(now + ASK_AGAIN_MS, youngUntil), rule: 'no-address' }
      : { verdict: 'refuse', rule: 'no-address' };
  }
  if (expiresAt !== undefined && now > expiresAt) {
    return { verdict: 'refuse', rule: 'expired', value: new Date(expiresAt).toISOString() };
  }
  if (earlier?.state === 'failed-for-now' && now > run.jobRequestedAt + TRY_FOR_MS) return { verdict: 'give-up' };
  return { verdict: 'claim' };
}

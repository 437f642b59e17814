/** What the guard looks at: a snapshot, so that stories ask the same. */
export interface GuardFacts {
  /** max(the workflow's now, the clock). */
  readonly now: number;
  /** Undefined: the run is gone (erased) or has ended. */
  readonly run: RunFacts | undefined;
  /**
   * The ledger's word on the attempt before. `leasedFor`: milliseconds its claim still holds, by the database's clock
   * alone: a lease taken by one clock and compared with another would hold for as long as they are apart. `inDoubt`: an
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

interface RunFacts {
  /** The run still waits for this visit's job. */
  readonly jobIsOpen: boolean;
  /** An exit swept the run; only jobs that had begun are still awaited. */
  readonly isLeaving: boolean;
  readonly hasUnconsumedInputs: boolean;
  readonly jobRequestedAt: number;
}

/** The facts of a job that is open: what rules see. */
export type OpenJobFacts = GuardFacts & { readonly run: RunFacts };

export type GuardVerdict =
  /** Nothing to do here: the run's next turn decides. */
  | { readonly verdict: 'yield' }
  /** Somebody else holds the claim. */
  | { readonly verdict: 'busy'; readonly milliseconds: number }
  | { readonly verdict: 'claim' }
  | { readonly verdict: 'defer'; readonly until: number; readonly rule: string }
  | { readonly verdict: 'block'; readonly rule: string; readonly value?: string }
  /** An attempt before this one had begun and nobody knows how it ended. */
  | { readonly verdict: 'unknown' }
  | { readonly verdict: 'give-up' };

/** A rule is one object; the registry, whose order is part of the promise, is rules/index.ts. */
export interface GuardRule {
  /** Also the file's name; what a blocked or deferred message is shown with. */
  readonly name: string;
  /** Undefined: this rule has nothing to say, and the next is asked. */
  evaluate(facts: OpenJobFacts): GuardVerdict | undefined;
}

/** An attempt that fails temporarily is made again for this long, unless the message expires before. */
export const TRY_FOR_MS = 24 * 3_600_000;

import type { ConsentQuestion } from '../customer/consent.ts';
import type { ClaimConditions } from './claim-conditions.ts';
import type { LimitFacts } from './limits/facts.ts';

/** What the guard looks at: a snapshot, so that stories ask the same. */
export interface GuardFacts extends ClaimConditions {
  /** max(the workflow's now, the clock). */
  readonly now: number;
  /** What asked for the message; undefined: it is gone (erased) or has ended. */
  readonly origin: OriginFacts | undefined;
  /**
   * The ledger's word on the attempt before. `leasedFor`: milliseconds its claim still holds, by the database's clock
   * alone: a lease taken by one clock and compared with another would hold for as long as they are apart. `inDoubt`: an
   * attempt began and nobody knows how it ended. `deferral`: by which rule it is deferred, and since when.
   */
  readonly earlier: EarlierFacts | undefined;
  /** Does the receiver drop repeats of our key? */
  readonly receiverHonoursKey: boolean;
  readonly address: string | undefined;
  /** When the run's entry or the customer's newest identity was accepted, whichever is later. */
  readonly firstContactAt: number;
  /** Why nothing is sent to this address any more; undefined: it is not on the suppression list. */
  readonly suppression: string | undefined;
  /** What the customer consents to, and what the message is about. */
  readonly consent: ConsentQuestion;
  /** Those that are on for the workspace, the message's journey or any channel. */
  readonly killSwitches: readonly KillSwitch[];
  /** Its journey is paused. */
  readonly isPaused?: boolean | undefined;
  /** After this moment the message is not sent any more. */
  readonly expiresAt: number | undefined;
  /** The workspace's limits on messages, and what they look at. */
  readonly limits: LimitFacts;
  /** When its channel has a slot for it; undefined: the channel may send as fast as it can. */
  readonly slotAt?: number | undefined;
}

export interface EarlierFacts {
  readonly state: string;
  readonly leasedFor: number;
  readonly inDoubt: boolean;
  readonly deferral?: { readonly rule: string; readonly since: number } | undefined;
}

/** Somebody stopped what leaves. `name`: of the channel or the journey; of the workspace, its own. */
export interface KillSwitch {
  readonly scope: 'workspace' | 'channel' | 'journey';
  readonly name: string;
}

/** A message comes from a run; API and broadcasts are origins that join here. */
export interface OriginFacts {
  readonly kind: 'run';
  /** The run still waits for this visit's job. */
  readonly isWaiting: boolean;
  /** An exit swept the run, or the step was left; only a job that had begun is still awaited. */
  readonly isLeaving: boolean;
  readonly hasUnconsumedInputs: boolean;
  readonly requestedAt: number;
}

/** The facts of a message that its origin still waits for: what rules see. */
export type AwaitedMessageFacts = GuardFacts & { readonly origin: OriginFacts };

export type GuardVerdict =
  /** Nothing to do here: the origin decides what comes next. */
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
  /** It speaks for the customer: an attempt in doubt is not made again against it. */
  readonly protectsCustomer?: true;
  /**
   * Of a rule that blocks or defers: why, as a clause for people. `value` is what it went by, and `moment` writes one for
   * the reader.
   */
  describe?(value: string | null, moment: (iso: string) => string): string;
  /** Undefined: this rule has nothing to say, and the next is asked. */
  evaluate(facts: AwaitedMessageFacts): GuardVerdict | undefined;
}

/** An attempt that fails temporarily is made again for this long, unless the message expires before. */
export const TRY_FOR_MS = 24 * 3_600_000;

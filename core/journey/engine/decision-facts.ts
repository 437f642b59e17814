import type { LivePolicy } from '../../decision/choose.ts';
import type { PolicyCandidate } from '../../decision/policy.ts';
import type { HourFacts } from '../../decision/send-time.ts';

/** What a turn of a definition that decides is given. */
export interface DecisionFacts {
  /** The live version of each policy that the definition names. */
  readonly policies: ReadonlyMap<string, LivePolicy>;
  /** The guard rule that would block a message of this candidate now. */
  blocked(candidate: PolicyCandidate): string | undefined;
  /** Which cap of its offer is reached for a decision of this visit. */
  usedUp?(candidate: PolicyCandidate, visit: number): string | undefined;
  /** When the customer is there: read where one of the policies chooses among times. */
  readonly hours?: HourFacts | undefined;
  /** The customer objects to being profiled. */
  readonly withoutContext?: boolean | undefined;
}

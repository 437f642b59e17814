import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** decision: a policy chose something for the customer. */
export interface DecisionEntry extends TimelineRow {
  readonly journeyRunId: string;
  readonly journey: string;
  readonly title: string;
  readonly step: string;
  readonly policy: string;
  /** What was chosen and why, in sentences. */
  readonly words: readonly string[];
}

export const decision: TimelineKind<DecisionEntry> = {
  kind: 'decision',
  describe: ({ title, policy, words }) => `${title}: decided by ${policy}. ${words.join(' ')}`,
};

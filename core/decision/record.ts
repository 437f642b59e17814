import type { HourReasons } from './choose-hour.ts';

/**
 * The record of one decision: all that its words and its later evaluation need, and nothing of the customer but the context's
 * bins. Chances are parts per million; what was chosen follows from them and from `luck`.
 */
export type ChosenBy = 'policy' | 'baseline' | 'pinned' | 'sticky' | 'fallback' | 'person' | 'none';

export type RefusalRule = 'banned' | 'dates' | 'not-eligible' | 'used-up' | 'blocked' | 'no-value';

export interface Refusal {
  readonly rule: RefusalRule;
  /** In words of the policy or of the rule: "the customer's plan is pro", "no-address". */
  readonly value?: string | undefined;
}

export interface JudgedCandidate {
  readonly id: string;
  readonly key: string;
  readonly title?: string | undefined;
  /** Why it could not be chosen. */
  readonly refused?: Refusal | undefined;
  /** What it is expected to bring, its cost taken off, and how sure that is. */
  readonly mean?: number | undefined;
  readonly sd?: number | undefined;
  /** Parts per million. */
  readonly ppm?: number | undefined;
}

/** What a policy that is never acted on would have chosen. */
export interface ShadowChoice {
  readonly policy: string;
  readonly version: number;
  readonly chosen: string | null;
  readonly refused: readonly { readonly id: string; readonly rule: RefusalRule }[];
}

export interface DecisionRecord {
  readonly v: 1;
  readonly policy: string;
  readonly version: number;
  /** The number of the learner's state; null: there was none, or the ranking learns nothing. */
  readonly state: number | null;
  readonly rank: string;
  readonly by: ChosenBy;
  /** Bins of the features, joined; empty without features. */
  readonly context: string;
  /** In the order of their ids, as they were drawn. */
  readonly candidates: readonly JudgedCandidate[];
  /** The number that decided, from 0 up to 1. */
  readonly luck: number;
  /** The id of the candidate; null: none could be chosen. */
  readonly chosen: string | null;
  /** Of a linear ranking: what spoke for the chosen one, the strongest first. */
  readonly because?: readonly { readonly words: string; readonly worth: number }[] | undefined;
  /** Of a choice among times: what spoke for it. */
  readonly hours?: HourReasons | undefined;
  /** How much the state rests on. */
  readonly evidence?: { readonly decisions: number; readonly goals: number } | undefined;
  /** What policies in shadow would have chosen. */
  readonly shadows?: readonly ShadowChoice[] | undefined;
  /** Does the learner count it? A pinned, repeated or refused choice is only recorded. */
  readonly isTrial: boolean;
}

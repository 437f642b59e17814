import type { LivePolicy } from './choose.ts';
import { chancesOver } from './choose.ts';
import { comparePolicies, evaluatePolicy, type LoggedDecision, type OffPolicyEstimate, verdictOn } from './evaluate.ts';
import { keyOf, type PolicyDefinition } from './policy.ts';
import type { DecisionRecord } from './record.ts';

/** What another policy would have brought on the decisions of one that has decided, and whether that can be told. */
export interface LoggedChoice extends LoggedDecision {
  readonly record: DecisionRecord;
}

export interface PolicyComparison {
  readonly decisions: number;
  /** What the deciding policy brought, a decision. */
  readonly brought: number;
  readonly other: OffPolicyEstimate;
  readonly difference: number;
  readonly se: number;
  readonly verdict: ReturnType<typeof verdictOn>;
  /** Why nothing can be told, beside too small a sample. */
  readonly problem?: string | undefined;
}

export function comparePolicy(
  log: readonly LoggedChoice[],
  one: PolicyDefinition,
  other: LivePolicy,
): PolicyComparison {
  const chances = (logged: LoggedChoice) => chancesOver(other, logged.record, logged.context);
  const recorded = ({ record }: LoggedChoice) =>
    new Map(record.candidates.map(({ key, ppm = 0 }) => [key, ppm / 1_000_000] as const));
  const estimate = evaluatePolicy(log, chances);
  const { difference, se } = comparePolicies(log, chances, recorded);
  const problem = problemOf(log, one, other);
  const verdict = problem ? 'not-tellable' : verdictOn(estimate, { difference, se });
  const brought = log.length === 0 ? 0 : log.reduce((sum, { reward }) => sum + reward, 0) / log.length;
  return { decisions: log.length, brought, other: estimate, difference, se, verdict, problem };
}

function problemOf(
  log: readonly LoggedChoice[],
  one: PolicyDefinition,
  { definition }: LivePolicy,
): string | undefined {
  if (log.length === 0) return 'there are no decisions whose time for rewards is over';
  if (definition.rank.by === 'formula') return 'a formula looks at values that decisions do not keep';
  const tried = new Set(log.map(({ action }) => action));
  const untried = definition.candidates.find((candidate) => !tried.has(keyOf(candidate)));
  if (untried) return `"${untried.id}" was never chosen`;
  if (definition.rank.by !== 'linear') return undefined;
  const features = one.rank.by === 'linear' ? JSON.stringify(one.rank.context) : '';
  return features === JSON.stringify(definition.rank.context)
    ? undefined
    : 'it looks at features of the customer that these decisions do not keep';
}

const number = (value: number) => {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 1 ? 2 : 4);
};

/** The comparison in words, for people. */
export function describeComparison(
  one: string,
  other: string,
  { decisions, brought, other: estimate, difference, se, verdict, problem }: PolicyComparison,
): readonly string[] {
  const lines = [`${decisions.toLocaleString('en')} decisions of ${one}, each brought ${number(brought)}.`];
  if (problem) return [...lines, `What ${other} would have brought can't be told from this log: ${problem}.`];
  const interval = (value: number, error: number) =>
    `${number(value)} (${number(value - 1.96 * error)} to ${number(value + 1.96 * error)})`;
  lines.push(
    `${other} would have brought ${interval(estimate.dr, estimate.drSe)} by the doubly robust estimate, ${interval(estimate.snips, estimate.snipsSe)} by weighing alone.`,
    `The log is worth ${Math.round(estimate.effectiveSample).toLocaleString('en')} of its decisions; the greatest weight is ${number(estimate.greatestWeight)}.`,
  );
  const words = {
    'not-tellable': `Too few decisions speak for it: which is better can't be told from this log.`,
    better: `${other} is better than ${one}: ${interval(difference, se)} a decision.`,
    worse: `${other} is worse than ${one}: ${interval(difference, se)} a decision.`,
    'no-difference-seen': `No difference is seen: ${interval(difference, se)} a decision.`,
  };
  return [...lines, words[verdict]];
}

import { refusalWords } from './explain.ts';
import type { RefusalRule } from './record.ts';

/** What is known of a policy's decisions, for words about it. */
export interface PolicyFigures {
  readonly candidates: readonly {
    readonly id: string;
    readonly title: string | null;
    readonly decisions: number;
    readonly closed: number;
    readonly goals: number;
    readonly worth: number | null;
    readonly voided: number;
  }[];
  readonly refusals: readonly {
    readonly candidate: string;
    readonly rule: string;
    readonly value: string | null;
    readonly count: number;
  }[];
  /** What policies in shadow would have chosen. */
  readonly shadows?: readonly {
    readonly policy: string;
    readonly chosen: string | null;
    readonly decisions: number;
    readonly agreed: number;
  }[];
  readonly lift: {
    readonly difference: number;
    readonly se: number;
    readonly decisions: { readonly policy: number; readonly baseline: number };
  } | null;
}

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(whole, 1)).toFixed(0)} %`;
const number = (value: number) => {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 1 ? 2 : 4);
};
const counted = (count: number) => count.toLocaleString('en');

/** Shares of voided trials may differ by chance; by this much they deserve a look. */
const noticeable = 0.05;

/** What a policy chose and what came of it, in sentences. */
export function describePolicy({ candidates, refusals, lift, shadows = [] }: PolicyFigures): readonly string[] {
  const all = candidates.reduce((sum, { decisions }) => sum + decisions, 0);
  if (all === 0) return ['It has not decided anything in the last thirty days.'];
  const lines = candidates.map(({ id, title, decisions, closed, goals, worth }) => {
    const came =
      worth === null
        ? 'none whose time for rewards is over'
        : `${counted(goals)} of ${counted(closed)} had a reward, each worth ${number(worth)}`;
    return `${title ?? id}: ${counted(decisions)} decisions (${percent(decisions, all)}), ${came}.`;
  });
  for (const { candidate, rule, value, count } of refusals.slice(0, 5)) {
    const why = refusalWords({ rule: rule as RefusalRule, value: value ?? undefined });
    lines.push(`${candidate} could not be chosen ${counted(count)} times: ${why}.`);
  }
  const shares = candidates
    .filter(({ decisions }) => decisions >= 20)
    .map(({ voided, decisions }) => voided / decisions);
  if (shares.length > 1 && Math.max(...shares) - Math.min(...shares) > noticeable)
    lines.push(
      'Messages of some candidates fail for reasons of ours more often than those of others: look at their templates and channels.',
    );
  lines.push(liftWords(lift), ...shadowWords(shadows));
  return lines;
}

function shadowWords(shadows: NonNullable<PolicyFigures['shadows']>): readonly string[] {
  return [...new Set(shadows.map(({ policy }) => policy))].map((id) => {
    const own = shadows.filter(({ policy }) => policy === id);
    const all = own.reduce((sum, { decisions }) => sum + decisions, 0);
    const agreed = own.reduce((sum, each) => sum + each.agreed, 0);
    const shares = own.map(({ chosen, decisions }) => `${chosen ?? 'none'} ${percent(decisions, all)}`);
    return `In shadow, ${id} would have chosen the same in ${percent(agreed, all)} of ${counted(all)} decisions: ${shares.join(', ')}.`;
  });
}

/** Fewer decisions of either kind say nothing yet. */
const leastDecisions = 100;

function liftWords(lift: PolicyFigures['lift']): string {
  if (!lift)
    return 'What it brings over serving evenly is not measured: it has no baseline, or nothing of it has closed.';
  const { difference, se, decisions } = lift;
  if (Math.min(decisions.policy, decisions.baseline) < leastDecisions)
    return `What it brings over serving evenly is not yet known: ${counted(decisions.baseline)} decisions of the baseline have closed.`;
  const interval = `${number(difference)} a decision (${number(difference - 1.96 * se)} to ${number(difference + 1.96 * se)})`;
  return `Over serving evenly it brings ${interval}, by ${counted(decisions.policy)} decisions against ${counted(decisions.baseline)}.`;
}

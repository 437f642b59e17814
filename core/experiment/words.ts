import { describeDuration } from '../base/duration-words.ts';
import type { Interval, MeansComparison } from '../statistics/interval.ts';
import type { ExperimentMetric } from './metric.ts';
import type { ArmComparison, ExperimentResult, MetricResult } from './result.ts';

/** What a result means, in sentences for people who plan campaigns. */
export function describeVerdict(result: ExperimentResult, worthKnowing: number): string {
  const { verdict, leading, weeksLeft } = result;
  switch (verdict) {
    case 'no-metric':
      return 'Nothing is measured: the journey has no goal, and no metric is declared.';
    case 'no-customers':
      return 'No customer has come to this place yet.';
    case 'sample-ratio':
      return 'Something is wrong: customers do not come into the arms in their planned shares. Find the cause before you read the figures; no winner is named.';
    case 'leading':
      return `“${leading}” is better than the control. This holds although the figures were looked at all the time.`;
    case 'control-leads':
      return 'The control is better than every other arm.';
    case 'not-yet-known':
      return describeHarm(result) ?? `Not yet known. ${describeWeeks(weeksLeft, worthKnowing)}`;
  }
}

/** An arm that is better on what decides, and is not named because of what must not suffer. */
function describeHarm({ metrics }: ExperimentResult): string | undefined {
  const primary = metrics.find(({ metric }) => metric.role === 'primary');
  const better = primary?.comparisons.filter(({ verdict }) => verdict === 'better').map(({ arm }) => arm) ?? [];
  const guardrails = metrics.filter(({ metric }) => metric.role === 'guardrail');
  if (better.length === 0 || guardrails.length === 0) return undefined;
  const harms = guardrails.some(({ comparisons }) =>
    comparisons.some(({ arm, verdict }) => better.includes(arm) && verdict === 'worse'),
  );
  const names = better.map((arm) => `“${arm}”`).join(' and ');
  return harms
    ? `${names}: better on what decides, but something that must not suffer does.`
    : `${names}: better on what decides. Not yet known is whether something that must not suffer does.`;
}

function describeWeeks(weeksLeft: ExperimentResult['weeksLeft'], worthKnowing: number): string {
  const size = `A difference of ${percent(worthKnowing)} of the control`;
  if (weeksLeft === undefined) return 'There is too little to say how long it will take.';
  if (weeksLeft === 'hopeless')
    return `${size} would take longer than a year to see with these customers: test something bolder, or with more of them.`;
  if (weeksLeft === 0) return `${size} would most likely have been seen: the true one is probably smaller.`;
  return `${size} takes about ${weeksLeft} more ${weeksLeft === 1 ? 'week' : 'weeks'} to see with the customers of late.`;
}

/** "whether Order Completed came within 14 days" */
export function describeMetric({ event, measure, within, source, cap }: ExperimentMetric): string {
  const time = `within ${describeDuration(within)}`;
  const what = {
    any: source.kind === 'goal' ? `the goal, ${event}, reached` : `${event}, at least once`,
    count: `number of ${event}`,
    sum:
      source.kind === 'goal'
        ? `value of the goal, ${event}`
        : `sum of ${source.property?.split('.').slice(2).join('.')} of ${event}`,
  }[measure];
  return `${what}, ${time}${cap === undefined || measure === 'any' ? '' : `, a customer counting at most ${amount(cap)}`}`;
}

/** An arm against the control: "+1.10 points (0.30 to 1.90), surely better". */
export function describeComparison(comparison: ArmComparison, metric: ExperimentMetric): string {
  const { unread, goals, verdict } = comparison;
  const read = comparison.adjusted ?? comparison.plain;
  if (!read || unread === 'no-customers') return 'not yet known: too few customers, or nothing has differed yet';
  if (unread === 'too-few-goals')
    return `not yet known: the arm with the fewest has ${goals.have} of the ${goals.need} customers with a result that it takes`;
  if (unread === 'no-cap')
    return 'not read: a sum needs a cap, since one large order would decide. Declare the metric with a cap';
  if (unread === 'less-than-a-week') return 'not yet known: a whole week has to pass first';
  const meaning = {
    better: metric.role === 'guardrail' ? 'no harm, better' : 'surely better',
    worse: metric.role === 'guardrail' ? 'harm' : 'surely worse',
    harmless: 'no harm beyond what is acceptable',
    'not-yet-known': 'not yet known',
  }[verdict];
  return `${describeDifference(read, metric)}: ${meaning}`;
}

function describeDifference({ difference, alwaysValid, relative }: MeansComparison, metric: ExperimentMetric): string {
  const interval = intervalOf(alwaysValid, (value) => signed(inUnit(value, metric)));
  const absolute = `${signed(inUnit(difference, metric))}${metric.measure === 'any' ? ' points' : ''} (${interval})`;
  if (!relative) return absolute;
  return `${absolute}, that is ${signed(percent(relative.lift))} (${intervalOf(relative.alwaysValid, (value) => signed(percent(value)))})`;
}

/** What the arm brought in all, for a sum. */
export function describeTotal({ total }: ArmComparison): string | undefined {
  return (
    total && `in all ${signed(amount(total.middle))} (${signed(amount(total.least))} to ${signed(amount(total.most))})`
  );
}

export function describeMean(mean: number, { measure }: Pick<ExperimentMetric, 'measure'>): string {
  return measure === 'any' ? percent(mean) : amount(mean);
}

/** Whether the customers' past helped. */
export function describeExplained({ explained }: MetricResult): string {
  return explained < 0.01
    ? 'What customers did before explains nothing of it.'
    : `What customers did before explains ${percent(explained)} of the variance, which is taken off.`;
}

/** Rates are shown in percentage points. */
const inUnit = (value: number, { measure }: ExperimentMetric) => amount(measure === 'any' ? value * 100 : value);
const intervalOf = ([least, most]: Interval, format: (value: number) => string) =>
  `${format(least)} to ${format(most)}`;

export function percent(share: number): string {
  return `${amount(share * 100)} %`;
}

/** Three digits that count, at most two behind the point. */
export function amount(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 0.1 || size === 0 ? 2 : 3;
  const text = value.toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function signed(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : `+${text}`;
}

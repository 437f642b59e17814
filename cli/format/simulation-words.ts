import { describeRule } from '../../core/message/not-sent.ts';
import type { JourneyReport, PolicyReport, SimulationReport, StepReport } from '../../simulation/population/report.ts';

const counted = (value: number) => value.toLocaleString('en');
export const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 && share > 0 ? 2 : 1)} %`;
const money = (value: number) => value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 });

/** The report of a simulation, for the terminal. */
export function simulationInWords(report: SimulationReport): readonly string[] {
  const { customers, days, seed, journeys, messages, policies } = report;
  return [
    `${counted(customers)} customers, ${days} days from ${report.start}, seed ${seed}`,
    ...journeys.flatMap((journey) => ['', ...journeyLines(journey)]),
    '',
    `Messages: ${counted(messages.total)} to ${counted(messages.reached)} customers, ${(messages.total / customers / (days / 7)).toFixed(2)} a customer and week; the most in one week: ${messages.greatest}.`,
    ...weekLines(report),
    ...(Object.keys(messages.blocked).length === 0 ? [] : ['Blocked by', ...numbered(messages.blocked, ruleWords)]),
    ...(Object.keys(messages.deferred).length === 0 ? [] : ['Deferred by', ...numbered(messages.deferred, ruleWords)]),
    ...policies.flatMap((policy) => ['', ...policyLines(policy)]),
  ];
}

/** "caps: a cap was used up" */
const ruleWords = (rule: string) => {
  const words = describeRule(rule, null, () => '');
  return words === rule ? rule : `${rule}: ${words}`;
};

const numbered = (numbers: Readonly<Record<string, number>>, wordsOf: (name: string) => string) =>
  Object.entries(numbers).map(([name, n]) => `  ${counted(n).padStart(11)}  ${wordsOf(name)}`);

function journeyLines(journey: JourneyReport): readonly string[] {
  const { id, title, entered, open, ended, notEntered, steps } = journey;
  const width = Math.max(...steps.map(({ step }) => step.length));
  return [
    `${id}: ${title}`,
    `  entered ${counted(entered)} times, ${counted(open)} still open at the end`,
    ...(Object.keys(notEntered).length === 0 ? [] : [`  not let in: ${listed(notEntered)}`]),
    ...(Object.keys(ended).length === 0 ? [] : [`  ended: ${listed(ended)}`]),
    ...steps.map((step) => `  ${stepLine(step, width, entered)}`),
    ...goalLines(journey),
  ];
}

const listed = (numbers: Readonly<Record<string, number>>) =>
  Object.entries(numbers)
    .map(([name, n]) => `${name} ${counted(n)}`)
    .join(', ');

function stepLine({ step, arrived, there, left, messages }: StepReport, width: number, entered: number): string {
  const sent = messages
    ? [
        `sent ${counted(messages.sent)}`,
        ...(messages.sent > 0
          ? [`opened ${percent(messages.opened / messages.sent)}, clicked ${percent(messages.clicked / messages.sent)}`]
          : []),
        ...Object.entries(messages.blocked).map(([rule, n]) => `${rule} ${counted(n)}`),
      ]
    : [];
  const ways = messages ? [] : [listed(left)];
  const parts = [...sent, ...ways, ...(there > 0 ? [`${counted(there)} still there`] : [])].filter(Boolean);
  return `${step.padEnd(width)}  ${counted(arrived).padStart(9)}  ${percent(arrived / Math.max(1, entered)).padStart(7)}  ${parts.join('; ')}`;
}

function goalLines({ goal }: JourneyReport): readonly string[] {
  if (!goal) return [];
  const { event, runs, reached, share, interval, value, heldOut } = goal;
  const line = `  goal ${event}: ${counted(reached)} of ${counted(runs)}, ${percent(share)} (${percent(interval[0])} to ${percent(interval[1])})${value > 0 ? `, worth ${money(value)}` : ''}`;
  if (!heldOut) return [line];
  const [least, most] = heldOut.differenceInterval;
  const points = (each: number) => `${(100 * each).toFixed(2)} points`;
  return [
    line,
    `  held out: ${counted(heldOut.reached)} of ${counted(heldOut.runs)}, ${percent(heldOut.share)}; the journey brings ${points(heldOut.difference)} (${points(least)} to ${points(most)})`,
  ];
}

function weekLines({ messages: { perCustomerWeek } }: SimulationReport): readonly string[] {
  return perCustomerWeek.map((share, n) => {
    const name = n === perCustomerWeek.length - 1 ? `${n} or more` : String(n);
    return `  ${percent(share).padStart(8)}  ${name.padStart(9)} in a week  ${'█'.repeat(Math.round(share * 40))}`;
  });
}

function policyLines({ id, title, decisions, none, candidates, refused, baseline }: PolicyReport): readonly string[] {
  const width = Math.max(...candidates.map((each) => each.id.length));
  return [
    `policy ${id}: ${title}`,
    `  ${counted(decisions)} decisions${none > 0 ? `, ${counted(none)} without a candidate` : ''}`,
    ...candidates.map(
      (each) =>
        `  ${each.id.padEnd(width)}  ${percent(each.chosen / Math.max(1, decisions)).padStart(7)}  each brought ${each.value.toFixed(4)}; share by week ${sampled(
          each.weeks,
        )
          .map((share) => `${Math.round(100 * share)}`)
          .join(' ')} %`,
    ),
    ...(Object.keys(refused).length === 0 ? [] : [`  could not be chosen: ${listed(refused)}`]),
    ...(baseline
      ? [
          `  over serving evenly: ${baseline.difference.toFixed(4)} a decision (${baseline.interval[0].toFixed(4)} to ${baseline.interval[1].toFixed(4)})`,
        ]
      : []),
  ];
}

/** At most thirteen of them. */
function sampled(weeks: readonly number[]): readonly number[] {
  const every = Math.ceil(weeks.length / 13);
  return weeks.filter((_, index) => index % every === 0);
}

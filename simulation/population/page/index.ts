import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { describeRule } from '../../../core/message/not-sent.ts';
import type { JourneyReport, PolicyReport, SimulationReport } from '../report.ts';
import { barsPicture, columnsPicture, whiskersPicture } from './charts.ts';
import { flowPicture } from './flow.ts';
import { styles } from './styles.ts';
import { counted, escaped, percent } from './svg.ts';

/** The report of a simulation as one HTML page: no script, no font, no address. Every picture has its numbers as a table below. */
export function simulationPage(report: SimulationReport, definitions: readonly JourneyDefinition[]): string {
  const { customers, days, seed, start, journeys, messages, policies } = report;
  const title = `Simulation: ${journeys.map((journey) => journey.title).join(', ')}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${styles}</style></head>
<body><main>
<h1>${escaped(title)}</h1>
<p>${counted(customers)} customers, ${days} days from ${escaped(start)}, seed ${escaped(seed)}. Nobody was sent anything: the rules are those of production, the customers are made up.</p>
<ul class="figures"><li><b>${counted(journeys.reduce((sum, { entered }) => sum + entered, 0))}</b> entries</li><li><b>${counted(messages.total)}</b> messages</li><li><b>${(messages.total / customers / (days / 7)).toFixed(2)}</b> a customer and week</li><li><b>${messages.greatest}</b> at most in a week</li></ul>
${journeys.map((journey) => journeySection(journey, definitions)).join('\n')}
${goalsSection(journeys)}
${messagesSection(report)}
${policies.map(policySection).join('\n')}
</main></body></html>
`;
}

function journeySection(journey: JourneyReport, definitions: readonly JourneyDefinition[]): string {
  const definition = definitions.find(({ id }) => id === journey.id);
  const rows = journey.steps.map(({ step, arrived, there, messages }) => [
    step,
    counted(arrived),
    percent(arrived / Math.max(1, journey.entered)),
    counted(there),
    messages ? counted(messages.sent) : '',
    messages && messages.sent > 0 ? percent(messages.opened / messages.sent) : '',
    messages && messages.sent > 0 ? percent(messages.clicked / messages.sent) : '',
    messages ? named(messages.blocked) : '',
  ]);
  return `<section><h2>${escaped(journey.title)}</h2>
<p>${counted(journey.entered)} entered, ${counted(journey.open)} still open at the end. Ended: ${escaped(named(journey.ended)) || 'none'}.${Object.keys(journey.notEntered).length > 0 ? ` Not let in: ${escaped(named(journey.notEntered))}.` : ''}</p>
<div class="wide" tabindex="0" role="region" aria-label="${escaped(`Flow of ${journey.title}`)}">${definition ? flowPicture(definition, journey) : ''}</div>
${table(['Step', 'Came', 'Of all', 'Still there', 'Sent', 'Opened', 'Clicked', 'Blocked'], rows)}</section>`;
}

const named = (numbers: Readonly<Record<string, number>>) =>
  Object.entries(numbers)
    .map(([name, n]) => `${name} ${counted(n)}`)
    .join(', ');

function goalsSection(journeys: readonly JourneyReport[]): string {
  const rows = journeys.flatMap(({ title, goal }) => {
    if (!goal) return [];
    const own = {
      name: title,
      share: goal.share,
      interval: goal.interval,
      words: `${percent(goal.share)} of ${counted(goal.runs)}`,
    };
    const { heldOut } = goal;
    if (!heldOut) return [own];
    const { share, interval, runs } = heldOut;
    return [own, { name: 'held out', share, interval, words: `${percent(share)} of ${counted(runs)}` }];
  });
  if (rows.length === 0) return '';
  const differences = journeys.flatMap(({ title, goal }) => {
    if (!goal?.heldOut) return [];
    const { difference, differenceInterval } = goal.heldOut;
    const [least, most] = differenceInterval.map((each) => (100 * each).toFixed(2));
    return [`${title} brings ${(100 * difference).toFixed(2)} points (${least} to ${most}).`];
  });
  return `<section><h2>Goals</h2><p>Runs whose watch was over by the end, with 95 % intervals. ${escaped(differences.join(' '))}</p>
${whiskersPicture('Goals with intervals', rows)}
${table(
  ['Journey', 'Goal', 'Reached', 'Runs', 'Share', 'Interval', 'Worth'],
  journeys.flatMap(({ title, goal }) =>
    goal
      ? [
          [
            title,
            goal.event,
            counted(goal.reached),
            counted(goal.runs),
            percent(goal.share),
            `${percent(goal.interval[0])} to ${percent(goal.interval[1])}`,
            counted(Math.round(goal.value)),
          ],
        ]
      : [],
  ),
)}</section>`;
}

function messagesSection({ messages }: SimulationReport): string {
  const last = messages.perCustomerWeek.length - 1;
  const names = messages.perCustomerWeek.map((_, n) => (n === last ? `${n} or more` : String(n)));
  const blocked = Object.entries(messages.blocked);
  const deferred = Object.entries(messages.deferred);
  const rule = (name: string) => describeRule(name, null, () => '') ?? name;
  return `<section><h2>Messages</h2>
<h3>By week and channel</h3>
${columnsPicture(
  'Messages by week and channel',
  messages.weeks.map(({ byChannel }) => byChannel),
  (n) => counted(Math.round(n)),
)}
<h3>How many a customer gets in a week</h3>
${barsPicture(
  'Messages of a customer in a week',
  messages.perCustomerWeek.map((share, n) => ({ name: names[n] ?? '', n: share, words: percent(share) })),
)}
<h3>Blocked, by reason</h3>
${
  blocked.length === 0
    ? '<p>None.</p>'
    : barsPicture(
        'Blocked messages by reason',
        blocked.map(([name, n]) => ({ name, n })),
      )
}
${
  blocked.length === 0
    ? ''
    : table(
        ['Rule', 'What it says', 'Messages'],
        blocked.map(([name, n]) => [name, rule(name), counted(n)]),
      )
}
<h3>Deferred, by reason</h3>
${
  deferred.length === 0
    ? '<p>None.</p>'
    : barsPicture(
        'Deferred messages by reason',
        deferred.map(([name, n]) => ({ name, n })),
      )
}
</section>`;
}

function policySection({ title, decisions, none, candidates, refused, baseline }: PolicyReport): string {
  const weeks = (candidates[0]?.weeks ?? []).map((_, index) =>
    Object.fromEntries(candidates.map(({ id, weeks: own }) => [id, own[index] ?? 0])),
  );
  const lift = baseline
    ? `Over serving evenly it brings ${baseline.difference.toFixed(4)} a decision (${baseline.interval[0].toFixed(4)} to ${baseline.interval[1].toFixed(4)}).`
    : 'It has no baseline to compare with.';
  return `<section><h2>${escaped(title)}</h2><p>${counted(decisions)} decisions${none > 0 ? `, ${counted(none)} without a candidate` : ''}. ${lift}</p>
<h3>What was chosen, by week</h3>
${columnsPicture('Shares of candidates by week', weeks, percent)}
${table(
  ['Candidate', 'Chosen', 'With a reward', 'Each brought'],
  candidates.map(({ id, chosen, rewarded, value }) => [id, counted(chosen), counted(rewarded), value.toFixed(4)]),
)}
${Object.keys(refused).length === 0 ? '' : `<p>Could not be chosen: ${escaped(named(refused))}.</p>`}</section>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: string) =>
    row.map((cell) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${escaped(cell)}</${tag}>`).join('');
  return `<div class="wide" tabindex="0" role="region" aria-label="Numbers"><table><thead><tr>${cells(heads, 'th')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')}</tbody></table></div>`;
}

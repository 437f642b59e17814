import type { z } from 'zod';
import type { planPublish } from '../../api/operations/journeys/plan-publish.ts';
import { describeProblem } from '../../core/base/problem.ts';

type Plan = z.input<(typeof planPublish)['answer']['schema']>;
type Journey = Plan['journeys'][number];
type Waiting = Journey['waiting'][number];

const changes: Readonly<Record<Journey['change'], string>> = {
  published: 'would be published',
  unchanged: 'unchanged',
  relabelled: 'titles would be updated',
  'live-again': 'would be live again',
};

/** What a push would change, in words. */
export function formatPlan({ journeys, problems }: Plan): readonly string[] {
  const errors = problems.filter(({ severity }) => severity !== 'warning');
  return [
    ...journeys.flatMap(linesOf),
    ...problems.map(describeProblem),
    errors.length > 0
      ? `It would be refused: ${count(errors.length, 'problem')}. Nothing was changed.`
      : 'Nothing was changed.',
  ];
}

function linesOf({ id, version, change, versions, waiting, entry, overlaps }: Journey): readonly string[] {
  const open = versions.reduce((sum, { runs }) => sum + runs, 0);
  const byVersion = versions.map((each) => `${number(each.runs)} of v${each.version}`).join(', ');
  return [
    `journey ${id} v${version}: ${changes[change]}`,
    open === 0 ? '  nobody is under way' : `  ${count(open, 'run')} under way: ${byVersion}`,
    ...inColumns(waiting.map((each) => [`v${each.version}`, each.title, number(each.runs), `▸ ${becomesOf(each)}`])),
    ...(entry ? entryLines(entry) : []),
    ...overlaps.map((other) => `  customers also enter ${other.journey} by ${other.events.join(', ')}`),
  ];
}

function becomesOf({ becomes, to, step, stuck }: Waiting): string {
  const said: Readonly<Record<Waiting['becomes'], string>> = {
    stays: 'stays on its version',
    'goes-on': to === step ? 'goes on there' : `goes on at ${to}`,
    exits: 'exits',
    ends: 'this branch ends',
    refused: 'has no place to go: name it in the map',
  };
  return `${said[becomes]}${stuck > 0 ? ` (${number(stuck)} stuck)` : ''}`;
}

function entryLines({ days, looked, since, isCapped, events, customers }: NonNullable<Journey['entry']>) {
  const span = isCapped && since ? `since ${since.slice(0, 16).replace('T', ' ')} UTC` : `in the last ${days} days`;
  return [
    `  its entry would have let in ${count(customers, 'customer')} by ${count(events, 'event')} ${span} (${count(looked, 'event')} looked at${isCapped ? ', no more are' : ''})`,
  ];
}

function inColumns(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2].map((column) => Math.max(0, ...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map(([version = '', title = '', runs = '', then = '']) =>
    `    ${version.padEnd(widths[0] ?? 0)}  ${title.padEnd(widths[1] ?? 0)}  ${runs.padStart(widths[2] ?? 0)}  ${then}`.trimEnd(),
  );
}

const number = (value: number) => value.toLocaleString('en');
const count = (value: number, what: string) => `${number(value)} ${what}${value === 1 ? '' : 's'}`;

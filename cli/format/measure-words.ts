import type { z } from 'zod';
import type { getMeasures } from '../../api/operations/journeys/get-measures.ts';
import { percent } from '../../core/experiment/words.ts';
import { inUtc } from './utc.ts';

type Measures = z.input<typeof getMeasures.answer.schema>;
type Step = Measures['steps'][number];
type Row = NonNullable<Measures['rows']>[number];

/** The funnel of a journey over a time, for a terminal. */
export function measuresInWords({
  journey,
  from,
  until,
  entered,
  inBooks,
  goals,
  money,
  ended,
  steps,
}: Measures): string[] {
  const width = Math.max(4, ...steps.map(({ step }) => step.length));
  return [
    `Journey ${journey}, from ${inUtc(from)} to ${inUtc(until)}`,
    `${entered} entered${inBooks === 0 ? '' : `, ${inBooks} of them in the books only`}; ${goals} reached the goal${money === 0 ? '' : `, worth ${money}`}`,
    ...(ended.length === 0 ? [] : [`Ended: ${ended.map(({ reason, runs }) => `${reason} ${runs}`).join(', ')}`]),
    '',
    ...steps.flatMap((step) => stepInWords(step, width)),
  ];
}

function stepInWords(step: Step, width: number): string[] {
  const { arrived, left, dropOff, dropped, medianMs, messages, blocked } = step;
  const paths = left.map(({ path, runs }) => `${path} ${runs}`).join(', ');
  const dropping = dropOff === null || dropped === 0 ? '' : `; ${dropped} dropped off (${percent(dropOff)})`;
  const indent = ' '.repeat(width + 2);
  const signs = (['delivered', 'opened', 'clicked', 'unsubscribed', 'complained'] as const)
    .filter((sign) => messages[sign] > 0)
    .map((sign) => `${messages[sign]} ${sign}`);
  return [
    `${step.step.padEnd(width)}  ${arrived} came${paths === '' ? '' : `; left by ${paths}`}${dropping}${medianMs === null ? '' : `; half stayed up to ${timeInWords(medianMs)}`}`,
    ...(messages.sent + signs.length === 0 ? [] : [`${indent}${[`${messages.sent} sent`, ...signs].join(', ')}`]),
    ...(blocked.length === 0
      ? []
      : [`${indent}blocked: ${blocked.map(({ rule, messages: number }) => `${rule} ${number}`).join(', ')}`]),
  ];
}

/** About: the median is known within 10 %. */
function timeInWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} hours`;
  return `${Math.round(seconds / 86_400)} days`;
}

const columns = ['at', 'version', 'step', 'channel', 'what', 'detail', 'n', 'money'] as const satisfies (keyof Row)[];

/** RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe. */
export function measuresAsCsv(rows: readonly Row[]): string[] {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))];
}

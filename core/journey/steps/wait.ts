import { z } from 'zod';
import { inUtc, momentIn } from '../../base/calendar.ts';
import { isCalendarDuration, isoDurationSchema } from '../../base/duration.ts';
import { describeDuration } from '../../base/duration-words.ts';
import type { Problem } from '../../base/problem.ts';
import { momentOfValue, nextInWindow, timeOfDaySchema, weekdays } from '../../base/time-of-day.ts';
import { checkReference } from '../../condition/check.ts';
import { traitOf } from '../../condition/fields.ts';
import { referenceSchema } from '../../condition/schema.ts';
import { dataInRun, findStep, pathsSchema, stepTitle } from '../definition/index.ts';
import type { Token } from '../engine/run-state.ts';
import {
  type AnyStep,
  defineStep,
  exitRun,
  proceed,
  type StepContext,
  type Turn,
  wait as waitUntil,
} from '../step-type.ts';

/**
 * wait: the token waits
 *   for a duration, counted from its arrival
 *   until a moment; one without an offset is meant by the clocks of the customer's zone
 *   until a date of the customer or the entry, or a time before or after it; the wait follows the date when it changes
 *   until a window of days and hours; one that is late leaves in the next window, never outside of one
 * All of it in the customer's zone, and computed again at each look: a change of the zone or of the trait is a look.
 * A moment or a date that had passed when the token arrived is a case of its own (`ifPast`), and so is a date that is not
 * there (`missing`, else as `ifPast` says). Jitter adds a part of a duration that is drawn once a visit.
 */
const untilSchema = z.strictObject({
  at: z
    .string()
    .max(60)
    .optional()
    .describe('A date and time: "2026-12-24T09:00" by the customer\'s clocks, or with an offset.'),
  date: referenceSchema.optional().describe('A date of the customer or the entry.'),
  before: isoDurationSchema.optional().describe('So long before the date.'),
  after: isoDurationSchema.optional().describe('So long after the date.'),
  time: timeOfDaySchema.optional().describe('At this time of that day.'),
  window: z
    .strictObject({
      days: z.array(z.enum(weekdays)).min(1).max(7).optional(),
      from: timeOfDaySchema.optional(),
      to: timeOfDaySchema.optional(),
    })
    .optional()
    .describe('Days of the week and hours: the first moment within them.'),
});

const schema = z
  .strictObject({
    type: z.literal('wait'),
    title: stepTitle,
    for: isoDurationSchema
      .optional()
      .describe("How long, as an ISO 8601 duration. Days and longer follow the calendar in the customer's zone."),
    until: untilSchema
      .optional()
      .describe('Instead of `for`: `at` a moment, a `date` with `before`, `after` and `time`, or a `window`.'),
    ifPast: z
      .enum(['continue', 'skip', 'exit'])
      .optional()
      .describe(
        'Required for a moment or a date, if it has passed on arrival: leave by `next`, by `past`, or end the run.',
      ),
    jitter: isoDurationSchema.optional().describe('Up to so much longer, drawn for each visit.'),
    restartOn: z
      .literal('refresh')
      .optional()
      .describe('Begins again when a new entry refreshes the run: of a journey with `whileOpen: refresh`.'),
    paths: pathsSchema,
  })
  .describe('Stands for a while, then leaves by `next`. A date that is not there leaves by `missing`, if it is given.');

export type WaitStep = z.infer<typeof schema>;
type Until = z.infer<typeof untilSchema>;

/** The reason under which `ifPast: exit` ends a run. */
export const datePassed = 'date-passed';

export const wait = defineStep<WaitStep>({
  type: 'wait',
  schema,
  rests: true,
  paths: ({ ifPast, until }) => ({
    required: ['next', ...(ifPast === 'skip' ? ['past'] : [])],
    optional: until?.date ? ['missing'] : [],
  }),
  subscriptions: () => [],
  watches(step) {
    const trait = step.until?.date && traitOf(step.until.date.ref);
    return [...(trait === undefined ? [] : [trait]), ...(dependsOnZone(step) ? ['timezone'] : [])];
  },
  draws: ({ jitter }) => jitter !== undefined,
  describe: ({ until }) => (until ? `waiting ${describeUntil(until)}` : 'waiting'),
  summary(step) {
    const text = step.until ? describeUntil(step.until) : describeDuration(step.for ?? '');
    return step.jitter === undefined ? text : `${text}, up to ${describeDuration(step.jitter)} more`;
  },
  describePath(step, path) {
    if (path === 'past') return 'the moment had passed';
    if (path === 'missing') return 'there was no date';
    return step.until?.window ? 'it was the time for it' : 'the time was up';
  },
  check: (step, context) => [...checkForm(step, context), ...checkRow(step, context)],
  evaluate(step, token, turn) {
    const { until, ifPast = 'continue' } = step;
    const since = token.restartedAt ?? token.arrivedAt;
    if (!until) return leaveAt(later(step, token, turn, turn.after(since, step.for ?? 'PT0S')), turn);
    const zone = turn.facts.timeZone;
    if (until.window) {
      const first = later(step, token, turn, nextInWindow(since, until.window, zone));
      return leaveAt(nextInWindow(Math.max(first, turn.now), until.window, zone), turn);
    }
    const moment = momentOf(until, turn);
    if (moment === undefined && Object.hasOwn(step.paths, 'missing')) return proceed('missing');
    if (moment !== undefined && moment >= since) return leaveAt(later(step, token, turn, moment), turn);
    return ifPast === 'exit' ? exitRun(datePassed) : proceed(ifPast === 'skip' ? 'past' : 'next');
  },
});

function leaveAt(moment: number, turn: Turn) {
  return turn.isPast(moment) ? proceed('next') : waitUntil(moment);
}

/** Whether a token that waits at the step begins again when its run is refreshed. */
export function restartsOnRefresh(step: AnyStep): boolean {
  return step.type === 'wait' && 'restartOn' in step;
}

/** Later by what was drawn of the jitter. */
function later({ jitter }: WaitStep, token: Token, turn: Turn, moment: number): number {
  if (jitter === undefined) return moment;
  return moment + Math.floor((turn.after(moment, jitter) - moment) * turn.chanceOf(token, 'jitter'));
}

/** Undefined: the date is not there, or the value is none. */
function momentOf({ at, date, before, after, time }: Until, turn: Turn): number | undefined {
  const zone = turn.facts.timeZone;
  if (at !== undefined) return momentIn(at, zone);
  const moment = date && momentOfValue(turn.read(date), zone, time);
  if (moment === undefined) return undefined;
  const shifted = before === undefined ? moment : turn.before(moment, before);
  return after === undefined ? shifted : turn.after(shifted, after);
}

function dependsOnZone({ for: duration, until, jitter }: WaitStep): boolean {
  if (until?.at !== undefined) return momentIn(until.at, 'UTC') !== momentIn(until.at, 'Asia/Tokyo');
  return until !== undefined || [duration, jitter].some((each) => each !== undefined && isCalendarDuration(each));
}

function describeUntil({ at, date, before, after, time, window }: Until): string {
  if (at !== undefined)
    return `until ${momentIn(at, 'UTC') === momentIn(at, 'Asia/Tokyo') ? inUtc(momentIn(at, 'UTC') ?? 0) : at.replace('T', ' ')}`;
  if (window) {
    const { days, from, to } = window;
    const hours = from === undefined && to === undefined ? '' : `${from ?? '00:00'} to ${to ?? '24:00'}`;
    return `for ${[days?.join(', ') ?? (hours === '' ? 'any day' : ''), hours].filter(Boolean).join(' ')}`;
  }
  const shift = [
    ...(before === undefined ? [] : [`${describeDuration(before)} before `]),
    ...(after === undefined ? [] : [`${describeDuration(after)} after `]),
  ].join('and ');
  const name = date?.ref.replace(/^customer\.traits\.|^entry\.properties\./, '') ?? 'a date';
  return `until ${shift}${name}${time === undefined ? '' : ` at ${time}`}`;
}

function checkForm(step: WaitStep, { where, definition }: StepContext): readonly Problem[] {
  const { until, ifPast } = step;
  const problems: Problem[] = [];
  const ends = [step.for, until?.at, until?.date, until?.window].filter((end) => end !== undefined);
  if (ends.length !== 1 || (until && step.for !== undefined)) {
    problems.push({
      code: 'wait-for-what',
      where: ends.length === 0 ? `${where}.for` : where,
      problem: ends.length === 0 ? 'The wait does not say how long.' : 'The wait says more than once how long.',
      remedy: 'Give it "for", or one of "until.at", "until.date" and "until.window".',
    });
    return problems;
  }
  const hasDate = until?.at !== undefined || until?.date !== undefined;
  if (hasDate !== (ifPast !== undefined)) {
    problems.push({
      code: 'if-past',
      where: `${where}.ifPast`,
      problem: hasDate
        ? 'Nothing says what happens if the moment has passed already.'
        : 'Only a moment or a date can have passed already.',
      remedy: hasDate ? 'Say "continue", "skip" (by the path "past") or "exit".' : 'Leave "ifPast" out.',
    });
  }
  if (until?.at !== undefined && momentIn(until.at, 'UTC') === undefined) {
    problems.push({
      code: 'unreadable-moment',
      where: `${where}.until.at`,
      problem: `"${until.at}" is no date and time.`,
      remedy: 'Write "2026-12-24T09:00", or with an offset, "2026-12-24T09:00Z".',
    });
  }
  const shifts = [until?.before, until?.after, until?.time].filter((shift) => shift !== undefined);
  if (!until?.date && shifts.length > 0) {
    problems.push({
      code: 'shift-without-date',
      where: `${where}.until`,
      problem: '"before", "after" and "time" are about a date, and there is none.',
      remedy: 'Name the date: {"ref": "customer.traits.…"}.',
    });
  }
  if (until?.date) problems.push(...checkReference(`${where}.until.date.ref`, until.date, dataInRun(definition)));
  return problems;
}

/** A wait behind a wait is most often a slip; one that only brings the run into a window is not. */
function checkRow(step: WaitStep, { where, definition }: StepContext): readonly Problem[] {
  const next = typeof step.paths.next === 'string' ? findStep(definition, step.paths.next) : undefined;
  if (!next || !isWait(next) || next.until?.window) return [];
  return [
    {
      code: 'two-waits-in-a-row',
      where,
      problem: `The wait is followed by another one, "${step.paths.next}".`,
      remedy: 'Make one wait of the two, unless they are kept apart on purpose.',
      severity: 'warning',
    },
  ];
}

function isWait(step: AnyStep): step is WaitStep {
  return step.type === wait.type;
}

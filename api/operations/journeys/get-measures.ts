import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { journeyMeasures, measuredWhats } from '../../../core/journey/measures.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { findShownVersion } from '../../../store/journeys/journeys.ts';
import { readMeasures } from '../../../store/measurement/measures.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { journeyNotFound } from './get-journey.ts';
import { versionNumber } from './get-version.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const USUAL_DAYS = 28;
/** Rows of an answer would be too many otherwise: hours are asked for in parts. */
const MOST_HOURS_MS = 92 * DAY_MS;

const row = z.strictObject({
  at: moment.nullable().describe('The beginning of the hour or day (UTC); null: of the whole time.'),
  version: z.int(),
  step: z.string().describe('Empty: of the journey.'),
  channel: z.string(),
  what: z.enum(measuredWhats),
  detail: z
    .string()
    .describe('The path, the rule, the reason; of "stayed" the class of the time: 1.2 to this power, in seconds.'),
  n: z.int(),
  money: z.number().nullable(),
});

export const getMeasures = defineOperation({
  id: 'getMeasures',
  method: 'get',
  path: '/v1/journeys/{id}/measures',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Read what happened in a time',
  description: `Counted by the moment at which each thing happened, by the hour (UTC): a run that entered earlier and leaves a step within
the time counts as left. GET /v1/journeys/{id}/steps follows runs by their entry instead. Hours that are over are stored and exact; the
present one is counted as you ask.`,
  params: z.strictObject({ id: idSchema.describe('The id of a journey.') }),
  notFound: journeyNotFound,
  query: z.strictObject({
    version: versionNumber.optional().describe('Only of this version; default: of all.'),
    from: moment.optional().describe(`The hour in which it lies is the first; default: ${USUAL_DAYS} days ago.`),
    until: moment
      .optional()
      .describe('The hour in which it lies is the first that is left out; default: with the present one.'),
    rows: z.enum(['hour', 'day']).optional().describe('Adds the rows behind the figures, for each hour or day.'),
  }),
  answer: {
    description: 'The figures.',
    schema: z.strictObject({
      journey: idSchema,
      version: z.int().nullable(),
      from: moment,
      until: moment,
      entered: z.int().describe('Runs that entered.'),
      inBooks: z.int().describe('Of these, in the books only: held out.'),
      ended: z.array(z.strictObject({ reason: z.string(), runs: z.int() })),
      goals: z.int().describe('Runs whose customers reached the goal.'),
      money: z.number().describe('What these were worth.'),
      steps: z.array(
        z.strictObject({
          step: z.string(),
          arrived: z.int(),
          left: z.array(z.strictObject({ path: z.string(), runs: z.int() })),
          dropped: z.int().describe('Taken away here by an exit or an interrupt.'),
          dropOff: z.number().nullable().describe('Their share of those that went from here; null: nobody did.'),
          medianMs: z.number().nullable().describe('Half of those that left stayed no longer, within 10 %.'),
          messages: z.strictObject({
            sent: z.int(),
            delivered: z.int(),
            opened: z.int().describe('By people, as far as can be told.'),
            clicked: z.int(),
            unsubscribed: z.int(),
            complained: z.int(),
          }),
          blocked: z.array(z.strictObject({ rule: z.string(), messages: z.int() })),
        }),
      ),
      rows: z.array(row).optional(),
    }),
    examples: { trial: { summary: 'A run that reached the goal', value: example() } },
  },
  errors: [],
  async handle({ params: { id }, query, workspace }, { database }) {
    const shown = await findShownVersion(database, { workspace, journeyId: id });
    if (!shown) throw journeyNotFound(id);
    const now = await workspaceClock(database, workspace).now();
    const until = hourOf(query.until ?? now + HOUR_MS);
    const from = Math.min(until, hourOf(query.from ?? until - USUAL_DAYS * DAY_MS));
    const asked = { workspace, journey: id, version: query.version, until };
    const rows = await readMeasures(database, { ...asked, from, by: undefined });
    const hoursFrom = query.rows === 'hour' ? Math.max(from, until - MOST_HOURS_MS) : from;
    return {
      journey: id,
      version: query.version ?? null,
      from,
      until,
      ...journeyMeasures(rows, Object.keys(shown.definition.steps)),
      ...(query.rows && { rows: await readMeasures(database, { ...asked, from: hoursFrom, by: query.rows }) }),
    };
  },
});

const hourOf = (at: number) => Math.floor(at / HOUR_MS) * HOUR_MS;

function example() {
  return {
    journey: 'trial',
    version: null,
    from: '2026-10-30T19:00:00.000Z',
    until: '2026-11-27T20:00:00.000Z',
    entered: 2,
    inBooks: 0,
    ended: [{ reason: 'completed', runs: 1 }],
    goals: 1,
    money: 49.5,
    steps: [
      {
        step: 'hello',
        arrived: 2,
        left: [{ path: 'next', runs: 1 }],
        dropped: 1,
        dropOff: 0.5,
        medianMs: 1_095,
        messages: { sent: 1, delivered: 1, opened: 1, clicked: 0, unsubscribed: 0, complained: 0 },
        blocked: [{ rule: 'consent', messages: 1 }],
      },
    ],
  };
}

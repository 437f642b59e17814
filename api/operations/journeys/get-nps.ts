import { z } from 'zod';
import { groupBy } from '../../../core/base/group-by.ts';
import { type NetPromoterScore, netPromoterScore } from '../../../core/statistics/nps.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { readSurveyScores, type SurveyScores } from '../../../store/measurement/survey-scores.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 92;
const MOST_DAYS = 366;

const figures = {
  answers: z.int(),
  promoters: z.int().describe('Scores of 9 and 10.'),
  detractors: z.int().describe('Scores from 0 to 6.'),
  score: z.number().nullable().describe('From -1 to 1; null: nobody has answered.'),
  interval: z.array(z.number()).length(2).nullable().describe('95 %.'),
};

const example = { answers: 100, promoters: 50, detractors: 20, score: 0.3, interval: [0.146, 0.454] };

export const getNps = defineOperation({
  id: 'getNps',
  method: 'get',
  path: '/v1/nps',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Read the net promoter score',
  description: `From the answers to surveys with a score from 0 to 10: the share of 9 and 10 less that of 0 to 6, with its 95 % interval. In
all, by journey, by week, and by the value of a trait, such as the stage of a lifecycle.`,
  query: z.strictObject({
    from: moment.optional().describe(`Default: ${USUAL_DAYS} days ago.`),
    until: moment.optional().describe(`Default: now. At most ${MOST_DAYS} days after the beginning.`),
    question: z.string().min(1).max(200).optional().describe('Only answers to this question.'),
    by: z.string().min(1).max(200).optional().describe('A trait of customers: figures for each of its present values.'),
  }),
  answer: {
    description: 'The figures.',
    schema: z.strictObject({
      from: moment,
      until: moment,
      all: z.strictObject(figures),
      journeys: z.array(z.strictObject({ journey: z.string().nullable(), ...figures })),
      weeks: z.array(z.strictObject({ week: moment.describe('Its Monday, UTC.'), ...figures })),
      groups: z.array(z.strictObject({ group: z.string().nullable(), ...figures })).describe('Empty without `by`.'),
    }),
    examples: {
      quarter: {
        summary: 'Of one journey',
        value: {
          from: '2026-08-28T00:00:00.000Z',
          until: '2026-11-28T00:00:00.000Z',
          all: example,
          journeys: [{ journey: 'nps', ...example }],
          weeks: [{ week: '2026-11-23T00:00:00.000Z', ...example }],
          groups: [],
        },
      },
    },
  },
  errors: [],
  async handle({ query, workspace }, { database }) {
    const now = await workspaceClock(database, workspace).now();
    const last = query.until ?? now + 1;
    const from = query.from ?? last - USUAL_DAYS * DAY_MS;
    const until = Math.max(from, Math.min(last, from + MOST_DAYS * DAY_MS));
    const { question, by } = query;
    const found = await readSurveyScores(database, { workspace, from, until, question, by });
    const split = <Key>(keyOf: (row: SurveyScores) => Key): readonly [Key, ReturnType<typeof view>][] =>
      [...groupBy(found, keyOf)].map(([key, own]) => [key, view(netPromoterScore(own))]);
    return {
      ...{ from, until, all: view(netPromoterScore(found)) },
      journeys: split(({ journey }) => journey).map(([journey, own]) => ({ journey, ...own })),
      weeks: split(({ week }) => week)
        .map(([week, own]) => ({ week, ...own }))
        .sort((one, other) => one.week - other.week),
      groups: by === undefined ? [] : split(({ group }) => group).map(([group, own]) => ({ group, ...own })),
    };
  },
});

const view = ({ interval, ...others }: NetPromoterScore) => ({ ...others, interval: interval && [...interval] });

import { z } from 'zod';
import { joinedSegments } from '../../../core/journey/checks/segments.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { findLiveVersion } from '../../../store/journeys/journeys.ts';
import { beginMemberEntries, listMemberEntries } from '../../../store/segments/member-entries.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { journeyNotFound } from './get-journey.ts';

const noSegmentEntry = defineError({
  status: 409,
  code: 'no-segment-entry',
  when: 'nobody enters the journey by joining a segment',
  text: (id: string) => ({
    where: `journeys.${id}`,
    problem: 'nobody enters this journey by joining a segment',
    remedy: 'Publish it with an entry such as joins("vip").',
  }),
  example: ['trial'],
});

const params = z.strictObject({ id: idSchema.describe('The id of a journey.') });
const schema = z.strictObject({
  items: z.array(
    z.strictObject({
      segment: idSchema,
      perMinute: z.int(),
      asked: z.int().describe('Members that were asked about so far.'),
      entered: z.int().describe('Of these, those who entered.'),
      total: z.int().describe('Members when it began.'),
      startedAt: moment,
      startedBy: z.string(),
      finishedAt: moment.nullable(),
    }),
  ),
});
const example = {
  segment: 'big-spenders',
  ...{ perMinute: 1_000, asked: 0, entered: 0, total: 412 },
  ...{ startedAt: '2026-03-02T20:10:00.000Z', startedBy: 'ann@example.com', finishedAt: null },
};

const shared = { tag: 'journeys', key: 'admin', notFound: journeyNotFound, params } as const;

export const enterMembers = defineOperation({
  ...shared,
  id: 'enterMembers',
  method: 'post',
  path: '/v1/journeys/{id}/members',
  right: 'operate',
  summary: 'Let customers in who are in its segments already',
  description: `Of a journey that customers enter by joining a segment: those who were in it before it was published come in, at a
rate. The filter of the entry, re-entry and open runs hold as for those who join. Asked again, it begins again: nobody enters
twice by that whom re-entry keeps out.`,
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({
      perMinute: z.int().min(1).max(100_000).default(1_000).describe('So many a minute, of each segment.'),
    }),
    examples: { rate: { summary: 'A hundred a minute', value: { perMinute: 100 } } },
  },
  answer: {
    description: 'It has begun.',
    schema,
    examples: { begun: { summary: 'One segment', value: { items: [example] } } },
  },
  errors: [noSegmentEntry],
  async handle({ params: { id }, body: { perMinute }, workspace, keyTitle }, { database }) {
    const live = await findLiveVersion(database, { workspace, journeyId: id });
    if (!live) throw journeyNotFound(id);
    const segments = joinedSegments(live.definition);
    if (segments.length === 0) throw noSegmentEntry(id);
    const asked = { workspace, journeyId: id, segments, perMinute, by: keyTitle };
    return { items: await beginMemberEntries(database, asked) };
  },
});

export const getMemberEntries = defineOperation({
  ...shared,
  id: 'getMemberEntries',
  method: 'get',
  path: '/v1/journeys/{id}/members',
  right: 'look',
  summary: 'How far customers were let in who were in its segments already',
  description: 'Empty where that was never asked for.',
  answer: {
    description: 'For each segment.',
    schema,
    examples: { begun: { summary: 'One segment', value: { items: [example] } } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    if (!(await findLiveVersion(database, { workspace, journeyId: id }))) throw journeyNotFound(id);
    return { items: await listMemberEntries(database, workspace, id) };
  },
});

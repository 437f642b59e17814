import { z } from 'zod';
import { listMembers } from '../../../store/segments/members.ts';
import { listSegments } from '../../../store/segments/segments.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
import { segmentNotFound, segmentParams } from './schemas.ts';

export const listSegmentMembers = defineOperation({
  id: 'listSegmentMembers',
  method: 'get',
  path: '/v1/segments/{id}/members',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'List who is in a segment',
  description: 'In the order of our ids, which is about that in which they became known.',
  params: segmentParams,
  notFound: segmentNotFound,
  query: z.strictObject(pageQuery('Members')),
  answer: {
    description: 'One page.',
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          customerId: z.uuid(),
          userId: z.string().nullable(),
          name: z.string().nullable(),
          since: moment.describe('When they joined.'),
          cause: z.string().describe('By what: event, trait, time, definition, merge, person, segment, journey.'),
        }),
      ),
      next: z.uuid().nullable().describe('Give it as `after` for the next page; null on the last one.'),
    }),
    examples: {
      one: {
        summary: 'One member',
        value: {
          items: [
            {
              customerId: '01a2042f-b4e2-72fe-95bd-718adb295762',
              userId: 'u1',
              name: 'Ann',
              since: '2026-03-02T20:10:00.000Z',
              cause: 'event',
            },
          ],
          next: null,
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, query: { limit, after }, workspace }, { database }) {
    const segments = await listSegments(database, workspace);
    if (!segments.some((segment) => segment.id === id)) throw segmentNotFound(id);
    const items = await listMembers(database, { workspace, segmentId: id, after, limit });
    return {
      items,
      next: nextPage(
        items.map(({ customerId }) => ({ id: customerId })),
        { limit },
      ),
    };
  },
});

import { z } from 'zod';
import { describeSegment } from '../../../core/segment/describe.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import {
  countSegmentChanges,
  listSegmentChanges,
  listSegmentVersions,
} from '../../../store/segments/segment-history.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { segmentNotFound, segmentParams } from './schemas.ts';

const NEWEST = 50;
const DAY_MS = 86_400_000;

const counts = z.strictObject({ joined: z.int(), left: z.int() });

export const getSegmentHistory = defineOperation({
  id: 'getSegmentHistory',
  method: 'get',
  path: '/v1/segments/{id}/history',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'Versions of a segment, and who joined or left lately',
  description:
    'Of each customer the last change counts. All changes of one customer are events, in the timeline of the customer.',
  params: segmentParams,
  notFound: segmentNotFound,
  answer: {
    description: 'The newest first.',
    schema: z.strictObject({
      versions: z.array(
        z.strictObject({
          version: z.int(),
          isLive: z.boolean(),
          publishedAt: moment,
          publishedBy: z.string().nullable().describe('A person, or the title of a key.'),
          words: z.string(),
        }),
      ),
      lastDay: counts,
      lastWeek: counts,
      changes: z.array(
        z.strictObject({
          customerId: z.uuid(),
          userId: z.string().nullable(),
          name: z.string().nullable(),
          joined: z.boolean().describe('false: left.'),
          at: moment,
          cause: z.string(),
        }),
      ),
    }),
    examples: {
      one: {
        summary: 'One version, one member',
        value: {
          versions: [
            {
              ...{ version: 1, isLive: true, publishedAt: '2026-03-02T20:10:00.000Z', publishedBy: 'ann@example.com' },
              words: 'the sum of total of "Order Completed" in the last 90 days is at least 500',
            },
          ],
          lastDay: { joined: 1, left: 0 },
          lastWeek: { joined: 1, left: 0 },
          changes: [
            {
              ...{ customerId: '01a2042f-b4e2-72fe-95bd-718adb295762', userId: 'u1', name: 'Ann', joined: true },
              ...{ at: '2026-03-02T20:10:00.000Z', cause: 'event' },
            },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const versions = await listSegmentVersions(database, workspace, id);
    if (versions.length === 0) throw segmentNotFound(id);
    const now = await workspaceClock(database, workspace).now();
    const since = (days: number) =>
      countSegmentChanges(database, { workspace, segmentId: id, since: now - days * DAY_MS });
    const [lastDay, lastWeek] = [await since(1), await since(7)];
    return {
      versions: versions.map(({ definition, ...version }) => ({ ...version, words: describeSegment(definition) })),
      lastDay,
      lastWeek,
      changes: await listSegmentChanges(database, { workspace, segmentId: id, limit: NEWEST }),
    };
  },
});

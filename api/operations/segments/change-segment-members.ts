import { z } from 'zod';
import type { SegmentLook } from '../../../core/segment/evaluate.ts';
import { publishedJourneysOf } from '../../../services/intake/published-journeys.ts';
import { revisitSegments } from '../../../services/intake/revisit.ts';
import { findCustomer } from '../../../store/customers/resolve-customer.ts';
import { listSegments } from '../../../store/segments/segments.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { segmentNotFound, segmentParams } from './schemas.ts';

const notStatic = defineError({
  status: 409,
  code: 'segment-not-static',
  when: 'a condition says who is in the segment',
  text: (id: string) => ({
    where: `segments.${id}`,
    problem: 'a condition says who is in it: nobody is put in by hand',
    remedy: 'Publish a segment with "static": true.',
  }),
  example: ['big-spenders'],
});

const names = z.array(z.string().trim().min(1).max(320)).max(500).default([]);

export const changeSegmentMembers = defineOperation({
  id: 'changeSegmentMembers',
  method: 'post',
  path: '/v1/segments/{id}/members',
  tag: 'customers',
  key: 'admin',
  right: 'operate',
  summary: 'Put customers into a static segment, or take them out',
  description: `By userId or our own id, 500 of each at most. A change is an event of the customer (Segment Joined, Segment Left) and
may enter journeys.`,
  params: segmentParams,
  notFound: segmentNotFound,
  body: {
    limit: 512 * 1024,
    depth: 4,
    schema: z.strictObject({ add: names, remove: names }),
    examples: { both: { summary: 'One in, one out', value: { add: ['u1'], remove: ['u2'] } } },
  },
  answer: {
    description: 'All of them are in or out from now on.',
    schema: z.strictObject({
      changed: z.int().describe('Customers that were found.'),
      unknown: z.array(z.string()).describe('Names that nobody has.'),
    }),
    examples: { done: { summary: 'Done', value: { changed: 2, unknown: [] } } },
  },
  errors: [dataRefused, notStatic],
  async handle({ params: { id }, body: { add, remove }, workspace }, { database }) {
    const segment = (await listSegments(database, workspace)).find((each) => each.id === id);
    if (!segment) throw segmentNotFound(id);
    if (!segment.definition.static) throw notStatic(id);
    const looks = new Map<string, ReadonlyMap<string, SegmentLook>>();
    const unknown: string[] = [];
    for (const [isMember, named] of [[true, add] as const, [false, remove] as const]) {
      for (const name of named) {
        const customerId = await findCustomer(database, workspace, name);
        if (customerId === undefined) unknown.push(name);
        else looks.set(customerId, new Map([[id, { cause: 'person', isMember }]]));
      }
    }
    await revisitSegments({ database, publishedJourneys: publishedJourneysOf(database) }, workspace, looks);
    return { changed: looks.size, unknown };
  },
});

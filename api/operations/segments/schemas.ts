import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { segmentSchema } from '../../../core/segment/definition.ts';
import type { SegmentFigures, StoredSegment } from '../../../store/segments/segments.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';

export const segmentNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such segment',
  text: (id: string) => ({
    where: `segments.${id}`,
    problem: `there is no segment "${id}"`,
    remedy: 'GET /v1/segments lists them.',
  }),
  example: ['big-spender'],
});

export const segmentParams = z.strictObject({ id: idSchema.describe('The id of a segment.') });

export const segmentView = z.strictObject({
  id: idSchema,
  version: z.int(),
  updatedAt: moment,
  members: z.int().describe('How many are in it now.'),
  fill: z
    .strictObject({
      lookedAt: z.int().describe('Customers that were looked at since it was published.'),
      total: z.int().describe('Customers when it was published, as estimated.'),
      startedAt: moment,
      finishedAt: moment.nullable().describe('Null: who was there before the publish is still being looked at.'),
    })
    .nullable()
    .describe('Null: it was never applied to customers who were there before; static ones are not.'),
  definition: segmentSchema,
});

export const exampleSegment = {
  id: 'big-spenders',
  version: 1,
  updatedAt: '2026-03-02T20:10:00.000Z',
  members: 412,
  fill: {
    lookedAt: 98_304,
    total: 98_304,
    startedAt: '2026-03-02T20:10:00.000Z',
    finishedAt: '2026-03-02T20:10:21.000Z',
  },
  definition: {
    id: 'big-spenders',
    title: 'Big spenders',
    when: {
      combinator: 'and',
      rules: [
        {
          field: 'customer.events.sum',
          of: { event: 'Order Completed', property: 'event.properties.total', within: 'P90D' },
          operator: '>=',
          value: 500,
        },
      ],
    },
  },
};

export function viewOf({ id, version, updatedAt, definition }: StoredSegment, figures: SegmentFigures | undefined) {
  const { members = 0, fill = null } = figures ?? {};
  return {
    id,
    version,
    updatedAt,
    members,
    fill,
    definition: { ...definition, tags: definition.tags && [...definition.tags] },
  };
}

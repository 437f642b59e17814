import { z } from 'zod';
import { describeSegment } from '../../../core/segment/describe.ts';
import { listSegments, readSegmentFigures } from '../../../store/segments/segments.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleSegment, segmentNotFound, segmentParams, segmentView, viewOf } from './schemas.ts';

export const getSegment = defineOperation({
  id: 'getSegment',
  method: 'get',
  path: '/v1/segments/{id}',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'Read one segment',
  description: 'Its live version, its condition in words, how many are in it.',
  params: segmentParams,
  notFound: segmentNotFound,
  answer: {
    description: 'The segment.',
    schema: segmentView.extend({
      words: z
        .string()
        .nullable()
        .describe('Its condition, or the trait that it computes, in words; null: it is static.'),
    }),
    examples: {
      one: {
        summary: 'Big spenders',
        value: {
          ...exampleSegment,
          words: 'the sum of total of "Order Completed" in the last 90 days is at least 500',
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const segment = (await listSegments(database, workspace)).find((each) => each.id === id);
    if (!segment) throw segmentNotFound(id);
    const [figures] = await readSegmentFigures(database, workspace, [id]);
    const { definition } = segment;
    return { ...viewOf(segment, figures), words: definition.static ? null : describeSegment(definition) };
  },
});

import { z } from 'zod';
import { listSegments as list, readSegmentFigures } from '../../../store/segments/segments.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleSegment, segmentView, viewOf } from './schemas.ts';

export const listSegments = defineOperation({
  id: 'listSegments',
  method: 'get',
  path: '/v1/segments',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'List segments',
  description:
    'The live version of each, how many are in it, and how far it was applied to those who were there before.',
  answer: {
    description: 'All of them, by their ids.',
    schema: z.strictObject({ items: z.array(segmentView) }),
    examples: { one: { summary: 'One segment', value: { items: [exampleSegment] } } },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const segments = await list(database, workspace);
    const figures = await readSegmentFigures(
      database,
      workspace,
      segments.map(({ id }) => id),
    );
    return {
      items: segments.map((segment) =>
        viewOf(
          segment,
          figures.find(({ segmentId }) => segmentId === segment.id),
        ),
      ),
    };
  },
});

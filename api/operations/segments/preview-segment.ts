import { z } from 'zod';
import { ProblemError } from '../../../core/base/problem.ts';
import { describeCondition } from '../../../core/condition/describe.ts';
import { conditionSchema } from '../../../core/condition/schema.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { validateSegment } from '../../../core/segment/validate.ts';
import { previewAudience } from '../../../store/condition/preview-audience.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleSegment } from './schemas.ts';

export const previewSegment = defineOperation({
  id: 'previewSegment',
  method: 'post',
  path: '/v1/segments/preview',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  isReading: true,
  summary: 'How many a condition holds of, and who',
  description: `Publishes nothing. Where an exact count takes longer than half a second, it is estimated from a random sample of
customers: \`isEstimate\` says so, and \`least\` and \`most\` are the ends of its 95 % interval.`,
  body: {
    limit: 256 * 1024,
    depth: 40,
    schema: z.strictObject({
      when: conditionSchema,
      replaces: idSchema.optional().describe('The id of a segment: who would join it and leave it is counted too.'),
    }),
    examples: { sum: { summary: 'Big spenders', value: { when: exampleSegment.definition.when } } },
  },
  answer: {
    description: 'Its size now, and examples.',
    schema: z.strictObject({
      words: z.string(),
      count: z.int(),
      isEstimate: z.boolean(),
      least: z.int(),
      most: z.int(),
      withEmail: z.int().describe('Of them so many have an e-mail address.'),
      withPhone: z.int().describe('Of them so many have a phone number.'),
      change: z
        .strictObject({ joins: z.int(), leaves: z.int() })
        .nullable()
        .describe('With `replaces`: who would join and who would leave.'),
      examples: z.array(
        z.strictObject({
          id: z.uuid(),
          userId: z.string().nullable(),
          name: z.string().nullable(),
          email: z.string().nullable(),
        }),
      ),
    }),
    examples: {
      some: {
        summary: 'An exact count',
        value: {
          words: 'the sum of total of "Order Completed" in the last 90 days is at least 500',
          ...{ count: 1, isEstimate: false, least: 1, most: 1, withEmail: 1, withPhone: 0, change: null },
          examples: [
            { id: '01a2042f-b4e2-72fe-95bd-718adb295762', userId: 'u1', name: 'Ann', email: 'ann@example.com' },
          ],
        },
      },
    },
  },
  errors: [dataRefused],
  async handle({ body: { when, replaces }, workspace }, { database }) {
    const { problems } = validateSegment({ id: 'preview', when });
    if (problems.length > 0) throw new ProblemError(problems);
    const now = await workspaceClock(database, workspace).now();
    return {
      words: describeCondition(when),
      ...(await previewAudience(database, { workspace, condition: when, now, replaces })),
    };
  },
});

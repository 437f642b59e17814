import { z } from 'zod';
import { isoDurationSchema, lengthOf } from '../../base/duration.ts';

const most = (when: string) => z.int().min(1).max(1_000_000_000).optional().describe(`So many enter ${when} at most.`);

/** See ../entry-caps.ts. */
export const entryCapsSchema = z
  .strictObject({
    perHour: most('in an hour'),
    perDay: most('in a day'),
    ever: most('in all'),
    over: z
      .enum(['drop', 'queue'])
      .optional()
      .describe('Those beyond do not enter (drop, unless said), or wait and enter in their order when there is room.'),
    waitAtMost: isoDurationSchema
      .refine((duration) => lengthOf(duration) !== undefined, 'must be in weeks, days or less')
      .optional()
      .describe('Who waited longer does not enter.'),
  })
  .refine(
    ({ perHour, perDay, ever }) => perHour !== undefined || perDay !== undefined || ever !== undefined,
    'must have "perHour", "perDay" or "ever"',
  )
  .refine(({ perHour, perDay, over }) => over !== 'queue' || perHour !== undefined || perDay !== undefined, {
    path: ['over'],
    message: '"queue" needs "perHour" or "perDay": by "ever" alone there is never room again',
  })
  .refine(({ over, waitAtMost }) => over === 'queue' || waitAtMost === undefined, {
    path: ['waitAtMost'],
    message: 'nobody waits unless "over" is "queue"',
  });

export type EntryCaps = z.infer<typeof entryCapsSchema>;

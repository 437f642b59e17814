import { z } from 'zod';

const most = (when: string) => z.int().min(1).max(1_000_000_000).optional().describe(`So many enter ${when} at most.`);

/** See ../entry-caps.ts. */
export const entryCapsSchema = z
  .strictObject({ perHour: most('in an hour'), perDay: most('in a day'), ever: most('in all') })
  .refine(
    ({ perHour, perDay, ever }) => perHour !== undefined || perDay !== undefined || ever !== undefined,
    'must have "perHour", "perDay" or "ever"',
  );

export type EntryCaps = z.infer<typeof entryCapsSchema>;

import { z } from 'zod';

const most = z.int().min(1).max(1_000_000_000).optional();

/** See ../entry-caps.ts. */
export const entryCapsSchema = z
  .strictObject({ perHour: most, perDay: most, ever: most, beyond: z.enum(['drop', 'queue']) })
  .refine(
    ({ perHour, perDay, ever }) => perHour !== undefined || perDay !== undefined || ever !== undefined,
    'must have "perHour", "perDay" or "ever"',
  );

export type EntryCaps = z.infer<typeof entryCapsSchema>;

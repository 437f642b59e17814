import { z } from 'zod';

/** The body of an answer that says no more than that it is done. */
export const done = { success: true } as const;

/** The answer of an operation that gives nothing back. `description`: what holds from now on. */
export const doneAnswer = (description: string) => ({
  description,
  schema: z.strictObject({ success: z.literal(true) }),
  examples: { done: { summary: 'Done', value: done } },
});

import { z } from 'zod';
import type { Operation as Outcome } from '../../../store/runs/operate.ts';
import { runEnded, runNotFound, runNotStuck, runParams } from './errors.ts';

const done = { success: true } as const;
const doneSchema = z.strictObject({ success: z.literal(true) });

/** What the operations of an operator on one run share. */
export const operated = {
  method: 'post',
  tag: 'runs',
  key: 'admin',
  params: runParams,
  notFound: runNotFound,
  answer: {
    description: 'It takes effect in the next turn of the run, which comes at once.',
    schema: doneSchema,
    examples: { done: { summary: 'Done', value: done } },
  },
} as const;

export function answerOf(id: string, outcome: Outcome): typeof done {
  switch (outcome) {
    case 'done':
      return done;
    case 'gone':
      throw runNotFound(id);
    case 'ended':
      throw runEnded(id);
    case 'not-stuck':
      throw runNotStuck(id);
  }
}

import type { Operation as Outcome } from '../../../store/runs/operate.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { runEnded, runNotFound, runNotStuck, runParams } from './errors.ts';

/** What the operations of an operator on one run share. */
export const operated = {
  method: 'post',
  tag: 'runs',
  key: 'admin',
  params: runParams,
  notFound: runNotFound,
  answer: doneAnswer('It takes effect in the next turn of the run, which comes at once.'),
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

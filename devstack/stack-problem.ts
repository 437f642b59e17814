import { ProblemError } from '../core/base/problem.ts';

/**
 * A trouble of the local stack that the person at the terminal can act on: printed as a sentence with a remedy, without
 * a stack. Whatever is thrown in here and is not one of these is a bug of ours and is printed with its stack.
 */
export function stackProblem(code: string, where: string, problem: string, remedy: string): ProblemError {
  return new ProblemError([{ code, where, problem, remedy }]);
}

import { ProblemError } from '../core/base/problem.ts';

/**
 * A problem of the local stack that the person at the terminal can fix: printed as a sentence with a remedy, without a
 * stack trace. Anything else that is thrown here is a bug of ours, and is printed with its stack trace.
 */
export function stackProblem(code: string, where: string, problem: string, remedy: string): ProblemError {
  return new ProblemError([{ code, where, problem, remedy }]);
}

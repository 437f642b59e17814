import { z } from 'zod';
import type { Problem } from '../core/base/problem.ts';

/** A finding in what was sent: core/base/problem.ts as JSON. */
export const problemSchema = z.strictObject({
  code: z.string(),
  where: z.string(),
  problem: z.string(),
  remedy: z.string(),
  severity: z.enum(['error', 'warning']).optional(),
});

/** The body of every error answer (problem-json.ts sends it). */
export const problemAnswerSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  code: z.string(),
  where: z.string(),
  remedy: z.string(),
  problems: z.array(problemSchema).optional(),
  errorId: z.uuid().optional(),
});
export type ProblemAnswer = z.infer<typeof problemAnswerSchema>;

/** An error answer: its status, and the problem with its stable code and its remedy. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** When sending it again makes sense, where that is so. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, problem: Problem, { retryAfterMs }: { retryAfterMs?: number | undefined } = {}) {
    super(problem.problem);
    this.status = status;
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/** One way in which an operation can fail, as the API's description shows it. */
export interface ErrorDescription {
  readonly status: number;
  /** Undefined where it is one of many: the codes of the publish check. */
  readonly code: string | undefined;
  readonly when: string;
  /** An example of it, as it is really answered. */
  readonly example: ProblemAnswer;
}

/** Describes itself, and makes the error to throw. */
export interface ErrorDefinition<Given extends readonly unknown[]> extends ErrorDescription {
  (...given: Given): HttpProblem;
}

/** Describes an error whose text is made elsewhere, by the example of it. */
export function describeError(
  status: number,
  code: string,
  when: string,
  { title, ...more }: Pick<ProblemAnswer, 'title' | 'where' | 'remedy'>,
): ErrorDescription {
  return { status, code, when, example: { type: `urn:throughline:${code}`, title, status, code, ...more } };
}

/** In an example: the address that the description shows it for. */
export const thisAddress = '/';

/**
 * An error that operations may throw. Its text is written once: `text` makes it, for real from what was given and for the
 * description from `example`.
 */
export function defineError<Given extends readonly unknown[]>(definition: {
  readonly status: number;
  readonly code: string;
  readonly when: string;
  readonly text: (...given: Given) => Omit<Problem, 'code'> & { readonly retryAfterMs?: number };
  readonly example: Given;
  /** Members that the answer has beside those of every problem. */
  readonly more?: Partial<ProblemAnswer>;
}): ErrorDefinition<Given> {
  const { status, code, when, text, example, more } = definition;
  const make = (...given: Given): HttpProblem => {
    const { retryAfterMs, ...problem } = text(...given);
    return new HttpProblem(status, { code, ...problem }, { retryAfterMs });
  };
  const { where, problem: title, remedy } = text(...example);
  const shown = { type: `urn:throughline:${code}`, title, status, code, where, remedy, ...more };
  return Object.assign(make, { status, code, when, example: shown });
}

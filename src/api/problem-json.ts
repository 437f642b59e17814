import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { coerceError, PermanentFailure, TemporaryFailure } from '../base/failure.ts';
import { newId } from '../base/id.ts';
import { type Problem, ProblemError } from '../base/problem.ts';
import { databaseFailure } from '../store/database.ts';
import { codeOf } from '../store/failures.ts';

/** A refusal with its status; `code` is stable, `remedy` says how to put it right. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.problem);
    this.status = status;
    this.problem = problem;
  }
}

export function notFound(where: string, problem: string, remedy: string): HttpProblem {
  return new HttpProblem(404, { code: 'not-found', where, problem, remedy });
}

/** Answers with problem+json (RFC 9457), our members beside the standard ones. */
export function sendProblem(
  response: Response,
  status: number,
  { code, where, problem, remedy }: Problem,
  more: object = {},
): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:throughline:${code}`, title: problem, status, code, where, remedy, ...more }));
}

/** The last handler: whatever was thrown becomes a problem. Texts of unexpected errors stay in the log's error id. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    if (response.headersSent) {
      // Not to express's own handler, which prints the error with its text.
      logger.error({ code: codeOf(thrown), class: coerceError(thrown).name }, 'a request failed in its answer');
      response.destroy();
      return;
    }
    if (thrown instanceof HttpProblem) return sendProblem(response, thrown.status, thrown.problem);
    if (thrown instanceof ProblemError) {
      const [first] = thrown.problems;
      return sendProblem(response, 422, first as Problem, { problems: thrown.problems });
    }
    if (thrown instanceof URIError) {
      return sendProblem(response, 400, {
        code: 'address-unreadable',
        where: request.path,
        problem: 'a percent sign in the address does not begin a character',
        remedy: 'Encode what you put into the address, as encodeURIComponent does.',
      });
    }
    const parser = bodyProblem(thrown);
    if (parser) return sendProblem(response, parser.status, parser.problem);
    const error = databaseFailure(thrown);
    if (error instanceof TemporaryFailure) {
      logger.warn({ code: error.code }, 'a request was turned away');
      response.set('Retry-After', String(Math.max(1, Math.ceil((error.retryAfter ?? 2_000) / 1_000))));
      return sendProblem(response, 503, {
        code: error.code.startsWith('database') ? 'database-away' : error.code,
        where: request.path,
        problem: 'nothing was stored: the service can not take it at the moment',
        remedy: 'Send it again after the time in Retry-After.',
      });
    }
    if (error instanceof PermanentFailure && error.code === 'data-refused') {
      logger.warn({ code: error.code, stack: stackOf(error) }, 'the database refused what a request says');
      return sendProblem(response, 422, {
        code: 'data-refused',
        where: request.path,
        problem: "the database can't hold what the request says",
        remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure.',
      });
    }
    const errorId = newId();
    logger.error({ errorId, code: codeOf(error), class: error.name, stack: stackOf(error) }, 'a request failed');
    return sendProblem(
      response,
      500,
      {
        code: 'unexpected',
        where: request.path,
        problem: `something of ours failed (error ${errorId})`,
        remedy: 'Look for this id in the log of the API.',
      },
      { errorId },
    );
  };
}

/**
 * Frames only: an error's message may quote a customer, on any number of lines. The message is cut off where the stack
 * still begins with it (a message may be rewritten afterwards), and what is left must look like a frame.
 */
function stackOf(error: Error): string {
  const { stack = '', message } = coerceError(error);
  const messageAt = stack.indexOf(message);
  const lines = stack.slice(messageAt === -1 ? 0 : messageAt + message.length).split('\n');
  const frames = lines.filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return frames.slice(0, 5).join('\n');
}

/** body-parser's errors: too large, not JSON, an encoding we don't know. */
function bodyProblem(thrown: unknown): { status: number; problem: Problem } | undefined {
  const { type, status, limit } = (thrown ?? {}) as { type?: unknown; status?: unknown; limit?: unknown };
  if (typeof type !== 'string' || typeof status !== 'number' || status >= 500) return undefined;
  if (type === 'entity.too.large') {
    const problem = {
      code: 'too-large',
      where: 'body',
      problem: `the request is larger than ${Math.round(Number(limit) / 1024)} KB`,
      remedy: 'Send it in smaller parts.',
    };
    return { status: 413, problem };
  }
  return {
    status: status === 415 ? 415 : 400,
    problem: {
      code: 'unreadable',
      where: 'body',
      problem: `the body can not be read (${type})`,
      remedy: 'Send JSON as UTF-8, plain or gzipped.',
    },
  };
}

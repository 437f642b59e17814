import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { coerceError, PermanentFailure, TemporaryFailure } from '../core/base/failure.ts';
import { newId } from '../core/base/id.ts';
import { type Problem, ProblemError } from '../core/base/problem.ts';
import { databaseFailure } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';

/** A refusal with its status; `code` is stable, `remedy` says how to put it right. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** When sending it again makes sense, where that is so. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, problem: Problem, { retryAfterMs }: { retryAfterMs?: number } = {}) {
    super(problem.problem);
    this.status = status;
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/** How long a sender that is refused may go on sending what nobody reads. */
const LINGER_MS = 2_000;

export function notFound(where: string, problem: string, remedy: string): HttpProblem {
  return new HttpProblem(404, { code: 'not-found', where, problem, remedy });
}

/** Does the request say that it has a body? */
export function hasBody({ headers }: Pick<Request, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Answers with problem+json (RFC 9457), our members beside the standard ones. */
export function sendProblem(
  response: Response,
  status: number,
  { code, where, problem, remedy }: Problem,
  more: object = {},
): void {
  const answer = JSON.stringify({
    type: `urn:throughline:${code}`,
    title: problem,
    status,
    code,
    where,
    remedy,
    ...more,
  });
  response.status(status).type('application/problem+json');
  if (hasBody(response.req) && !response.req.complete) sendBeforeBody(response, answer);
  else response.send(answer);
}

/**
 * Answers a request whose body is still to come, and closes its connection instead of waiting for it. The answer leaves at
 * once; what comes of the body meanwhile is thrown away, since a socket that is closed with bytes unread takes the answer
 * with it.
 */
function sendBeforeBody(response: Response, answer: string): void {
  const { req: request } = response;
  response.set({ Connection: 'close', 'Content-Length': String(Buffer.byteLength(answer)) });
  response.flushHeaders();
  response.write(answer);
  const end = () => {
    clearTimeout(patience);
    response.end();
  };
  const patience = setTimeout(end, LINGER_MS);
  request.once('end', end).once('close', end).resume();
}

function setRetryAfter(response: Response, ms: number): void {
  response.set('Retry-After', String(Math.max(1, Math.ceil(ms / 1_000))));
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
    if (thrown instanceof HttpProblem) {
      if (thrown.retryAfterMs !== undefined) setRetryAfter(response, thrown.retryAfterMs);
      return sendProblem(response, thrown.status, thrown.problem);
    }
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
    const refused = refusedByExpress(thrown);
    if (refused !== undefined) {
      return sendProblem(response, refused, {
        code: 'request-unreadable',
        where: request.path,
        problem: 'the request asks for something that can not be given',
        remedy: 'Look at its address and at its headers, such as Range.',
      });
    }
    const error = databaseFailure(thrown);
    if (error instanceof TemporaryFailure) {
      logger.warn({ code: error.code }, 'a request was turned away');
      setRetryAfter(response, error.retryAfter ?? 2_000);
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

/** The status of what express itself refuses, such as a part of a file that it does not have. */
function refusedByExpress(thrown: unknown): number | undefined {
  const { status, expose } = (thrown ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 && expose === true ? status : undefined;
}

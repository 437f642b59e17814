import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { coerceError, PermanentFailure, TemporaryFailure } from '../core/base/failure.ts';
import { newId } from '../core/base/id.ts';
import { type Problem, ProblemError } from '../core/base/problem.ts';
import { databaseFailure } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { addressUnreadable, databaseUnavailable, dataRefused, intakeBusy, unexpected } from './common-errors.ts';
import { HttpProblem } from './define-error.ts';

/** How long a sender that is refused may go on sending what nobody reads. */
const LINGER_MS = 2_000;

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
    clearTimeout(lingering);
    response.end();
  };
  const lingering = setTimeout(end, LINGER_MS);
  request.once('end', end).once('close', end).resume();
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
    const { problem: sent, more } = httpProblemOf(thrown, request.path, logger);
    if (sent.retryAfterMs !== undefined) {
      response.set('Retry-After', String(Math.max(1, Math.ceil(sent.retryAfterMs / 1_000))));
    }
    sendProblem(response, sent.status, sent.problem, more);
  };
}

function httpProblemOf(
  thrown: unknown,
  path: string,
  logger: Logger,
): { readonly problem: HttpProblem; readonly more?: object } {
  if (thrown instanceof HttpProblem) return { problem: thrown };
  if (thrown instanceof ProblemError) {
    const { problems } = thrown;
    return { problem: new HttpProblem(422, problems[0] as Problem), more: { problems } };
  }
  if (thrown instanceof URIError) return { problem: addressUnreadable(path) };
  const refused = refusedByExpress(thrown);
  if (refused !== undefined) {
    const problem = 'the request asks for something that can not be given';
    const remedy = 'Look at its address and at its headers, such as Range.';
    return { problem: new HttpProblem(refused, { code: 'request-unreadable', where: path, problem, remedy }) };
  }
  const error = databaseFailure(thrown);
  if (error instanceof TemporaryFailure) {
    logger.warn({ code: error.code }, 'a request was turned away');
    return {
      problem: error.code.startsWith('database') ? databaseUnavailable(path, error.retryAfter) : notNow(error, path),
    };
  }
  if (error instanceof PermanentFailure && error.code === 'data-refused') {
    logger.warn({ code: error.code, stack: stackOf(error) }, 'PostgreSQL refused what a request says');
    return { problem: dataRefused(path) };
  }
  const errorId = newId();
  logger.error({ errorId, code: codeOf(error), class: error.name, stack: stackOf(error) }, 'a request failed');
  return { problem: unexpected(path, errorId), more: { errorId } };
}

/** Any other temporary failure, under its own code: a full queue, a kind that only a newer program knows. */
function notNow({ code, retryAfter = 2_000 }: TemporaryFailure, where: string): HttpProblem {
  const { problem, remedy } = intakeBusy(where).problem;
  return new HttpProblem(503, { code, where, problem, remedy }, { retryAfterMs: retryAfter });
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

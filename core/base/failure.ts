/**
 * Failures whose class decides what happens next. Nothing else in the code decides about a retry.
 *   TemporaryFailure   trying again later may help: the database is away, a provider is busy. Retried.
 *   PermanentFailure   trying again cannot help: data that does not fit, a broken assertion. A run that meets one is
 *                      "stuck": visible and resumable, never a crash loop.
 * `code` is kebab-case and free of personal data: it reaches logs and Temporal. `message` may say more and stays in
 * PostgreSQL. Anything thrown that is neither is a bug of ours and counts as permanent.
 */
abstract class Failure extends Error {
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export class TemporaryFailure extends Failure {
  override readonly name = 'TemporaryFailure';
  /** Milliseconds after which a new try makes sense, where that is known (a lease's end, a Retry-After). */
  readonly retryAfter: number | undefined;

  constructor(code: string, message: string, options: { cause?: unknown; retryAfter?: number | undefined } = {}) {
    super(code, message, options.cause);
    this.retryAfter = options.retryAfter;
  }
}

export class PermanentFailure extends Failure {
  override readonly name = 'PermanentFailure';

  constructor(code: string, message: string, cause?: unknown) {
    super(code, message, cause);
  }
}

/** Whatever was thrown, as an Error: libraries reject with undefined and strings too. */
export function coerceError(thrown: unknown): Error {
  // Not by instanceof alone: an error of another realm or another copy of the library is one too.
  if (thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]') return thrown as Error;
  return new Error(typeof thrown === 'string' ? thrown : `something that is no error was thrown: ${String(thrown)}`);
}

/** The code of a failure that ends when a newer program takes over. */
export const needsNewerWorkerCode = 'needs-newer-worker';

/** How long a worker waits before it looks again: a rolling deploy takes minutes. */
const LOOK_AGAIN_MS = 30_000;

/**
 * A newer program stored something that this one does not know: an input, a step type, a job kind, a version of a stored
 * shape. It is not consumed and nobody is stuck on it; the next attempt may meet a newer worker. Both words come from our
 * own code or from a definition, never from a customer.
 */
export function needsNewerWorker(what: string, name: string): TemporaryFailure {
  return new TemporaryFailure(
    needsNewerWorkerCode,
    `needs a newer worker: this one does not know the ${what} "${name}"`,
    {
      retryAfter: LOOK_AGAIN_MS,
    },
  );
}

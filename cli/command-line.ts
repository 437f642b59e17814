import pino, { type Logger } from 'pino';
import { readSettings, type Settings } from '../config/settings.ts';
import { coerceError, TemporaryFailure } from '../core/base/failure.ts';
import { ProblemError } from '../core/base/problem.ts';

/** Lines for people go to stdout, faults to stderr. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Wraps what a command does: errors are printed as sentences, and the exit code is 1. */
export function runCommand<Arguments extends unknown[]>(
  action: (settings: Settings, ...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    try {
      await action(readSettings(), ...given);
    } catch (thrown) {
      process.stderr.write(`${faultInWords(coerceError(thrown))}\n`);
      process.exitCode = 1;
    }
  };
}

function faultInWords(error: Error): string {
  if (error instanceof ProblemError) return error.message;
  if (error instanceof TemporaryFailure && error.code === 'database-away') {
    return `error: PostgreSQL does not answer (${error.message}). Start it, or set DATABASE_URL.`;
  }
  return `error: ${error.message}`;
}

/** pino: JSON on stderr, pretty on a terminal. Ids only; personal data never gets here. */
export function openLogger({ logLevel }: Settings, role: string): Logger {
  const options = { level: logLevel, base: { role } };
  if (process.stderr.isTTY)
    return pino({ ...options, transport: { target: 'pino-pretty', options: { destination: 2 } } });
  return pino(options, pino.destination({ fd: 2, sync: false }));
}

/**
 * Runs a role until it is asked to stop (SIGTERM, SIGINT) or its parent is gone, then drains it. A second signal ends it
 * at once: nothing is lost by that, another process does the work under way again.
 */
export async function serve(logger: Logger, role: { stop(): Promise<void>; died?: Promise<void> }): Promise<void> {
  process.send?.({ ready: true });
  const stopAsked = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
    if (process.send) process.once('disconnect', () => resolve('the parent is gone'));
  });
  const why = await Promise.race([stopAsked, ...(role.died ? [role.died.then(() => 'the worker ended')] : [])]);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
  logger.info({ why }, 'draining');
  await role.stop();
  logger.info('stopped');
  if (process.connected) process.disconnect();
}

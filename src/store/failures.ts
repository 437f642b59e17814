import { coerceError } from '../base/failure.ts';
import { newId } from '../base/id.ts';
import { type Database, execute } from './database.ts';

/** What is told outside of an error: class, code and the id under which its text stands in `failures`. */
export interface FailureReport {
  readonly errorId: string;
  readonly class: string;
  readonly code: string;
}

/** The stable, harmless name of whatever was thrown. */
export function codeOf(thrown: unknown): string {
  const code = (thrown as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Za-z0-9_-]{1,60}$/.test(code) ? code : 'unexpected';
}

/**
 * Keeps an error's text and stack where erasure can reach it, and nowhere else. Never throws: when PostgreSQL is the
 * thing that is away, the id still ties log lines together.
 */
export async function reportFailure(
  database: Database,
  thrown: unknown,
  journeyRunId?: string,
): Promise<FailureReport> {
  const error = coerceError(thrown);
  const report = { errorId: newId(), class: error.name, code: codeOf(thrown) };
  await execute(
    database,
    `insert into failures (id, journey_run_id, class, code, message, stack) values (?, ?, ?, ?, ?, ?)`,
    [
      report.errorId,
      journeyRunId ?? null,
      report.class,
      report.code,
      error.message.slice(0, 4_000),
      error.stack?.slice(0, 8_000) ?? null,
    ],
  ).catch(() => {});
  return report;
}

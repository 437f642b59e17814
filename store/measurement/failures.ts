import { coerceError } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { type Database, execute, sqlState } from '../database/database.ts';

/** What logs and Temporal may hold of an error: class, code and the id of its row in `failures`. */
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
 * Stores an error's text and stack where erasure can reach them, and nowhere else. Never throws: while PostgreSQL is
 * unavailable, the id still ties log lines together.
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

/** For so long, refusals of one kind share one row and its id. */
const REFUSALS_SHARED_MS = 60_000;
const refusals = new WeakMap<
  Database,
  Map<string, { readonly report: Promise<FailureReport>; readonly until: number }>
>();

/**
 * Stores the first refusal of each kind (code and SQLSTATE) in a minute, and returns its id for the others. Senders decide
 * how many items are refused, and a row for each would let them fill the disk.
 */
export function reportRefusal(database: Database, thrown: unknown): Promise<FailureReport> {
  const kinds = refusals.get(database) ?? new Map();
  refusals.set(database, kinds);
  const kind = `${codeOf(thrown)} ${sqlState((thrown as { cause?: unknown }).cause) ?? ''}`;
  const known = kinds.get(kind);
  if (known && performance.now() < known.until) return known.report;
  const report = reportFailure(database, thrown);
  kinds.set(kind, { report, until: performance.now() + REFUSALS_SHARED_MS });
  return report;
}

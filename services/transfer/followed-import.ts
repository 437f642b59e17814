import { createHash } from 'node:crypto';
import { beginImport, countRows, type ImportProblem } from '../../store/transfer/imports.ts';
import { type ImportReport, type ImportRow, importRows, type RowProblem } from './import-rows.ts';
import type { ImportKindName } from './kinds/index.ts';
import type { ImportTarget } from './kinds/kind.ts';

export interface Followed {
  /** Chosen by the sender; without one, the name and the kind of the import make it. */
  readonly id: string | undefined;
  /** The name of the file, for people. */
  readonly file: string;
  readonly startedBy: string;
  /** Rows of the file; null: the sender does not know. */
  readonly total: number | null;
  /** Rows that the sender could not read or map: they are counted as failed. */
  readonly refused: readonly RowProblem[];
}

/**
 * Stores rows, and notes how far their import has come: before, so that it is listed at once, and after. If the process dies
 * between the rows and their counts, the rows are sent again and count as skipped. Undefined: the id belongs to an import of
 * another kind, and nothing was stored.
 */
export async function followedImport(
  kind: ImportKindName,
  rows: readonly ImportRow[],
  target: ImportTarget,
  { id, file, startedBy, total, refused }: Followed,
): Promise<ImportReport | undefined> {
  const { database, workspace, name, isLive } = target;
  const key = { workspace, id: id ?? importIdOf(kind, name) };
  if (!(await beginImport(database, { ...key, kind, file, isLive, startedBy, total }))) return undefined;
  const report = await importRows(kind, rows, target, false);
  const { accepted: done, duplicates: skipped, entered, errors, warnings } = report;
  const numbers = [...rows, ...refused].map(({ row }) => row);
  const problems = [...errors, ...refused].sort((one, other) => one.row - other.row).map(problemOf);
  await countRows(database, key, {
    range: numbers.length === 0 ? null : [Math.min(...numbers), Math.max(...numbers)],
    ...{ done, skipped, entered, failed: problems.length, warned: warnings.length, problems },
  });
  return report;
}

const problemOf = ({ row, code, where, problem, remedy }: RowProblem): ImportProblem => ({
  ...{ row, code, where, problem, remedy },
});

/** The same for every request of an import whose sender chose no id. A UUID of version 8, which leaves its bits to us. */
function importIdOf(kind: string, name: string): string {
  const hex = createHash('sha256').update(`${kind} ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

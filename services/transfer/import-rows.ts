import type { Problem } from '../../core/base/problem.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import { schemaProblems } from '../../core/base/schema-problems.ts';
import { type ImportKindName, importKinds } from './kinds/index.ts';
import { type ImportTarget, isProblem, type RowOutcome } from './kinds/kind.ts';

/** A row as it comes: `row` is its place in the file, for people. */
export interface ImportRow {
  readonly row: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface RowProblem extends Problem {
  readonly row: number;
}

export interface ImportReport {
  accepted: number;
  duplicates: number;
  /** Journey runs that the rows opened. */
  entered: number;
  readonly errors: RowProblem[];
  readonly warnings: RowProblem[];
}

/**
 * Takes rows of one kind: each is read by the schema of its kind, and those that pass are stored through the same ways as
 * live data. A bad row harms only itself. With `isDryRun` nothing is stored, and what needs the database is not checked.
 */
export async function importRows(
  kindName: ImportKindName,
  rows: readonly ImportRow[],
  target: ImportTarget,
  isDryRun: boolean,
): Promise<ImportReport> {
  const kind = importKinds[kindName];
  const report: ImportReport = { accepted: 0, duplicates: 0, entered: 0, errors: [], warnings: [] };
  const good: { readonly row: number; readonly read: unknown }[] = [];
  for (const { row, fields } of rows) {
    const read = readRow(kindName, fields, target, row);
    if (isProblem(read)) report.errors.push({ ...read, row });
    else good.push({ row, read });
  }
  if (isDryRun || good.length === 0) return { ...report, accepted: good.length };
  const outcomes = await kind.store(
    good.map(({ read }) => read),
    target,
  );
  for (const [index, outcome] of outcomes.entries()) count(report, good[index]?.row ?? 0, outcome);
  report.errors.sort((one, other) => one.row - other.row);
  return report;
}

function readRow(kindName: ImportKindName, fields: unknown, target: ImportTarget, row: number): unknown {
  const { schema, read } = importKinds[kindName];
  const parsed = safeParse(schema, fields);
  if (!parsed.success) return schemaProblems(schema, parsed.error, fields, '')[0] ?? rowUnreadable;
  return read(parsed.data, target, row);
}

function count(report: ImportReport, row: number, outcome: RowOutcome): void {
  if (outcome.result === 'rejected') {
    report.errors.push({ ...outcome.problem, row });
    return;
  }
  if (outcome.result === 'duplicate') {
    report.duplicates += 1;
    return;
  }
  report.accepted += 1;
  report.entered += outcome.entered ?? 0;
  report.warnings.push(...(outcome.warnings ?? []).map((warning) => ({ ...warning, row })));
}

const rowUnreadable: Problem = {
  code: 'row-unreadable',
  where: '',
  problem: 'the row can not be read',
  remedy: 'Compare it with the fields that docs/import.md lists.',
};

import { jsonTooLarge } from '../../core/base/json-limits.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { type Mapping, mapRecord, unmapped } from '../../core/transfer/mapping.ts';
import { limits } from '../intake/call-schema.ts';
import type { ImportReport, ImportRow, RowProblem } from './import-rows.ts';
import { type ImportKindName, importKinds } from './kinds/index.ts';
import { type FileRecord, readRecords } from './read-records.ts';

export interface ImportFile {
  readonly file: string;
  readonly kind: ImportKindName;
  readonly mapping: Mapping | undefined;
  /** Rows up to this one were answered for earlier. */
  readonly after: number;
  /** Sends rows to the API, with those between them that can't be read; throws what can't be helped by sending them again. */
  send(rows: readonly ImportRow[], refused: readonly RowProblem[]): Promise<ImportReport>;
  /** Rows that were not taken, and warnings: in the order in which answers come. */
  report(problems: readonly RowProblem[]): void;
  /** Every row up to this one is answered for. */
  onProgress(state: { readonly row: number; readonly rows: number; readonly bytes: number }): void;
}

export interface ImportTotals {
  /** Rows that were read, without those that were answered for earlier. */
  rows: number;
  accepted: number;
  duplicates: number;
  entered: number;
  refused: number;
  warned: number;
}

/** How many records a file has, those included that can't be read. */
export async function countRecords(file: string): Promise<number> {
  let records = 0;
  for await (const _each of readRecords(file, () => undefined)) records += 1;
  return records;
}

/** Rows and bytes of one request: below the limits of the API. */
const ROWS = 500;
const BYTES = 300 * 1024;
/** Requests under way at once: while one is committed, the next is on its way. */
const UNDER_WAY = 3;

/**
 * Reads a file and sends its rows in order, batch by batch. What can't be mapped is reported and left out. Resolves when
 * every row was answered; throws what `send` threw, and the rows from there on can be sent again.
 */
export async function importFile(options: ImportFile): Promise<ImportTotals> {
  const { file, after, report, onProgress } = options;
  const totals: ImportTotals = { rows: 0, accepted: 0, duplicates: 0, entered: 0, refused: 0, warned: 0 };
  let bytes = 0;
  let batch: ImportRow[] = [];
  let refused: RowProblem[] = [];
  let size = 0;
  let last = after;
  const underWay: Promise<void>[] = [];
  const flush = async (): Promise<void> => {
    const [rows, unread, upTo, read, at] = [batch, refused, last, totals.rows, bytes];
    [batch, refused] = [[], []];
    size = 0;
    if (underWay.length >= UNDER_WAY) await underWay.shift();
    const before = underWay.at(-1);
    const answered = options.send(rows, unread).then(async (answer) => {
      add(totals, answer);
      report([...answer.errors, ...answer.warnings]);
      await before; // progress is that of the first row without an answer
      onProgress({ row: upTo, rows: read, bytes: at });
    });
    answered.catch(() => undefined); // it is awaited in its turn
    underWay.push(answered);
  };
  for await (const each of readRecords(file, (read) => (bytes = read))) {
    if (each.row <= after) continue;
    totals.rows += 1;
    last = each.row;
    const row = rowOf(each, options);
    if ('problem' in row) {
      totals.refused += 1;
      report([row]);
      refused.push(row);
      if (refused.length >= ROWS) await flush();
      continue;
    }
    const own = Buffer.byteLength(JSON.stringify(row));
    if (batch.length >= ROWS || (batch.length > 0 && size + own > BYTES)) {
      last = each.row - 1;
      await flush();
      last = each.row;
    }
    batch.push(row);
    size += own;
  }
  await flush();
  for (const each of underWay) await each;
  return totals;
}

function add(totals: ImportTotals, { accepted, duplicates, entered, errors, warnings }: ImportReport): void {
  totals.accepted += accepted;
  totals.duplicates += duplicates;
  totals.entered += entered;
  totals.refused += errors.length;
  totals.warned += warnings.length;
}

function rowOf({ row, record, line }: FileRecord, { kind, mapping }: ImportFile): ImportRow | RowProblem {
  if (record === undefined) return { ...recordUnreadable, ...(line !== undefined && { where: `line ${line}` }), row };
  const { schema, rest } = importKinds[kind];
  try {
    const fields = mapping ? mapRecord(mapping, record) : unmapped(record, new Set(Object.keys(schema.shape)), rest);
    // The API refuses a whole request for text that PostgreSQL can't hold, or for one row that is too large.
    const unfit = jsonTooLarge(fields, { ...limits, storable: true });
    return unfit ? { ...unfit, row } : { row, fields };
  } catch (thrown) {
    const [problem] = thrown instanceof ProblemError ? thrown.problems : [];
    if (!problem) throw thrown;
    return { ...problem, row };
  }
}

const recordUnreadable = {
  code: 'record-unreadable',
  where: '',
  problem:
    'the record can not be read: it has more or fewer fields than the heading, a quote that does not end, or is no JSON object',
  remedy:
    'Look for a delimiter or a line break outside of quotes, and for a quote that is not written twice. Other rows are read.',
};

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { groupBy } from '../../core/base/group-by.ts';
import { ProblemError } from '../../core/base/problem.ts';

/** One line of a purchase log. `line` counts from 1 at the first line after the heading. */
export interface Purchase {
  readonly line: number;
  readonly customer: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly quantity: number;
  readonly total: number;
}

export interface PurchaseLog {
  /** The first 16 hex digits of the file's SHA-256 (unpacked): with the line number it names a purchase forever. */
  readonly digest: string;
  readonly purchases: readonly Purchase[];
}

/**
 * Reads a log of the CDNOW form: one heading line, then customer id, date (YYYYMMDD), number of CDs and dollars,
 * separated by white space; gzipped or not. Lines that are exact doubles of others are purchases of their own.
 */
export function readPurchaseLog(file: string): PurchaseLog {
  const bytes = readFileSync(file);
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const lines = text.toString('utf8').split(/\r?\n/).slice(1);
  const purchases = lines.flatMap((content, index) =>
    content.trim() === '' ? [] : [readLine(content, index + 1, file)],
  );
  return { digest: createHash('sha256').update(text).digest('hex').slice(0, 16), purchases };
}

export interface PurchaseTotals {
  readonly purchases: number;
  readonly customers: number;
  /** For people, with two decimals: "2,500,315.63". Added up in cents. */
  readonly dollars: string;
  readonly busiest: { readonly date: string; readonly purchases: number };
}

export function totalsOf(purchases: readonly Purchase[]): PurchaseTotals {
  const days = groupBy(purchases, ({ date }) => date);
  const [date = '', onIt = []] = [...days].reduce(
    (most, day) => (day[1].length > most[1].length ? day : most),
    ['', []],
  );
  const cents = purchases.reduce((sum, { total }) => sum + Math.round(total * 100), 0);
  return {
    purchases: purchases.length,
    customers: new Set(purchases.map(({ customer }) => customer)).size,
    dollars: (cents / 100).toLocaleString('en', { minimumFractionDigits: 2 }),
    busiest: { date, purchases: onIt.length },
  };
}

function readLine(content: string, line: number, file: string): Purchase {
  const [, customer, year, month, day, quantity, total] =
    /^\s*(\S+)\s+(\d{4})(\d\d)(\d\d)\s+(\d+)\s+(\d+(?:\.\d+)?)\s*$/.exec(content) ?? [];
  if (!customer || !total) {
    const remedy = 'Expected: customer id, date as YYYYMMDD, number of items, dollars, separated by white space.';
    throw new ProblemError([
      { code: 'line-unreadable', where: `${file}: line ${line + 1}`, problem: 'this is no purchase', remedy },
    ]);
  }
  return { line, customer, date: `${year}-${month}-${day}`, quantity: Number(quantity), total: Number(total) };
}

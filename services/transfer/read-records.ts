import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Json } from '../../core/base/canonical-json.ts';
import { ProblemError } from '../../core/base/problem.ts';
import type { ForeignRecord } from '../../core/transfer/mapping.ts';

/** One record of a file. `row` counts as a spreadsheet does: the heading of a CSV file is row 1. */
export interface FileRecord {
  readonly row: number;
  /** Undefined: the line can't be read. */
  readonly record: ForeignRecord | undefined;
  /** Of one of a CSV file that can't be read: the line in which it begins. */
  readonly line?: number | undefined;
}

export interface FileFacts {
  /** The first 16 hex digits of the SHA-256 of its bytes. */
  readonly digest: string;
  readonly bytes: number;
  readonly changedAt: number;
}

const LARGEST_RECORD = 1024 * 1024;

export async function factsOfFile(file: string): Promise<FileFacts> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    const remedy = 'Give the path of a CSV or NDJSON file.';
    throw new ProblemError([{ code: 'file-missing', where: file, problem: 'there is no such file', remedy }]);
  }
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return { digest: hash.digest('hex').slice(0, 16), bytes: found.size, changedAt: Math.floor(found.mtimeMs) };
}

/** Reads a file record by record; gzipped where its name ends in .gz. `onBytes` hears how far the file is read. */
export async function* readRecords(file: string, onBytes: (bytes: number) => void): AsyncGenerator<FileRecord> {
  const isLines = /\.(ndjson|jsonl)(\.gz)?$/i.test(file);
  const delimiter = isLines ? undefined : await delimiterOf(file);
  const { source, text } = openFile(file);
  source.on('data', () => onBytes(source.bytesRead));
  yield* delimiter === undefined ? readLines(text) : readCsv(text, file, delimiter);
}

function openFile(file: string): { source: ReadStream; text: Readable } {
  const source = createReadStream(file);
  const text = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => text.destroy(error));
  return { source, text };
}

/** Of comma, semicolon and tab, the one that the heading has most of, outside of quotes. */
async function delimiterOf(file: string): Promise<string> {
  const { source, text } = openFile(file);
  let heading = '';
  for await (const part of text) {
    heading = String(part)
      .replace(/"[^"]*"/g, '')
      .split(/\r?\n/)[0] as string;
    break;
  }
  source.destroy();
  const countOf = (delimiter: string) => heading.split(delimiter).length;
  return [',', ';', '\t'].reduce((most, each) => (countOf(each) > countOf(most) ? each : most));
}

/**
 * Lines are put together to records while quotes are open. A quote that does not end within the largest record costs its own line
 * alone: that is reported, and reading goes on with the line after it.
 */
async function* readCsv(text: Readable, file: string, delimiter: string): AsyncGenerator<FileRecord> {
  const options = { delimiter, relax_column_count: true, bom: true };
  let names: readonly string[] | undefined;
  let row = 1;
  const fitting = (cells: string[] | undefined) =>
    cells && (names === undefined || cells.length === names.length) ? cells : undefined;
  /** Of the last record of several lines, which was parsed to see whether it is whole. */
  let parsed: { readonly written: string; readonly cells: string[] | undefined } | undefined;
  const isWhole = (written: string) => {
    parsed = { written, cells: fitting(cellsOf(written, options)) };
    return parsed.cells !== undefined;
  };
  for await (const { record: written, line } of recordsOf(text, isWhole)) {
    const known = parsed?.written === written ? parsed?.cells : undefined;
    const cells = known ?? (written === undefined ? undefined : fitting(cellsOf(written, options)));
    if (names === undefined) {
      if (!cells) throw unreadableHeading(file);
      names = cells.map((name) => name.trim());
      continue;
    }
    row += 1;
    const heading = names;
    yield {
      row,
      record: cells && Object.fromEntries(cells.map((cell, at) => [heading[at] as string, cell])),
      ...(!cells && { line }),
    };
  }
}

function cellsOf(written: string, options: object): string[] | undefined {
  if (!written.includes('"') && !written.includes('\n')) {
    // As most lines are: nothing that a parser is needed for.
    return written.replace(/^\uFEFF/, '').split((options as { delimiter: string }).delimiter);
  }
  try {
    return (parse(written, options) as string[][])[0];
  } catch {
    return undefined;
  }
}

interface WrittenRecord {
  /** Undefined: its quotes do not end. */
  readonly record: string | undefined;
  readonly line: number;
}

/** `isWhole` says of several lines whose quotes end whether they are one record: two quotes too many may end each other. */
async function* recordsOf(text: Readable, isWhole: (written: string) => boolean): AsyncGenerator<WrittenRecord> {
  let open: string[] = [];
  let size = 0;
  let isQuoted = false;
  let line = 0;
  const quotesIn = (each: string) => each.split('"').length - 1;
  /** Takes one more line; gives the records that are whole by it. */
  const take = (each: string): WrittenRecord[] => {
    if (open.length === 0 && each.trim() === '') return [];
    open.push(each);
    size += each.length;
    if (quotesIn(each) % 2 === 1) isQuoted = !isQuoted;
    if (!isQuoted) {
      const whole = open.join('\n');
      if (open.length > 1 && !isWhole(whole)) return giveUp();
      const first = line - open.length + 1;
      [open, size] = [[], 0];
      return [{ record: whole, line: first }];
    }
    return size > LARGEST_RECORD ? giveUp() : [];
  };
  const giveUp = (): WrittenRecord[] => {
    const [, ...others] = open;
    const end = line;
    const found: WrittenRecord[] = [{ record: undefined, line: end - others.length }];
    [open, size, isQuoted] = [[], 0, false];
    for (const [at, each] of others.entries()) {
      line = end - others.length + 1 + at;
      found.push(...take(each));
    }
    line = end;
    return found;
  };
  for await (const each of linesOf(text)) {
    line += 1;
    yield* take(each.replace(/\r$/, ''));
  }
  while (open.length > 0) yield* giveUp();
}

function unreadableHeading(file: string): ProblemError {
  const remedy = 'Save it as CSV in UTF-8, with a heading line and quoted fields that end.';
  return new ProblemError([
    { code: 'csv-unreadable', where: file, problem: 'the heading of the CSV file can not be read', remedy },
  ]);
}

async function* readLines(text: Readable): AsyncGenerator<FileRecord> {
  let row = 0;
  for await (const line of linesOf(text)) {
    row += 1;
    if (line.trim() !== '') yield { row, record: objectOf(line) };
  }
}

/** Lines without a limit on the file, but on each of them; a longer one is cut, and so can't be read. */
async function* linesOf(text: Readable): AsyncGenerator<string> {
  text.setEncoding('utf8');
  let rest = '';
  for await (const part of text) {
    const lines = `${rest}${part as string}`.split('\n');
    rest = (lines.pop() ?? '').slice(0, LARGEST_RECORD);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function objectOf(line: string): ForeignRecord | undefined {
  try {
    const read = JSON.parse(line.replace(/^\uFEFF/, '')) as Json;
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? (read as ForeignRecord) : undefined;
  } catch {
    return undefined;
  }
}

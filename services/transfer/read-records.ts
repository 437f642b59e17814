import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { Json } from '../../core/base/canonical-json.ts';
import { ProblemError } from '../../core/base/problem.ts';
import type { ForeignRecord } from '../../core/transfer/mapping.ts';

/** One record of a file. `row` counts as a spreadsheet does: the heading of a CSV file is row 1. */
export interface FileRecord {
  readonly row: number;
  /** Undefined: the line can't be read. */
  readonly record: ForeignRecord | undefined;
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

async function* readCsv(text: Readable, file: string, delimiter: string): AsyncGenerator<FileRecord> {
  const parser = text.pipe(
    parse({
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim()),
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LARGEST_RECORD,
      info: true,
    }),
  );
  text.on('error', (error) => parser.destroy(error));
  let row = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { columns: { name: string }[] | boolean; error?: unknown };
    }>) {
      row += 1;
      yield { row, record: info.error === undefined ? record : undefined };
    }
  } catch (thrown) {
    const remedy = 'Save it as CSV in UTF-8, with a heading line and quoted fields that end.';
    const problem = `the CSV can't be read behind row ${row}: ${(thrown as { code?: string }).code ?? 'unknown'}`;
    throw new ProblemError([{ code: 'csv-unreadable', where: file, problem, remedy }]);
  }
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

import { z } from 'zod';
import type { Json } from '../base/canonical-json.ts';
import { ProblemError } from '../base/problem.ts';
import { schemaProblems } from '../base/schema-problems.ts';
import { isTimeZone } from '../base/time-zone.ts';
import { readFormatted } from './read-formatted.ts';

/**
 * How records of a foreign file become rows of an import: field of the row ▸ where its value comes from. A field is a name
 * of the row ("userId", "timestamp"), or a name within one of its records ("traits.email", "properties.total").
 */
export const valueForms = ['text', 'number', 'boolean', 'moment', 'list', 'json'] as const;

const sourceSchema = z.union([
  z.string().min(1).max(500),
  z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]).describe('The same for every row.') }),
  z
    .strictObject({
      column: z.string().min(1).max(500).describe('Of the CSV file; a path such as "customer.email" in NDJSON.'),
      as: z.enum(valueForms).optional().describe('What the text is. Without it, it stays as it is.'),
      format: z.string().max(50).optional().describe('Of moments: made of YYYY, MM, DD, HH, mm, ss, unix.'),
      zone: z
        .string()
        .refine(isTimeZone, 'must be an IANA time zone')
        .optional()
        .describe('Of moments without offset.'),
      decimal: z.enum(['.', ',']).optional().describe('Of numbers: "," where 1.234,56 is meant.'),
      separator: z.string().min(1).max(5).optional().describe('Of lists; a comma unless said.'),
      values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
      default: z.union([z.string(), z.number(), z.boolean()]).optional().describe('Where the cell is empty.'),
    })
    .refine(({ as, format, zone }) => as === 'moment' || (format === undefined && zone === undefined), {
      message: '"format" and "zone" need "as": "moment"',
    }),
]);

const fieldName = /^[A-Za-z]\w*(\..{1,512})?$/;

export const mappingSchema = z
  .record(z.string().regex(fieldName, 'must be a field of the row, such as userId or traits.email'), sourceSchema)
  .refine((mapping) => Object.keys(mapping).length <= 500, 'has more than 500 fields');
export type Mapping = z.output<typeof mappingSchema>;
type Source = Mapping[string];

/** One record of a file: columns of a CSV file are text. */
export type ForeignRecord = Readonly<Record<string, Json | undefined>>;
export type Row = Record<string, Json>;

export function readMapping(json: unknown, where: string): Mapping {
  const read = mappingSchema.safeParse(json);
  if (read.success) return read.data;
  throw new ProblemError(schemaProblems(mappingSchema, read.error, json, where));
}

/** The row that a record becomes. Throws a ProblemError for a value that is not what the mapping says. */
export function mapRecord(mapping: Mapping, record: ForeignRecord): Row {
  const row: Row = {};
  for (const [field, source] of Object.entries(mapping)) {
    const value = readValue(source, record, field);
    if (value !== undefined) put(row, field, value);
  }
  return row;
}

/**
 * A record of a file without a mapping: dotted names go into records, and columns that are no field of the row into `rest`
 * ("traits", "properties"), where the kind of row has one.
 */
export function unmapped(record: ForeignRecord, fields: ReadonlySet<string>, rest: string | undefined): Row {
  const row: Row = {};
  for (const [column, value] of Object.entries(record)) {
    if (value === undefined || value === '') continue;
    const [first = ''] = column.split('.');
    const isField = fields.has(first);
    put(row, isField || rest === undefined ? column : `${rest}.${column}`, value);
  }
  return row;
}

function put(row: Row, field: string, value: Json): void {
  const dot = field.indexOf('.');
  if (dot < 0) {
    row[field] = value;
    return;
  }
  const [record, name] = [field.slice(0, dot), field.slice(dot + 1)];
  const members = Object.hasOwn(row, record) ? (row[record] as Record<string, Json>) : {};
  Object.defineProperty(members, name, { value, enumerable: true, writable: true, configurable: true });
  row[record] = members;
}

function readValue(source: Source, record: ForeignRecord, field: string): Json | undefined {
  if (typeof source === 'string') return given(columnOf(record, source));
  if ('value' in source) return source.value;
  const { column, values, as } = source;
  const raw = given(columnOf(record, column));
  if (raw === undefined) return source.default;
  if (values) {
    const named = String(raw).trim();
    if (!Object.hasOwn(values, named))
      throw unfit(field, column, `the value is none of ${Object.keys(values).join(', ')}`);
    return values[named];
  }
  if (as === undefined) return raw;
  const read = readers[as](raw, source);
  if (read === undefined) throw unfit(field, column, `the value is no ${as}`);
  return read;
}

/** In NDJSON a column may be a path; a member of that very name goes first. */
function columnOf(record: ForeignRecord, column: string): Json | undefined {
  if (Object.hasOwn(record, column)) return record[column];
  let found: Json | undefined = record as Json;
  for (const name of column.split('.')) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, Json>>)[name];
  }
  return found;
}

function given(value: Json | undefined): Json | undefined {
  return value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;
}

type Detailed = Extract<Source, { column: string }>;

const readers: Readonly<Record<(typeof valueForms)[number], (raw: Json, how: Detailed) => Json | undefined>> = {
  text: (raw) => (typeof raw === 'object' ? undefined : String(raw)),
  number: (raw, { decimal = '.' }) => numberOf(raw, decimal),
  boolean: (raw) => (typeof raw === 'boolean' ? raw : booleans.get(String(raw).trim().toLowerCase())),
  moment(raw, { format, zone }) {
    const at = readFormatted(raw, format, zone);
    return at === undefined ? undefined : new Date(at).toISOString();
  },
  list(raw, { separator = ',' }) {
    if (Array.isArray(raw)) return raw;
    if (typeof raw === 'object') return undefined;
    const items = String(raw)
      .split(separator)
      .map((item) => item.trim());
    return items.filter((item) => item !== '');
  },
  json(raw) {
    if (typeof raw !== 'string') return raw;
    try {
      return JSON.parse(raw) as Json;
    } catch {
      return undefined;
    }
  },
};

const booleans = new Map([
  ...['true', 'yes', 'y', '1', 'on'].map((text) => [text, true] as const),
  ...['false', 'no', 'n', '0', 'off'].map((text) => [text, false] as const),
]);

function numberOf(raw: Json, decimal: '.' | ','): number | undefined {
  if (typeof raw === 'number') return raw;
  if (typeof raw !== 'string') return undefined;
  const grouping = decimal === '.' ? /,(?=\d{3}(\D|$))/g : /\.(?=\d{3}(\D|$))/g;
  const plain = raw.trim().replace(grouping, '').replace(decimal, '.');
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

/** Names the column, never its value: the report may go round. */
function unfit(field: string, column: string, problem: string): ProblemError {
  const remedy = 'Correct the cell, or say in the mapping what the column holds.';
  return new ProblemError([{ code: 'value-unfit', where: field, problem: `column "${column}": ${problem}`, remedy }]);
}

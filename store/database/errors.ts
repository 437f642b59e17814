import { coerceError, PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';

export function sqlState(thrown: unknown): string | undefined {
  const code = (thrown as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/**
 * What was read before a lock was had is not true any more: the transaction is rolled back and done again at once, as
 * after a serialisation failure of PostgreSQL's.
 */
export function collision(message: string): Error {
  return Object.assign(new Error(message), { code: '40001' });
}

/** Classes of SQLSTATE that pass by themselves: connection, collisions, resources (disk, memory, connections), operator. */
const TEMPORARY_CLASSES = ['08', '40', '53', '57', '58', '55'];
const TEMPORARY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'ENOENT',
  '25P03',
]);
/** pg's words for a statement that was not answered in its time; the connection is cut. */
const SILENCE_WORDS = /^query read timeout$/i;
const CONNECTION_WORDS =
  /connection terminated|timeout acquiring a connection|timeout expired|timeout exceeded when trying to connect|is not queryable|pool after calling end/i;

/**
 * The connection's prepared statements are others than we believe: a pooler moved us, the session was reset, or a migration
 * changed what a statement returns. On another connection the same work is sound.
 */
export const PREPARED_OTHERWISE = new Set(['26000', '42P05', '0A000']);

/**
 * Classes of SQLSTATE that say: what was sent does not fit. Cardinality, data, integrity, check options, limits of the program
 * (an index row, a value or its nesting too large), and what a trigger of the operator's raises. All others are faults of the
 * server or of our statements, whatever was sent.
 */
const DATA_CLASSES = ['21', '22', '23', '44', '54', 'P0'];

/** The failure behind an error of pg or PostgreSQL. Failures pass unchanged. */
export function databaseFailure(thrown: unknown): Error {
  if (thrown instanceof TemporaryFailure || thrown instanceof PermanentFailure) return thrown;
  const error = coerceError(thrown);
  const state = sqlState(thrown);
  if (state && TEMPORARY_CODES.has(state))
    return new TemporaryFailure('database-away', error.message, { cause: error });
  if (state && /^[0-9A-Z]{5}$/.test(state)) {
    if (TEMPORARY_CLASSES.includes(state.slice(0, 2)) || PREPARED_OTHERWISE.has(state)) {
      return new TemporaryFailure(`database-${state.toLowerCase()}`, error.message, { cause: error });
    }
    const dataIsWrong = DATA_CLASSES.includes(state.slice(0, 2));
    return new PermanentFailure(dataIsWrong ? 'data-refused' : `database-${state.toLowerCase()}`, error.message, error);
  }
  if (SILENCE_WORDS.test(error.message))
    return new TemporaryFailure('database-silent', 'PostgreSQL did not answer in time', { cause: error });
  if (CONNECTION_WORDS.test(error.message))
    return new TemporaryFailure('database-away', error.message, { cause: error });
  return error;
}

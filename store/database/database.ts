import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { coerceError, PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';
import { createPing } from './ping.ts';
import { createSockets, type Sockets } from './sockets.ts';

/**
 * PostgreSQL by plain pg, whose connections are pipelined: a statement leaves at once, behind those that were sent before
 * it, and their answers come in order. So a transaction waits only for the rows it asks for. What it merely writes is sent
 * and heard of at the end, together with the commit (see `execute`). (Rejected: knex, which stood here; it awaits each
 * statement, also begin and commit, and took a tenth of a worker's time for itself. It still brings the schema up to date.)
 *
 * Statements are prepared once a connection, under a name: parsing and planning them each time was half of what
 * PostgreSQL did for a run. A plan that is kept may have suited its table while that was small, and a scan of the whole
 * would then stay until the table is analyzed; ours all find by key, so plans are made without such scans (but see
 * read-within.ts). Planning anew each time (plan_cache_mode) spares half as much. A pooler must know of prepared
 * statements: docs/production.md.
 */
export interface Database extends Statements {
  /** A transaction, by the limits of the pool or by its own. */
  begin(limits?: Limits): Promise<OpenTransaction>;
  poolUse(): PoolUse;
  /** Resolves when PostgreSQL answers on a connection that nothing else uses, and rejects after `withinMs` without an answer. */
  ping(withinMs: number): Promise<void>;
  /** Closes all connections when their work is done; those of a server that does not answer are cut after some seconds. */
  destroy(): Promise<void>;
}

/** How long one statement may take, and one lock may be waited for, in milliseconds. */
export interface Limits {
  readonly statementMs: number;
  readonly lockMs: number;
}

/**
 * What intake and turns may take. PostgreSQL ends a statement a second before its limit; a server that does not even do
 * that (stopped, hung, behind a network that swallows everything) is given up by us at the limit, by cutting the connection:
 * TCP's keepalive is answered by the kernel of a stopped process too. Whether a COMMIT without an answer was done is then
 * not known: the messageId of a call, and the level a run stands at, make it harmless to do the work again.
 */
export const SHORT: Limits = { statementMs: 8_000, lockMs: 5_000 };
/** Work on whole tables, which nobody waits for: partitions, deletion of what is old. */
export const LONG: Limits = { statementMs: 600_000, lockMs: 15_000 };

/** A transaction as the work in it sees it: `inTransaction` begins and ends it. */
export type Transaction = Statements;

export interface OpenTransaction extends Transaction {
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

interface Statements {
  query<Row>(sql: string, bindings: readonly unknown[]): Promise<Row[]>;
  send(sql: string, bindings: readonly unknown[]): Promise<void>;
  look<Row>(sql: string, bindings: readonly unknown[]): Promise<Row[]>;
}

/** Connections in use and idle, and how many wait for one. */
export interface PoolUse {
  readonly used: number;
  readonly idle: number;
  readonly waiting: number;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most; default 10. */
  readonly max?: number | undefined;
  /** Milliseconds to wait for a free one, or for a new one to be made; default 4 s. */
  readonly waitMs?: number | undefined;
  /** Of each statement; default SHORT. */
  readonly limits?: Limits | undefined;
}

/**
 * What a session is told when it begins. A lock that is not had in its time is a bug or a stalled peer; the work is retried,
 * never left hanging. Values of parameters, which hold customers' data, stay out of PostgreSQL's log.
 */
export function sessionSettings({ statementMs, lockMs }: Limits): string {
  return [
    `lock_timeout=${lockMs}`,
    `statement_timeout=${Math.max(1, statementMs - 1_000)}`,
    'idle_in_transaction_session_timeout=60s',
    'log_parameter_max_length_on_error=0',
  ]
    .map((setting) => `-c ${setting}`)
    .join(' ');
}

/** How long closing may take before what is left open is cut. */
const CLOSE_MS = 5_000;

export function openDatabase({ url, max = 10, waitMs = 4_000, limits = SHORT }: DatabaseOptions): Database {
  const sockets = createSockets();
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'throughline',
    options: `${sessionSettings(limits)} -c enable_seqscan=off`,
    types: { getTypeParser },
    pipeline: true, // only then pg cuts a connection whose statement is not answered in time
    query_timeout: limits.statementMs,
    stream: sockets.open,
    max,
    connectionTimeoutMillis: waitMs,
    idleTimeoutMillis: 30_000,
  });
  const ping = createPing(url);
  // A connection that is cut tells the statements under way; the next one is made anew.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const query = async <Row>(sql: string, bindings: readonly unknown[]): Promise<Row[]> =>
    (await pool.query(statementOf(sql, bindings))).rows as Row[];
  return {
    query,
    look: query,
    async send(sql, bindings) {
      await query(sql, bindings);
    },
    async begin(own) {
      const trx = begin(await pool.connect(), own?.statementMs);
      if (own) await trx.send(settingsOf(own), []);
      return trx;
    },
    ping: ping.ask,
    poolUse: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    destroy: () => close(pool, sockets, ping.close),
  };
}

async function close(pool: pg.Pool, sockets: Sockets, closePing: () => Promise<void>): Promise<void> {
  const tooLong = setTimeout(sockets.cut, CLOSE_MS);
  await Promise.all([pool.end(), closePing()]);
  clearTimeout(tooLong);
}

/** The limits of one transaction, as a statement of it. Numbers of ours. */
function settingsOf({ statementMs, lockMs }: Limits): string {
  const settings = { statement_timeout: Math.max(1, statementMs - 1_000), lock_timeout: lockMs };
  return Object.entries(settings)
    .map(([name, value]) => `set local ${name} = ${Math.round(value)}`)
    .join('; ');
}

const TIMESTAMPTZ = 1184;
const BIGINT = 20;
const parseDate = pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

/** Timestamps come back as epoch milliseconds, bigints as numbers (all ours stay below 2^53). */
function getTypeParser(oid: number, format?: string) {
  if (oid === TIMESTAMPTZ) return (text: string) => parseDate(text).getTime();
  if (oid === BIGINT) return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}

/**
 * A transaction on a connection of its own.
 *   OPEN ─commit─▶ done;  ─rollback─▶ undone;  a failure of any statement ─▶ FAILED ─commit or rollback─▶ undone
 * Begin is waited for: were it refused, what was sent behind it would stand by itself. Only a look, which changes nothing,
 * may leave together with it. Once FAILED, PostgreSQL refuses what follows; the first failure is the one that says why, so
 * all that is asked afterwards fails by it, and so does commit. Only the answer "COMMIT" counts as committed (that of a
 * failed transaction is answered "ROLLBACK", without an error). A connection that did not begin or end its transaction, or
 * holds other prepared statements than pg believes, is closed.
 */
function begin(client: pg.PoolClient, statementMs: number | undefined): OpenTransaction {
  const ownLimit = statementMs !== undefined && { query_timeout: statementMs };
  const unheard: Promise<unknown>[] = [];
  let failure: { readonly why: unknown } | undefined;
  let isBegun = false;
  let isWaiting = false; // a statement was asked that waits for BEGIN: a look may not overtake it
  let isOver = false;
  async function ask(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    if (isOver) throw new Error('this transaction has ended');
    try {
      return await client.query({ ...statement, ...ownLimit });
    } catch (thrown) {
      failure ??= { why: thrown };
      throw failure.why;
    }
  }
  const begun = ask({ text: 'BEGIN' }).then(() => {
    isBegun = true;
  });
  begun.catch(() => {}); // whoever asks next hears of it
  async function askInside(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    isWaiting = true;
    if (!isBegun) await begun;
    return ask(statement);
  }
  async function end(word: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (!isBegun) await begun.catch(() => {});
    const ending = ask({ text: word });
    isOver = true;
    const [answer] = await Promise.allSettled([ending, ...unheard]);
    const ended = isBegun && answer.status === 'fulfilled' && (answer.value.command === word || failure !== undefined);
    client.release(!ended || PREPARED_OTHERWISE.has(sqlState(failure?.why) ?? ''));
    if (!ended) throw failure?.why ?? new Error(`${word} was not answered so`);
  }
  return {
    query: async <Row>(sql: string, bindings: readonly unknown[]) =>
      (await askInside(statementOf(sql, bindings))).rows as Row[],
    async send(sql, bindings) {
      unheard.push(askInside(statementOf(sql, bindings)).catch(() => {}));
    },
    async look<Row>(sql: string, bindings: readonly unknown[]) {
      const statement = statementOf(sql, bindings);
      const [{ rows: seen }] = await Promise.all([isWaiting ? askInside(statement) : ask(statement), begun]);
      return seen as Row[];
    },
    async commit() {
      await end(failure ? 'ROLLBACK' : 'COMMIT');
      if (failure) throw failure.why;
    },
    rollback: () => end('ROLLBACK').catch(() => {}), // not had: the connection is closed, which undoes it too
  };
}

/**
 * Our texts have question marks, pg's have numbers. There are some hundred, so each is translated and named once: by its
 * content, so that who shares connections by a pooler means the same by a name. Without parameters: not prepared.
 */
function statementOf(sql: string, bindings: readonly unknown[]): pg.QueryConfig {
  if (bindings.length === 0) return { text: sql };
  let prepared = statements.get(sql);
  if (!prepared) {
    let number = 0;
    const text = sql.replaceAll('?', () => `$${++number}`);
    prepared = { name: `tl_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`, text };
    statements.set(sql, prepared);
  }
  return { ...prepared, values: bindings as unknown[] };
}
const statements = new Map<string, { readonly name: string; readonly text: string }>();

/**
 * A statement whose rows nobody needs. In a transaction it is sent, not waited for: should it fail, what follows fails
 * too, and the transaction with the first failure. Arrays are parameters like others: cast them in the SQL.
 */
export async function execute(
  on: Database | Transaction,
  sql: string,
  bindings: readonly unknown[] = [],
): Promise<void> {
  await on.send(sql, bindings);
}

/** A moment for a timestamptz parameter. Text, because a double would round. */
export function timestamp(moment: number): string {
  return new Date(moment).toISOString();
}

/** Rows of a statement. */
export async function rows<Row>(
  on: Database | Transaction,
  sql: string,
  bindings: readonly unknown[] = [],
): Promise<Row[]> {
  return on.query<Row>(sql, bindings);
}

/**
 * Rows of a statement that changes nothing; it may lock. As the first of a transaction it is not preceded by a wait: it
 * leaves together with BEGIN.
 */
export async function look<Row>(
  on: Database | Transaction,
  sql: string,
  bindings: readonly unknown[] = [],
): Promise<Row[]> {
  return on.look<Row>(sql, bindings);
}

/** Deadlock and serialisation failures: the work itself is sound and is done again at once. */
const COLLISIONS = new Set(['40P01', '40001']);
const MAX_COLLISIONS = 10;

/**
 * Work that is one transaction. Collisions (40P01, 40001) are tried again, at most ten times; every other error is thrown
 * as a Failure whose class says whether trying later helps. It may run several times and must do nothing but SQL.
 */
async function withoutCollisions<T>(work: () => Promise<T>): Promise<T> {
  for (let collisions = 0; ; collisions += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (COLLISIONS.has(sqlState(thrown) ?? '') && collisions < MAX_COLLISIONS) {
        await pause(Math.random() * 10 * 2 ** collisions);
        continue;
      }
      throw databaseFailure(thrown);
    }
  }
}

export async function inTransaction<T>(
  database: Database,
  work: (trx: Transaction) => Promise<T>,
  limits?: Limits,
): Promise<T> {
  return withoutCollisions(async () => {
    const trx = await database.begin(limits);
    let result: T;
    try {
      result = await work(trx);
    } catch (thrown) {
      await trx.rollback();
      throw thrown;
    }
    await trx.commit();
    return result;
  });
}

/** A statement that locks rows and is a transaction of its own. */
export async function executeAlone(database: Database, sql: string, bindings: readonly unknown[]): Promise<void> {
  return withoutCollisions(() => execute(database, sql, bindings));
}

export function sqlState(thrown: unknown): string | undefined {
  const code = (thrown as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
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
const PREPARED_OTHERWISE = new Set(['26000', '42P05', '0A000']);

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

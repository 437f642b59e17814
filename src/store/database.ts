import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { coerceError, PermanentFailure, TemporaryFailure } from '../base/failure.ts';

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
  begin(): Promise<OpenTransaction>;
  poolUse(): PoolUse;
  /** Closes all connections when their work is done. */
  destroy(): Promise<void>;
}

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
  /** Milliseconds to wait for a free one, or for a new one to be made; default 10 s. */
  readonly waitMs?: number | undefined;
}

/** A lock that is not had in this time is a bug or a stalled peer; the work is retried, never left hanging. */
export const SESSION_LIMITS = '-c lock_timeout=15s -c idle_in_transaction_session_timeout=60s';

export function openDatabase({ url, max = 10, waitMs = 10_000 }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'throughline',
    options: `${SESSION_LIMITS} -c enable_seqscan=off`,
    types: { getTypeParser },
    pipeline: true,
    stream: () => new OneWriteATick(),
    max,
    connectionTimeoutMillis: waitMs,
    idleTimeoutMillis: 30_000,
  });
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
    begin: async () => begin(await pool.connect()),
    poolUse: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    destroy: () => pool.end(),
  };
}

/** Statements that are sent in one tick (a transaction's last and its commit) leave by one call to the system; not so over TLS. */
class OneWriteATick extends Socket {
  private gathering = false;
  override write(...given: [never]): boolean {
    if (!this.gathering) {
      this.gathering = true;
      this.cork();
      process.nextTick(() => {
        this.gathering = false;
        this.uncork();
      });
    }
    return super.write(...given);
  }
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
function begin(client: pg.PoolClient): OpenTransaction {
  const unheard: Promise<unknown>[] = [];
  let failure: { readonly why: unknown } | undefined;
  let isBegun = false;
  let isWaiting = false; // a statement was asked that waits for BEGIN: a look may not overtake it
  let isOver = false;
  async function ask(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    if (isOver) throw new Error('this transaction has ended');
    try {
      return await client.query(statement);
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

export async function inTransaction<T>(database: Database, work: (trx: Transaction) => Promise<T>): Promise<T> {
  return withoutCollisions(async () => {
    const trx = await database.begin();
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

function sqlState(thrown: unknown): string | undefined {
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
const CONNECTION_WORDS =
  /connection terminated|timeout acquiring a connection|timeout expired|timeout exceeded when trying to connect|is not queryable|pool after calling end/i;

/**
 * The connection's prepared statements are others than we believe: a pooler moved us, the session was reset, or a migration
 * changed what a statement returns. On another connection the same work is sound.
 */
const PREPARED_OTHERWISE = new Set(['26000', '42P05', '0A000']);

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
    const dataIsWrong = state.startsWith('22') || state.startsWith('23');
    return new PermanentFailure(dataIsWrong ? 'data-refused' : `database-${state.toLowerCase()}`, error.message, error);
  }
  if (CONNECTION_WORDS.test(error.message))
    return new TemporaryFailure('database-away', error.message, { cause: error });
  return error;
}

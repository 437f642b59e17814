import pg from 'pg';
import { createPing } from './ping.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { type Statements, statementOf } from './statement.ts';
import { type BeginsTransactions, beginTransaction, type Limits, SHORT } from './transaction.ts';

/**
 * PostgreSQL by plain pg, whose connections are pipelined: a statement leaves at once, behind those that were sent before
 * it, and their answers come in order. So a transaction waits only for the rows it asks for. What it merely writes is sent
 * and heard of at the end, together with the commit (see `execute`). (Rejected: knex, which stood here; it awaits each
 * statement, also begin and commit, and took a tenth of a worker's time for itself. It still brings the schema up to date.)
 *
 * Hand-written statements are prepared once a connection, under a name: parsing and planning them each time was half of what
 * PostgreSQL did for a run. A plan that is kept may have suited its table while that was small, and a scan of the whole
 * would then stay until the table is analyzed; ours all find by key, so plans are made without such scans (but see
 * read-within.ts). Planning again each time (plan_cache_mode) spares half as much. A pooler must know of prepared
 * statements: docs/production.md. Generated SQL is not prepared: generated.ts.
 */
export interface Database extends Statements, BeginsTransactions {
  poolUse(): PoolUse;
  /** Resolves when PostgreSQL answers on a connection that nothing else uses, and rejects after `withinMs` without an answer. */
  ping(withinMs: number): Promise<void>;
  /** Closes all connections when their work is done; those of a server that does not answer are cut after some seconds. */
  destroy(): Promise<void>;
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
 * The settings of a session when it begins. A lock that is not had in its time is a bug or a stalled peer; the work is retried,
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
  // A connection that is cut fails the statements under way; the next one opens a new connection.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const query = async <Row>(sql: string, bindings: readonly unknown[]): Promise<Row[]> =>
    (await pool.query(statementOf(sql, bindings))).rows as Row[];
  return {
    query,
    look: query,
    queryUnprepared: async <Row>(text: string, values: readonly unknown[]) =>
      (await pool.query({ text, values: [...values] })).rows as Row[],
    async send(sql, bindings) {
      await query(sql, bindings);
    },
    async begin(own) {
      return beginTransaction(await pool.connect(), own);
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

const TIMESTAMPTZ = 1184;
const BIGINT = 20;
const parseDate = pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

/** Timestamps come back as epoch milliseconds, bigints as numbers (all ours stay below 2^53). */
function getTypeParser(oid: number, format?: string) {
  if (oid === TIMESTAMPTZ) return (text: string) => parseDate(text).getTime();
  if (oid === BIGINT) return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}

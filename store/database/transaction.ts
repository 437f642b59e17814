import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { databaseFailure, PREPARED_OTHERWISE, sqlState } from './errors.ts';
import { execute, type Statements, statementOf } from './statement.ts';

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

/** What begins transactions: a pool. */
export interface BeginsTransactions {
  /** By the limits of the pool or by its own. */
  begin(limits?: Limits): Promise<OpenTransaction>;
}

/** The limits of one transaction, as a statement of it. Numbers of ours. */
function settingsOf({ statementMs, lockMs }: Limits): string {
  const settings = { statement_timeout: Math.max(1, statementMs - 1_000), lock_timeout: lockMs };
  return Object.entries(settings)
    .map(([name, value]) => `set local ${name} = ${Math.round(value)}`)
    .join('; ');
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
export function beginTransaction(client: pg.PoolClient, own: Limits | undefined): OpenTransaction {
  const ownLimit = own && { query_timeout: own.statementMs };
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
  begun.catch(() => {}); // the next statement gets the error
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
  function send(sql: string, bindings: readonly unknown[]): void {
    unheard.push(askInside(statementOf(sql, bindings)).catch(() => {}));
  }
  if (own) send(settingsOf(own), []);
  return {
    query: async <Row>(sql: string, bindings: readonly unknown[]) =>
      (await askInside(statementOf(sql, bindings))).rows as Row[],
    queryUnprepared: async <Row>(text: string, values: readonly unknown[]) =>
      (await askInside({ text, values: [...values] })).rows as Row[],
    send: async (sql, bindings) => send(sql, bindings),
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
  database: BeginsTransactions,
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
export async function executeAlone(database: Statements, sql: string, bindings: readonly unknown[]): Promise<void> {
  return withoutCollisions(() => execute(database, sql, bindings));
}

import { createHash } from 'node:crypto';
import type pg from 'pg';

export interface Statements {
  query<Row>(sql: string, bindings: readonly unknown[]): Promise<Row[]>;
  send(sql: string, bindings: readonly unknown[]): Promise<void>;
  look<Row>(sql: string, bindings: readonly unknown[]): Promise<Row[]>;
  /** Text with $1, $2, … that is parsed and planned for these values alone: SQL that is generated, see generated.ts. */
  queryUnprepared<Row>(text: string, values: readonly unknown[]): Promise<Row[]>;
}

/**
 * Our texts have question marks, pg's have numbers. There are some hundred, so each is translated and named once: by its
 * content, so that who shares connections by a pooler means the same by a name. Without parameters: not prepared.
 */
export function statementOf(sql: string, bindings: readonly unknown[]): pg.QueryConfig {
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
export async function execute(on: Statements, sql: string, bindings: readonly unknown[] = []): Promise<void> {
  await on.send(sql, bindings);
}

/** A moment for a timestamptz parameter. Text, because a double would round. */
export function timestamp(moment: number): string {
  return new Date(moment).toISOString();
}

/** Rows of a statement. */
export async function rows<Row>(on: Statements, sql: string, bindings: readonly unknown[] = []): Promise<Row[]> {
  return on.query<Row>(sql, bindings);
}

/**
 * Rows of a statement that changes nothing; it may lock. As the first of a transaction it is not preceded by a wait: it
 * leaves together with BEGIN.
 */
export async function look<Row>(on: Statements, sql: string, bindings: readonly unknown[] = []): Promise<Row[]> {
  return on.look<Row>(sql, bindings);
}

import type { Database } from '../../store/database/database.ts';

export interface RecordedStatement {
  readonly inTransaction: boolean;
  readonly sql: string;
  /** Undefined: nobody asked for them. */
  readonly rows: number | undefined;
}

/** The same database, which also writes down what it is asked. Like another process, it has nothing in memory yet. */
export function recordStatements(database: Database): { database: Database; statements: RecordedStatement[] } {
  const statements: RecordedStatement[] = [];
  const recordOf = (inTransaction: boolean, sql: string, rows: readonly unknown[] | undefined) =>
    statements.push({ inTransaction, sql, rows: rows?.length });
  const recorded = <On extends Pick<Database, 'query' | 'look' | 'send'>>(on: On, inTransaction: boolean): On => ({
    ...on,
    async query<Row>(sql: string, bindings: readonly unknown[]) {
      const rows = await on.query<Row>(sql, bindings);
      recordOf(inTransaction, sql, rows);
      return rows;
    },
    async look<Row>(sql: string, bindings: readonly unknown[]) {
      const rows = await on.look<Row>(sql, bindings);
      recordOf(inTransaction, sql, rows);
      return rows;
    },
    async send(sql: string, bindings: readonly unknown[]) {
      recordOf(inTransaction, sql, undefined);
      return on.send(sql, bindings);
    },
  });
  const begin: Database['begin'] = async (limits) => {
    recordOf(true, 'BEGIN', undefined);
    return recorded(await database.begin(limits), true);
  };
  return { database: { ...recorded(database, false), begin }, statements };
}

import type { Database } from './database.ts';

/** Connections in use and idle, and how many wait for one. */
export interface PoolUse {
  readonly used: number;
  readonly idle: number;
  readonly waiting: number;
}

interface Pool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** knex shows its pool (tarn) without a type. */
export function poolUse(database: Database): PoolUse {
  const pool = database.client.pool as Pool;
  return { used: pool.numUsed(), idle: pool.numFree(), waiting: pool.numPendingAcquires() };
}

import { openDatabase } from '../../store/database/database.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface ClockedDatabase extends TestDatabase {
  /** From here on it is this moment in the database, until it is set again. */
  setClock(moment: number): Promise<void>;
}

/**
 * A database whose clock is stopped, so that moments can be compared to the millisecond: a function of ours comes before
 * PostgreSQL's `clock_timestamp` in the search path, and everything that asks for the time asks that one.
 */
export async function createClockedDatabase(): Promise<ClockedDatabase> {
  const plain = await createTestDatabase();
  const name = new URL(plain.url).pathname.slice(1);
  await plain.look(`create table the_clock (moment timestamptz not null)`);
  await plain.look(`insert into the_clock values (now())`);
  await plain.look(`create function public.clock_timestamp() returns timestamptz language sql volatile
    as 'select moment from public.the_clock'`);
  await plain.look(`alter database ${name} set search_path to public, pg_catalog`);
  const database = openDatabase({ url: plain.url, max: 4 }); // connections made before don't know the new path
  return {
    ...plain,
    database,
    async setClock(moment) {
      await plain.look('update the_clock set moment = ?', [new Date(moment).toISOString()]);
    },
    async destroy() {
      await database.destroy();
      await plain.destroy();
    },
  };
}

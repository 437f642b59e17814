import { Client } from 'pg';

/** Nobody gets in, and who was in is thrown out: what a restart of PostgreSQL looks like to its clients. */
export async function whileDatabaseIsAway(url: string, work: () => Promise<unknown>): Promise<void> {
  const server = new URL(url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await work();
  } finally {
    await client.query(`alter database ${name} allow_connections true`);
    await client.end();
  }
}

import { type Database, execute, inTransaction, LONG, rows, type Transaction } from '../database/database.ts';

/** Months made ahead of the present one. */
const AHEAD = 3;

/**
 * Makes the monthly partitions of `events` for the present month and the next three. Run at migration and once a day by
 * the worker. Rows that already fell into the default partition (nobody made the month in time, or the test kit's clock
 * went ahead) are moved into the new month in the same transaction: PostgreSQL refuses to attach a month while the
 * default holds rows of it.
 */
export async function ensureEventPartitions(database: Database, now: Date = new Date()): Promise<void> {
  for (let ahead = 0; ahead <= AHEAD; ahead += 1) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    const until = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1));
    await ensureMonth(database, from.toISOString(), until.toISOString());
  }
}

async function ensureMonth(database: Database, from: string, until: string): Promise<void> {
  const name = `events_${from.slice(0, 7).replace('-', '_')}`;
  const exists = async (on: Database | Transaction) =>
    (await rows<{ found: string | null }>(on, 'select to_regclass(?) as found', [name]))[0]?.found != null;
  if (await exists(database)) return;
  const make = async (trx: Transaction) => {
    await execute(trx, `select pg_advisory_xact_lock(hashtext('throughline event partitions'))`);
    if (await exists(trx)) return;
    await execute(trx, `create table ${name} (like events including defaults)`);
    await execute(trx, `lock table events_default in access exclusive mode`);
    await execute(
      trx,
      `with moved as (delete from events_default where accepted_at >= ? and accepted_at < ? returning *)
       insert into ${name} select * from moved`,
      [from, until],
    );
    // Names and bounds can't be parameters; all are made of the dates above.
    await execute(trx, `alter table events attach partition ${name} for values from ('${from}') to ('${until}')`);
  };
  await inTransaction(database, make, LONG);
}

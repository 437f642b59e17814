import { runTurn } from '../../activities/run-turn.ts';
import { execute, rows } from '../../store/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { brief } from '../support/journeys.ts';
import { insertTestRun, takeIn } from '../support/runs.ts';

/** The last turn of a run and the event that ends it, in each other's middle: one of them waits and sees the other's work. */
let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

/** A transaction that writes to the table waits in the middle, until `letGo`. */
async function standStillAt(table: string): Promise<{ letGo(): Promise<void> }> {
  await execute(
    db.database,
    `create function stand_still() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(1); return new; end $$`,
  );
  await execute(
    db.database,
    `create trigger stand_still before insert on ${table} for each row execute function stand_still()`,
  );
  const holder = await db.database.begin();
  await rows(holder, 'select pg_advisory_xact_lock(1)');
  return { letGo: () => holder.commit() };
}

async function untilWaiting(transactions: number): Promise<void> {
  const waiting = () =>
    db.look(
      'select distinct pid from pg_locks join pg_database on oid = database or database is null where not granted and datname = current_database()',
    );
  const until = Date.now() + 20_000;
  while ((await waiting()).length < transactions) {
    if (Date.now() > until) throw new Error('they do not wait for each other');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const ends = () =>
  db.look<object>('select end_reason, consumed, last_seq from journey_runs where ended_at is not null');

describe('an exit that arrives while the run finishes', () => {
  it('is after the end when the last turn came first', async () => {
    const { id, userId } = await insertTestRun(db, { definition: brief });
    await runTurn(db.database, id, Date.now());
    const turnStands = await standStillAt('run_visits');
    const turn = runTurn(db.database, id, Date.now() + 2_000);
    await untilWaiting(1);
    const event = takeIn(db, { userId, name: 'Account Closed' });
    await untilWaiting(2);
    await turnStands.letGo();
    expect(await turn).toMatchObject({ finished: true });
    await event;
    expect(await ends()).toEqual([{ end_reason: 'completed', consumed: 1, last_seq: 1 }]);
  });

  it('ends the run when it came first', async () => {
    const { id, userId } = await insertTestRun(db, { definition: brief });
    await runTurn(db.database, id, Date.now());
    const eventStands = await standStillAt('run_inputs');
    const event = takeIn(db, { userId, name: 'Account Closed' });
    await untilWaiting(1);
    const turn = runTurn(db.database, id, Date.now() + 2_000);
    await untilWaiting(2);
    await eventStands.letGo();
    await event;
    expect(await turn).toMatchObject({ finished: true });
    expect(await ends()).toEqual([{ end_reason: 'closed', consumed: 2, last_seq: 2 }]);
  });
});

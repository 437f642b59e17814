import pino from 'pino';
import { startMaintenance } from '../../worker/maintenance.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { takeIn } from '../support/runs.ts';

let db: TestDatabase;
let maintenance: { stop(): Promise<void> } | undefined;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(async () => {
  await maintenance?.stop();
  await db.destroy();
});

const start = () => {
  maintenance = startMaintenance(db.database, pino({ level: 'silent' }));
};

it('makes a missing month, and moves the events of the default partition into it', async () => {
  const [month] = await db.look<{ name: string }>(
    `select 'events_' || to_char(now() at time zone 'UTC', 'YYYY_MM') as name`,
  );
  await db.look(`drop table ${month?.name}`);
  await takeIn(db, { name: 'Seen' });
  const partitionsOf = () => db.look<{ partition: string }>('select tableoid::regclass::text as partition from events');
  expect(await partitionsOf()).toEqual([{ partition: 'events_default' }]);
  start();
  await eventually(partitionsOf, ([event]) => event?.partition === month?.name);
});

it('forgets messageIds after their time, and keeps the others', async () => {
  for (const name of ['old', 'young']) await takeIn(db, { messageId: name, name: 'Seen' });
  const age = (messageId: string, days: number) =>
    db.look(
      `update accepted_messages set accepted_at = now() - ? * interval '1 day' where message_id = ? returning 1`,
      [days, messageId],
    );
  await age('old', 32);
  await age('young', 29);
  start();
  await eventually(
    () => db.look<{ id: string }>('select message_id as id from accepted_messages'),
    (left) => left.length === 1 && left[0]?.id === 'young',
  );
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createTestDatabase } from '../support/database.ts';
import { describeSchema } from '../support/schema.ts';

it('store/schema.sql is what the migrations make; `npm run schema` writes it', async () => {
  const db = await createTestDatabase();
  const described = await describeSchema(db.url);
  await db.destroy();
  expect(readFileSync(path.join(__dirname, '../../store/schema.sql'), 'utf8')).toBe(described);
});

it('the description of a schema sees every change to it', async () => {
  const db = await createTestDatabase();
  const before = await describeSchema(db.url);
  const changes = [
    'alter table customers add column later text',
    `alter table customers alter column later set default 'now'`,
    'alter table customers alter column later set not null',
    'create index customers_later on customers (later) where later is not null',
    `alter table customers add constraint customers_later_check check (later <> '')`,
    'alter table customers set (fillfactor = 90)',
    'create sequence later_numbers',
    'create view later as select 1 as one',
    `create function later() returns trigger language plpgsql as 'begin return new; end'`,
    'create trigger later before update on customers for each row execute function later()',
  ];
  const seen = new Set([before]);
  for (const change of changes) {
    await db.database.query(change, []);
    seen.add(await describeSchema(db.url));
  }
  expect(seen.size).toBe(changes.length + 1);
  await db.destroy();
});

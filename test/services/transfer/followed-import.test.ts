import { newId } from '../../../core/base/id.ts';
import { configurationSchema } from '../../../core/workspace/configuration.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import { publishedJourneysOf } from '../../../services/intake/published-journeys.ts';
import { followedImport } from '../../../services/transfer/followed-import.ts';
import type { ImportRow } from '../../../services/transfer/import-rows.ts';
import { inTransaction } from '../../../store/database/database.ts';
import { findImport, forgetOldImports, KEPT_PROBLEMS, listImports } from '../../../store/transfer/imports.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const workspace = 'default';
const good = (row: number): ImportRow => ({ row, fields: { userId: `u${row}` } });
const bad = (row: number): ImportRow => ({ row, fields: { userId: `u${row}`, timestamp: 'never' } });
const unread = (row: number) => ({
  ...{ row, code: 'value-unfit', where: 'traits.score', problem: 'the value is no number', remedy: 'Look.' },
});

function take(rows: readonly ImportRow[], more: Partial<Parameters<typeof followedImport>[3]> = {}, isLive = false) {
  const dependencies = { database: db.database, publishedJourneys: publishedJourneysOf(db.database) };
  const target = {
    ...{ database: db.database, workspace, configuration: configurationSchema.parse({}), name: 'digest' },
    ...{ asOf: Date.UTC(2026, 2, 3), now: Date.now(), isLive },
    submit: (events: Parameters<typeof acceptBatch>[2]) => acceptBatch(dependencies, workspace, events),
  };
  const followed = { id: undefined, file: 'people.csv', startedBy: 'test', total: 6, refused: [], ...more };
  return followedImport('customers', rows, target, followed);
}
const only = async () => {
  const [found] = await listImports(db.database, { workspace, limit: 10 });
  return found && (await findImport(db.database, { workspace, id: found.id }));
};

it('an import is written as it goes on, counts each row once, and ends with its last row', async () => {
  await take([good(2), bad(3), good(4)], { refused: [unread(5)] });
  expect(await only()).toMatchObject({
    ...{ kind: 'customers', file: 'people.csv', startedBy: 'test', state: 'running', total: 6, endedAt: null },
    ...{ done: 2, skipped: 0, failed: 2, warned: 0, entered: 0 },
    problems: [
      { row: 3, code: 'time-unreadable' },
      { row: 5, code: 'value-unfit' },
    ],
  });
  // The answer was lost, and the sender sends them again: nothing is counted twice.
  await take([good(2), bad(3), good(4)], { refused: [unread(5)] });
  expect(await only()).toMatchObject({ done: 2, skipped: 0, failed: 2, state: 'running' });
  // Two requests are under way: the later one may be answered first.
  await take([good(7)]);
  await take([good(6)]);
  const ended = await only();
  expect(ended).toMatchObject({ done: 4, failed: 2, state: 'finished' });
  expect(ended?.endedAt).toBeGreaterThanOrEqual(ended?.startedAt ?? Number.POSITIVE_INFINITY);
  expect(ended?.problems).toHaveLength(2);
});

it('rows that another import stored are skipped; two at once count all of their rows', async () => {
  const id = newId();
  await Promise.all([take([good(2), good(3)], { id }), take([good(4), bad(5)], { id })]);
  expect(await only()).toMatchObject({ id, done: 3, failed: 1 });
  const again = newId();
  await take([good(2), good(3), good(4), bad(5)], { id: again, total: 4 });
  expect(await findImport(db.database, { workspace, id: again })).toMatchObject({ done: 0, skipped: 3, failed: 1 });
  const pages = await listImports(db.database, { workspace, limit: 1 });
  expect(pages.map((each) => each.id)).toEqual([again]);
  const rest = await listImports(db.database, { workspace, limit: 1, after: again });
  expect(rest.map((each) => each.id)).toEqual([id]);
});

it('keeps the problems of the first rows, in the order of the file', async () => {
  const numbers = Array.from({ length: KEPT_PROBLEMS }, (_, index) => index + 100);
  await take(numbers.map(bad));
  await take([bad(20), bad(21)]);
  const { problems = [], failed } = (await only()) ?? {};
  expect(failed).toBe(KEPT_PROBLEMS + 2);
  expect(problems.map(({ row }) => row)).toEqual([20, 21, ...numbers.slice(0, KEPT_PROBLEMS - 2)]);
});

it('stores nothing where an import of another way has the id', async () => {
  const id = newId();
  await take([good(2)], { id });
  expect(await take([good(3)], { id }, true)).toBeUndefined();
  expect(await db.look('select 1 from customers')).toHaveLength(1);
});

it('one that nobody sends any more is stopped, goes on, and is forgotten after 400 days', async () => {
  await take([good(2)]);
  const age = (days: string) =>
    db.look(`update imports set updated_at = now() - cast(? as interval) returning 1`, [days]);
  await age('3 minutes');
  expect(await only()).toMatchObject({ state: 'stopped' });
  await take([good(3)]);
  expect(await only()).toMatchObject({ state: 'running', done: 2 });
  await age('399 days');
  await inTransaction(db.database, forgetOldImports);
  expect(await only()).toBeDefined();
  await age('401 days');
  await inTransaction(db.database, forgetOldImports);
  expect(await only()).toBeUndefined();
});

it('a file without rows is finished at once', async () => {
  await take([], { total: 0 });
  expect(await only()).toMatchObject({ state: 'finished', total: 0, done: 0 });
});

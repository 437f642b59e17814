import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { consentOf } from '../../../core/customer/consent.ts';
import { defineEvent, email, flow, journey, on, send, template } from '../../../core/index.ts';
import { readMapping } from '../../../core/transfer/mapping.ts';
import { configurationSchema } from '../../../core/workspace/configuration.ts';
import { recordConsents } from '../../../services/customers/consents.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import { publishedJourneysOf } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { countRecords, importFile } from '../../../services/transfer/import-file.ts';
import { type ImportRow, importRows, type RowProblem } from '../../../services/transfer/import-rows.ts';
import { type ImportKindName, importKinds } from '../../../services/transfer/kinds/index.ts';
import { findCustomerByIdentity } from '../../../store/customers/resolve-customer.ts';
import { countedMessages } from '../../../store/messages/limits/counted-messages.ts';
import { findSuppressions, removeSuppression } from '../../../store/messages/suppressions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates } from '../../support/journeys.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const workspace = 'default';
const asOf = Date.UTC(2026, 2, 3);
const configuration = configurationSchema.parse({ topics: { offers: { title: 'Offers' } } });

function take(kind: ImportKindName, rows: readonly ImportRow['fields'][], more: object = {}, isDryRun = false) {
  const dependencies = { database: db.database, publishedJourneys: publishedJourneysOf(db.database) };
  const target = {
    ...{ database: db.database, workspace, configuration, name: 'file', asOf, now: Date.now(), isLive: false },
    submit: (events: Parameters<typeof acceptBatch>[2]) => acceptBatch(dependencies, workspace, events),
    ...more,
  };
  return importRows(
    kind,
    rows.map((fields, index) => ({ row: index + 2, fields })),
    target,
    isDryRun,
  );
}
const codes = (problems: readonly RowProblem[]) => problems.map(({ row, code }) => `${row} ${code}`);
const owner = async (value: string, kind = 'user_id') =>
  (await findCustomerByIdentity(db.database, workspace, { kind, value })) ?? '';
const consentsOf = async (userId: string) =>
  (await db.look<{ consents: object }>('select consents from customers where id = ?', [await owner(userId)]))[0]
    ?.consents as Parameters<typeof consentOf>[0];
const offers = { kind: 'topic', name: 'offers' } as const;

it('customers are taken once, as of the file, and what is newer stays', async () => {
  const rows = [
    { userId: 'u1', traits: { email: 'ann@example.com', plan: 'old' } },
    { userId: 'u2', timestamp: 'never', traits: {} },
    { userId: 'u3', timestamp: '2099-01-01T00:00:00Z' },
    { traits: { plan: 'x' } },
    { userId: 'u4', trait: {} },
  ];
  expect(await take('customers', rows, {}, true)).toMatchObject({ accepted: 1 });
  expect(await db.look('select 1 from customers')).toEqual([]);
  const first = await take('customers', rows);
  expect(codes(first.errors)).toEqual(['3 time-unreadable', '4 time-ahead', '5 nobody', '6 unknown-member']);
  expect(first).toMatchObject({ accepted: 1, duplicates: 0 });
  expect(await take('customers', rows)).toMatchObject({ accepted: 0, duplicates: 1 });
  await take('customers', [{ userId: 'u1', timestamp: '2026-03-04T00:00:00Z', traits: { plan: 'new' } }], {
    name: 'b',
  });
  await take('customers', rows.slice(0, 1), { name: 'c' });
  expect(await db.look('select traits from customers')).toEqual([
    { traits: { email: 'ann@example.com', plan: 'new' } },
  ]);
});

it('events enter nothing unless the import is live, and need a time', async () => {
  const Bought = defineEvent('Bought', {});
  const steps = flow(send('hello', template('hello'), { via: [email] }));
  const journeys = [journey('thanks', { purpose: 'transactional', entry: on(Bought) }, steps)];
  await publish(db.database, workspace, { journeys, templates });
  const row = { userId: 'u1', event: 'Bought', timestamp: new Date(Date.now() - 60_000).toISOString() };
  expect(await take('events', [row, { userId: 'u1', event: 'Bought' }, { ...row, timestamp: '' }])).toMatchObject({
    ...{ accepted: 1, entered: 0, errors: [{ row: 3 }, { row: 4, code: 'time-missing' }] },
  });
  expect(await take('events', [{ ...row, id: 'o1' }], { isLive: true })).toMatchObject({ entered: 1 });
  expect(await take('events', [{ ...row, id: 'o1' }], { name: 'other' })).toMatchObject({ duplicates: 1 });
});

it('a grant without a time counts only where nothing was stated, and no import repeats itself', async () => {
  await take('customers', [{ userId: 'a' }, { userId: 'b' }, { userId: 'c' }]);
  const withdrawn = { subject: 'topic', name: 'offers', state: 'withdrawn' };
  const rows = [
    { userId: 'a', name: 'offers', state: 'granted' },
    { userId: 'b', ...withdrawn, at: '1999-05-01' },
    { userId: 'b', name: 'offers', state: 'granted' },
    { userId: 'c', ...withdrawn },
    { userId: 'nobody', name: 'offers', state: 'granted' },
    { userId: 'a', name: 'ofers', state: 'granted' },
    { userId: 'a', name: 'offers', state: 'granted', at: 'x' },
  ];
  for (const _twice of [1, 2]) {
    const done = await take('consents', rows);
    expect(codes(done.errors)).toEqual(['6 customer-unknown', '7 unknown-topic', '8 time-unreadable']);
  }
  const state = async (userId: string) => consentOf(await consentsOf(userId), offers, Date.now())?.state;
  expect([await state('a'), await state('b'), await state('c')]).toEqual(['granted', 'withdrawn', 'withdrawn']);
  expect(await db.look('select 1 from consents')).toHaveLength(4);
  // What they say after the file was written stays, however often the file is taken.
  await recordConsents(db.database, {
    ...{ workspace, customerId: await owner('c'), source: 'page' as const },
    statements: [{ subject: offers, state: 'granted', at: asOf + 1_000 }],
  });
  await take('consents', rows);
  expect(await state('c')).toBe('granted');
});

it("nobody's no is lost: it is kept by the address, and only a grant of their own lifts it", async () => {
  const no = { email: 'Ann@Example.com', name: 'offers', state: 'withdrawn' };
  expect(await take('consents', [no])).toMatchObject({ accepted: 1, warnings: [{ code: 'kept-by-address' }] });
  const mail = [{ channel: 'email', address: 'ann@example.com' }];
  const reason = async () => (await findSuppressions(db.database, workspace, mail)).map((each) => each.reason);
  expect(await reason()).toEqual(['withdrawn']);
  await take('customers', [{ userId: 'u1', traits: { email: 'ann@example.com' } }]);
  await take('consents', [{ userId: 'u1', name: 'offers', state: 'granted', at: '2026-03-04T00:00:00Z' }]);
  expect(await reason()).toEqual(['withdrawn']);
  const statements = [{ subject: offers, state: 'granted' as const }];
  await recordConsents(db.database, { workspace, customerId: await owner('u1'), source: 'page', statements });
  expect(await reason()).toEqual([]);
  // A stronger reason replaces it, and is not replaced by it.
  await take('consents', [{ ...no, email: 'bob@example.com' }]);
  await take('suppressions', [
    { address: 'BOB@example.com', reason: 'complaint' },
    { address: 'x', at: 'never' },
  ]);
  await take('consents', [{ ...no, email: 'bob@example.com' }]);
  const bob = { channel: 'email', address: 'bob@example.com' };
  expect((await findSuppressions(db.database, workspace, [bob]))[0]?.reason).toBe('complaint');
  expect(await removeSuppression(db.database, { workspace, ...bob })).toBe(true);
});

it('past messages count in caps, once', async () => {
  await publish(db.database, workspace, {
    ...{ journeys: [], templates: [] },
    workspace: { caps: { weekly: { most: 3, within: 'P7D' } } },
  });
  await take('customers', [{ userId: 'u1' }]);
  const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const rows = [
    { userId: 'u1', channel: 'email', at: at(1), id: 'm1', clickedAt: at(0.5) },
    { userId: 'u1', channel: 'email', at: at(2) },
    { userId: 'u1', channel: 'email', at: at(300) },
    { userId: 'u2', channel: 'email', at: at(1) },
    { userId: 'u1', channel: 'email', at: '' },
  ];
  const done = await take('touches', rows);
  expect(codes(done.errors)).toEqual(['5 customer-unknown', '6 time-missing']);
  expect(done.accepted).toBe(3);
  expect(await take('touches', rows)).toMatchObject({ accepted: 0, duplicates: 3 });
  const customer = await owner('u1');
  const none = '00000000-0000-7000-8000-000000000000';
  const [read] = await db.look<{ counted: { channel: string }[] }>(
    `with clock as (select now() as now) select ${countedMessages} as counted from workspaces own, clock where own.id = 'default'`,
    [customer, none, false, customer, none, false],
  );
  expect(read?.counted).toHaveLength(2);
  const [clicked] = await db.look('select opened_at = clicked_at as both from messages where clicked_at is not null');
  expect(clicked).toEqual({ both: true });
});

it('the example of each kind can be read', async () => {
  for (const [kind, { example }] of Object.entries(importKinds))
    expect(await take(kind as ImportKindName, [example], {}, true)).toMatchObject({ accepted: 1, errors: [] });
});

it('a file is sent in batches, bad records are named by their row, and it goes on behind a row', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-import-'));
  const file = path.join(folder, 'customers.csv.gz');
  const lines = Array.from({ length: 1_200 }, (_, index) => `u${index};${index === 700 ? 'x' : '1,5'};"a;\nb"`);
  lines[9] = 'u9;1';
  lines[10] = 'u10;1;\0';
  writeFileSync(file, gzipSync(`\uFEFFId;Score;Note\r\n${lines.join('\r\n')}\r\n`));
  const mapping = readMapping(
    { userId: 'Id', 'traits.score': { column: 'Score', as: 'number', decimal: ',' }, 'traits.note': 'Note' },
    'm',
  );
  const sent: number[] = [];
  const unread: number[] = [];
  const problems: RowProblem[] = [];
  let progress = 0;
  const run = (after: number) =>
    importFile({
      ...{ file, kind: 'customers', mapping, after },
      async send(rows, refused) {
        sent.push(rows.length);
        unread.push(...refused.map(({ row }) => row));
        return take(
          'customers',
          rows.map(({ fields }) => fields),
          {},
          true,
        );
      },
      report: (told) => problems.push(...told),
      onProgress: ({ row }) => (progress = row),
    });
  expect(await run(0)).toMatchObject({ rows: 1_200, accepted: 1_197, refused: 3 });
  expect(codes(problems)).toEqual(['11 record-unreadable', '12 data-refused', '702 value-unfit']);
  expect({ sent, progress }).toEqual({ sent: [500, 500, 197], progress: 1_201 });
  expect(unread).toEqual([11, 12, 702]);
  expect(await countRecords(file)).toBe(1_200);
  expect(await run(1_000)).toMatchObject({ rows: 201 });

  const ndjson = path.join(folder, 'c.ndjson');
  writeFileSync(ndjson, '{"userId":"u1"}\nnothing\n\n{"userId":"u2","plan":"pro"}');
  const seen: unknown[] = [];
  await importFile({
    ...{ file: ndjson, kind: 'customers', mapping: undefined, after: 0 },
    async send(rows) {
      seen.push(...rows);
      return { accepted: rows.length, duplicates: 0, entered: 0, errors: [], warnings: [] };
    },
    ...{ report: (told) => seen.push(told.map(({ row }) => row)), onProgress: () => undefined },
  });
  expect(seen).toContainEqual([2]);
  expect(seen).toContainEqual({ row: 4, fields: { userId: 'u2', traits: { plan: 'pro' } } });
});

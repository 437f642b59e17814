import { acceptBatch } from '../../../services/intake/accept.ts';
import { createBlockedEntries } from '../../../services/intake/blocked-entries.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { inTransaction } from '../../../store/database/database.ts';
import { countBlockedEntries, forgetOldBlockedEntries } from '../../../store/measurement/blocked-entries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';

const HOUR = 3_600_000;
let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [welcome()], templates });
});
afterEach(() => db.destroy());

const counted = (since?: number) =>
  countBlockedEntries(db.database, { workspace: 'default', journeyId: 'welcome', since });

it('counts entries that opened no run by reason, once their batch is committed', async () => {
  const blockedEntries = createBlockedEntries();
  const dependencies = { database: db.database, publishedJourneys: createPublishedJourneys(), blockedEntries };
  const event = (messageId: string, more: object = {}) => ({
    ...{ type: 'track' as const, name: 'Signed Up', messageId, userId: 'ann', anonymousId: undefined },
    ...{ properties: {}, context: {}, timestamp: Date.now(), ...more },
  });
  await acceptBatch(dependencies, 'default', [event('1'), event('2'), event('3', { name: 'Unheard Of' })]);
  await acceptBatch(dependencies, 'default', [event('4'), event('2'), event('5', { depth: 8 })]); // 2 is a duplicate
  expect(await counted()).toEqual([]);
  await blockedEntries.flush(db.database);
  await blockedEntries.flush(db.database);
  expect(await counted()).toEqual([
    { reason: 'open', entries: 2 },
    { reason: 'causation-depth', entries: 1 },
  ]);
});

it('adds up what several processes count, by whole hours, and counts on what could not be written', async () => {
  const [one, other] = [createBlockedEntries(), createBlockedEntries()];
  const now = Math.floor(Date.now() / HOUR) * HOUR + 10 * 60_000;
  const blocked = { journeyId: 'welcome', reason: 're-entry' } as const;
  one.count('default', now, [blocked, blocked]);
  one.count('default', now - 3 * HOUR, [blocked]);
  other.count('default', now, [blocked]);
  const gone = await createTestDatabase();
  await gone.destroy();
  await expect(one.flush(gone.database)).rejects.toThrow();
  await Promise.all([one.flush(db.database), other.flush(db.database)]);
  expect(await counted()).toEqual([{ reason: 're-entry', entries: 4 }]);
  expect(await counted(now + 5 * 60_000)).toEqual([{ reason: 're-entry', entries: 3 }]);
  expect(await counted(now + HOUR)).toEqual([]);
});

it('keeps counts for 90 days', async () => {
  const counts = createBlockedEntries();
  const blocked = { journeyId: 'welcome', reason: 'filter' } as const;
  counts.count('default', Date.now() - 91 * 24 * HOUR, [blocked]);
  counts.count('default', Date.now() - 89 * 24 * HOUR, [blocked]);
  await counts.flush(db.database);
  await inTransaction(db.database, forgetOldBlockedEntries);
  expect(await counted()).toEqual([{ reason: 'filter', entries: 1 }]);
});

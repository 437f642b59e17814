import fc from 'fast-check';
import { canonicalJson } from '../../../core/base/canonical-json.ts';
import { newId } from '../../../core/base/id.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import { type IncomingEvent, readCall } from '../../../services/intake/event.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { hostileCall } from '../../support/hostile-json.ts';

/** What `readCall` takes, PostgreSQL takes, and holds as JavaScript does. */
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

interface Row {
  message_id: string;
  name: string;
  properties: unknown;
  context: unknown;
  occurred_at: number;
  user_id: string | null;
  anonymous_id: string | null;
  traits: unknown;
}

const look = (messageIds: readonly string[]) =>
  db.look<Row>(
    `select e.message_id, e.name, e.properties, e.context, e.occurred_at, c.traits,
       (select value from identities i where i.customer_id = e.customer_id and i.kind = 'user_id' limit 1) as user_id,
       (select value from identities i where i.customer_id = e.customer_id and i.kind = 'anonymous_id' limit 1) as anonymous_id
     from events e join customers c on c.id = e.customer_id where e.message_id = any(cast(? as text[]))`,
    [messageIds],
  );

/** Each call says of somebody else, so that whose event it is shows by the id alone. */
function readAlone(text: string): IncomingEvent | undefined {
  const envelope = { receivedAt: Date.parse('2026-03-02T12:00:00Z'), sentAt: undefined, newMessageId: newId };
  const read = readCall(JSON.parse(text), 'body', envelope);
  if ('code' in read) return undefined;
  const mark = newId().slice(-12);
  const marked = (id: string | undefined) =>
    id === undefined ? undefined : `${id.slice(0, 240).toWellFormed()}${mark}`;
  return {
    ...read,
    messageId: `${read.messageId.slice(0, 240).toWellFormed()}${mark}`,
    userId: marked(read.userId),
    anonymousId: marked(read.anonymousId),
  };
}

it('stores every call that was read, and reads it back equal', async () => {
  let stored = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(hostileCall, { minLength: 20, maxLength: 40 }), async (texts) => {
      const events = texts.flatMap((text) => readAlone(text) ?? []);
      const accepted = await acceptBatch(
        { database: db.database, publishedJourneys: createPublishedJourneys() },
        'default',
        events,
      );
      expect(accepted).toMatchObject(events.map(() => ({ result: 'accepted', entered: 0 })));
      const rows = new Map((await look(events.map(({ messageId }) => messageId))).map((row) => [row.message_id, row]));
      for (const event of events) {
        const row = rows.get(event.messageId);
        expect(row).toMatchObject({
          name: event.name,
          occurred_at: event.timestamp,
          user_id: event.userId ?? null,
          anonymous_id: event.anonymousId ?? null,
        });
        expect(canonicalJson(row?.properties)).toBe(canonicalJson(event.properties));
        expect(canonicalJson(row?.context)).toBe(canonicalJson(event.context));
        if (event.type !== 'identify') continue;
        const traits = Object.entries(event.properties).filter(([, value]) => value !== null);
        expect(canonicalJson(row?.traits)).toBe(canonicalJson(Object.fromEntries(traits)));
      }
      stored += events.length;
    }),
    { seed: 11, numRuns: 40 },
  );
  expect(stored).toBeGreaterThan(100);
});

import { newId } from '../../core/base/id.ts';
import { acceptBatch } from '../../services/intake/accept.ts';
import type { IncomingEvent } from '../../services/intake/event.ts';
import { createPublishedJourneys } from '../../services/intake/published-journeys.ts';
import { publish } from '../../services/publishing/publish.ts';
import type { TestDatabase } from './database.ts';
import { templates, welcome } from './journeys.ts';

/** Sends events through intake, as the API would. */
export async function takeIn(db: TestDatabase, ...events: Partial<IncomingEvent>[]) {
  const whole = events.map(
    (event): IncomingEvent => ({
      type: event.name ? 'track' : 'identify',
      name: 'identify',
      messageId: newId(),
      userId: 'ann',
      anonymousId: undefined,
      properties: {},
      context: {},
      timestamp: Date.now(),
      ...event,
    }),
  );
  return acceptBatch({ database: db.database, publishedJourneys: createPublishedJourneys() }, 'default', whole);
}

/** A new customer in the welcome journey, by the way that real ones come. */
export async function insertTestRun(
  db: TestDatabase,
  { traits = { email: 'ann@example.com', name: 'Ann' } as Record<string, string>, definition = welcome() } = {},
): Promise<{ id: string; customerId: string; userId: string }> {
  await publish(db.database, 'default', { journeys: [definition], templates });
  const userId = newId();
  await takeIn(db, { userId, properties: traits }, { userId, name: 'Signed Up' });
  const [run] = await db.look<{ id: string; customer_id: string }>(
    `select run.id, run.customer_id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ?`,
    [userId],
  );
  if (!run) throw new Error('nobody entered');
  await db.look('delete from outbox returning 1');
  return { id: run.id, customerId: run.customer_id, userId };
}

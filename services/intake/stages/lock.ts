import { lockCustomers } from '../../../store/customers/customers.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { getCatalogVersion } from '../../../store/journeys/definitions.ts';
import { findOpenRuns } from '../../../store/runs/runs.ts';
import type { Batch } from '../batch.ts';
import type { AcceptedEvent } from '../event.ts';
import { getFollowed, type PublishedJourneys } from '../published-journeys.ts';

/** Locks the events' customers and reads what must be read under their locks. */
export async function lock(batch: Batch): Promise<void> {
  const { trx, load, database, publishedJourneys, workspace, published: inMemory, events } = batch;
  // Sent one behind the other, and answered so: catalog version, clock and open runs are read under the locks. Whoever
  // opened a run of these customers has then committed, and the version it follows with it. And a turn that holds a
  // customer judges deadlines by the same clock, so an event accepted in time is never behind a turn that missed it.
  const [locked, catalogVersion, acceptedAt, runs] = await Promise.all([
    lockCustomers(trx, [...new Set(events.map(({ customerId }) => customerId))]),
    getCatalogVersion(trx, workspace),
    workspaceClock(trx, workspace).now(),
    findOpenRuns(trx, workspace, customersConcerned(inMemory, events)),
  ]);
  const isNewest = inMemory.catalogVersion === catalogVersion;
  const published = isNewest ? inMemory : await publishedJourneys.load(database, load, workspace);
  const openRuns = isNewest ? runs : await findOpenRuns(trx, workspace, customersConcerned(published, events));
  batch.definitions = await getFollowed(database, load, { workspace, published, openRuns });
  batch.published = published;
  batch.openRuns = openRuns;
  batch.acceptedAt = acceptedAt;
  for (const customer of locked) batch.customers.set(customer.id, customer);
}

/** The customers whose open runs must be known: those of events that may reach or open runs. */
function customersConcerned(published: PublishedJourneys, events: readonly AcceptedEvent[]): string[] {
  const concerned = events.filter(
    ({ type, name }) => type === 'track' && (published.isSubscribed(name) || published.enteredBy(name).length > 0),
  );
  return [...new Set(concerned.map(({ customerId }) => customerId))];
}

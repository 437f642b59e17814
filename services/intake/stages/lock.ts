import { valueTrait } from '../../../core/condition/customer-value.ts';
import { isPersonal } from '../../../core/customer/identity.ts';
import { segmentEvents, stageChanged } from '../../../core/journey/definition/index.ts';
import { countIdentities, lockCustomers } from '../../../store/customers/customers.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import type { Transaction } from '../../../store/database/database.ts';
import { collision } from '../../../store/database/errors.ts';
import { getCatalogVersion } from '../../../store/journeys/definitions.ts';
import { findOpenRuns } from '../../../store/runs/runs.ts';
import type { Batch } from '../batch.ts';
import { type AcceptedEvent, isTrigger, traitNamesOf } from '../event.ts';
import { getFollowed, type PublishedJourneys } from '../published-journeys.ts';
import type { Resolved } from '../resolve.ts';
import { customersWithLooks } from '../segment-looks.ts';

/** Locks the events' customers and reads what must be read under their locks. */
export async function lock(batch: Batch): Promise<void> {
  const { trx, load, database, publishedJourneys, workspace, published: inMemory, events, resolved, revisits } = batch;
  const joined = resolved?.joins.flatMap(({ from, into }) => [from, into]) ?? [];
  const asked = new Set([...events.map(({ customerId }) => customerId), ...joined, ...revisits.keys()]);
  // Sent one behind the other, and answered so: catalog version, clock and open runs are read under the locks. A transaction that
  // opened a run of these customers has then committed, and the version it follows with it. And a turn that holds a
  // customer judges deadlines by the same clock, so an event accepted in time is never behind a turn that missed it.
  const [locked, catalogVersion, acceptedAt, runs] = await Promise.all([
    lockCustomers(trx, [...asked]),
    getCatalogVersion(trx, workspace),
    workspaceClock(trx, workspace).now(),
    findOpenRuns(trx, workspace, customersConcerned(inMemory, events, revisits)),
  ]);
  if (locked.length < asked.size) throw collision('a customer was erased meanwhile');
  if (locked.some(({ mergedInto }) => mergedInto !== null)) throw collision('a customer was joined meanwhile');
  if (resolved && resolved.expected.size > 0) await checkIdentities(trx, resolved);
  const isNewest = inMemory.catalogVersion === catalogVersion;
  const published = isNewest ? inMemory : await publishedJourneys.load(database, load, workspace);
  const openRuns = isNewest
    ? runs
    : await findOpenRuns(trx, workspace, customersConcerned(published, events, revisits));
  batch.definitions = await getFollowed(database, load, { workspace, published, openRuns });
  batch.published = published;
  batch.openRuns = openRuns;
  batch.acceptedAt = Math.max(acceptedAt, batch.notBefore ?? acceptedAt);
  for (const customer of locked) batch.customers.set(customer.id, customer);
  for (const { id, traits } of locked) batch.traitsBefore.set(id, traits);
}

/**
 * Two batches may tie two ids that each name one person to the same customer, by different identities that lead there. Under
 * the customers' locks the second one sees it and begins again.
 */
async function checkIdentities(trx: Transaction, { expected, joins, newIdentities }: Resolved): Promise<void> {
  const final = new Map(joins.map(({ from, into }) => [from, into]));
  const finalOf = (id: string): string => (final.has(id) ? finalOf(final.get(id) as string) : id);
  const counts = new Map<string, number>();
  const count = (customerId: string, kind: string, by: number) => {
    if (!isPersonal(kind)) return;
    const name = `${finalOf(customerId)}\n${kind}`;
    counts.set(name, (counts.get(name) ?? 0) + by);
  };
  for (const [customerId, kinds] of expected) for (const [kind, number] of kinds) count(customerId, kind, number);
  for (const { customerId, kind } of newIdentities) count(customerId, kind, 1);
  const customers = [...new Set([...expected.keys(), ...newIdentities.map(({ customerId }) => customerId)])];
  for (const each of await countIdentities(trx, customers)) count(each.customerId, each.kind, -each.count);
  if ([...counts.values()].some((difference) => difference !== 0)) throw collision('identities were tied meanwhile');
}

/** The customers whose open runs must be known: those of events that may reach or open runs, or change what runs watch. */
export function customersConcerned(
  published: PublishedJourneys,
  events: readonly AcceptedEvent[],
  revisits: Batch['revisits'],
): string[] {
  const concerned = events.filter((event) => {
    if (event.enters || traitNamesOf(event).some((trait) => published.isWatched(trait))) return true;
    return isTrigger(event) && (published.isSubscribed(event.name) || published.enteredBy(event.name).length > 0);
  });
  const areSegmentsHeard =
    published.isWatched(valueTrait) ||
    published.segments.traits.some((trait) => published.isWatched(trait)) ||
    [...segmentEvents, stageChanged].some(
      (name) => published.isSubscribed(name) || published.enteredBy(name).length > 0,
    );
  const withLooks = areSegmentsHeard ? [...revisits.keys(), ...customersWithLooks(published, events)] : [];
  return [...new Set([...concerned.map(({ customerId }) => customerId), ...withLooks])];
}

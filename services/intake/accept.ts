import { PermanentFailure } from '../../core/base/failure.ts';
import { groupBy } from '../../core/base/group-by.ts';
import { newId } from '../../core/base/id.ts';
import type { Problem } from '../../core/base/problem.ts';
import { draftTraits, mostTraits, type TraitsDraft } from '../../core/customer/traits.ts';
import { untouchedRun } from '../../core/journey/engine/run-state.ts';
import { type Customer, lockCustomers, updateTraits } from '../../store/customers/customers.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inLoadingTransaction, type Load, type Transaction } from '../../store/database/database.ts';
import { insertEvents, rememberMessageIds } from '../../store/events/events.ts';
import { type Definitions, getCatalogVersion } from '../../store/journeys/definitions.ts';
import { reportRefusal } from '../../store/measurement/failures.ts';
import { enqueueRuns, lanes, type OutboxEntry } from '../../store/outbox/outbox.ts';
import { appendInputs, type NewInput } from '../../store/runs/run-inputs.ts';
import { findOpenRuns, insertRuns, type NewRun, type OpenRun } from '../../store/runs/runs.ts';
import { type Candidate, enterJourney, findEntries, loadEntryFacts, tooManyOpen } from './enter.ts';
import type { AcceptedEvent, IncomingEvent } from './event.ts';
import { concerns } from './match.ts';
import { getFollowed, type PublishedJourneys, type PublishedJourneysMemory } from './published-journeys.ts';
import { findKnown, resolveCustomers } from './resolve.ts';

/** What became of one item of a batch. */
export type Acceptance =
  | { readonly result: 'accepted'; readonly entered: number; readonly warnings?: readonly Problem[] }
  | { readonly result: 'duplicate' }
  | { readonly result: 'rejected'; readonly problem: Problem };

export interface AcceptDependencies {
  readonly database: Database;
  readonly publishedJourneys: PublishedJourneysMemory;
}

/**
 * The one transaction of intake: dedupe · resolve and lock the customers · store the events · update traits · append
 * inputs to the open runs that care · open the runs that are entered · enqueue both. Answers when it is committed.
 *
 * One bad item harms only itself: a batch that fails by what was sent is isolated by the collector (isolate.ts).
 * (Rejected: a savepoint for each item; it costs every good batch.)
 * Throws a TemporaryFailure when trying again will help; what was stored then is a duplicate.
 */
export async function acceptBatch(
  dependencies: AcceptDependencies,
  workspace: string,
  events: readonly IncomingEvent[],
): Promise<Acceptance[]> {
  return inLoadingTransaction(dependencies.database, (trx, load) =>
    acceptInTransaction({ trx, load, ...dependencies }, workspace, events),
  );
}

/** The answer for an item that can't be accepted even alone. Stores the error's text, once a minute for each kind. */
export async function refuseItem(database: Database, error: unknown, event: IncomingEvent): Promise<Acceptance> {
  const { errorId } = await reportRefusal(database, error);
  const problem: Problem = {
    code: 'event-refused',
    where: event.messageId,
    problem: `the database can't hold what the event says (error ${errorId})`,
    remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure, and send it again.',
  };
  return { result: 'rejected', problem };
}

async function acceptInTransaction(
  { trx, load, database, publishedJourneys }: AcceptDependencies & { trx: Transaction; load: Load },
  workspace: string,
  incoming: readonly IncomingEvent[],
): Promise<Acceptance[]> {
  const inMemory = publishedJourneys.find(workspace) ?? (await publishedJourneys.load(database, load, workspace));
  // Sent one behind the other: who waits for another batch with the same messageIds sees the people that it brought.
  const [fresh, known] = await Promise.all([
    dropDuplicates(trx, workspace, incoming),
    findKnown(trx, workspace, incoming),
  ]);
  if (fresh.length === 0) return incoming.map(() => ({ result: 'duplicate' }));

  const customerIds = await resolveCustomers(trx, workspace, fresh, known);
  const events = fresh.map(
    (event, index): AcceptedEvent => ({ ...event, id: newId(), customerId: customerIds[index] as string }),
  );
  // Sent one behind the other, and answered so: catalog version, clock and open runs are read under the locks. Whoever
  // opened a run of these customers has then committed, and the version it follows with it. And a turn that holds a
  // customer judges deadlines by the same clock, so an event accepted in time is never behind a turn that missed it.
  const [locked, catalogVersion, acceptedAt, runs] = await Promise.all([
    lockCustomers(trx, [...new Set(customerIds)]),
    getCatalogVersion(trx, workspace),
    workspaceClock(trx, workspace).now(),
    findOpenRuns(trx, workspace, customersConcerned(inMemory, events)),
  ]);
  const isNewest = inMemory.catalogVersion === catalogVersion;
  const published = isNewest ? inMemory : await publishedJourneys.load(database, load, workspace);
  const openRuns = isNewest ? runs : await findOpenRuns(trx, workspace, customersConcerned(published, events));
  const definitions = await getFollowed(database, load, { workspace, published, openRuns });
  const customers = new Map(locked.map((customer) => [customer.id, customer]));

  await insertEvents(trx, workspace, acceptedAt, events);
  const { candidates, warnings } = await updateProfiles(trx, published, events, customers, acceptedAt);
  const opened = await notifyRuns(trx, {
    workspace,
    openRuns,
    definitions,
    events,
    customers,
    candidates,
    warnings,
    acceptedAt,
  });

  const entered = new Map<string, number>();
  for (const { entryEventId } of opened) entered.set(entryEventId, (entered.get(entryEventId) ?? 0) + 1);
  const byMessage = new Map(events.map((event) => [event.messageId, event]));
  return incoming.map((event): Acceptance => {
    const stored = byMessage.get(event.messageId);
    if (!stored) return { result: 'duplicate' };
    byMessage.delete(event.messageId); // a second item with the same messageId in this very batch is a duplicate
    const own = warnings.get(stored.id);
    return { result: 'accepted', entered: entered.get(stored.id) ?? 0, ...(own && { warnings: own }) };
  });
}

/** The customers whose open runs must be known: those of events that may reach or open runs. */
function customersConcerned(published: PublishedJourneys, events: readonly AcceptedEvent[]): string[] {
  const concerned = events.filter(
    ({ type, name }) => type === 'track' && (published.isSubscribed(name) || published.enteredBy(name).length > 0),
  );
  return [...new Set(concerned.map(({ customerId }) => customerId))];
}

async function dropDuplicates(
  trx: Transaction,
  workspace: string,
  incoming: readonly IncomingEvent[],
): Promise<IncomingEvent[]> {
  const first = [...new Map([...incoming].reverse().map((event) => [event.messageId, event])).values()].reverse();
  const unseen = await rememberMessageIds(
    trx,
    workspace,
    first.map(({ messageId }) => messageId),
  );
  return first.filter(({ messageId }) => unseen.has(messageId));
}

/** Applies the events' traits in order, and finds the entries that each event meets at that moment. */
async function updateProfiles(
  trx: Transaction,
  published: PublishedJourneys,
  events: readonly AcceptedEvent[],
  customers: Map<string, Customer>,
  acceptedAt: number,
): Promise<{ candidates: Candidate[]; warnings: Map<string, readonly Problem[]> }> {
  const drafts = new Map<string, TraitsDraft>(); // by customer
  const changed = new Set<string>();
  const candidates: Candidate[] = [];
  const warnings = new Map<string, readonly Problem[]>(); // by event
  for (const event of events) {
    const customer = customers.get(event.customerId);
    if (!customer) throw new PermanentFailure('customer-gone', `customer ${event.customerId} vanished under its lock`);
    if (event.type === 'identify') {
      const draft = drafts.get(customer.id) ?? draftTraits(customer, mostTraits);
      drafts.set(customer.id, draft);
      if (!draft.apply(event.properties, event.timestamp)) {
        warnings.set(event.id, [traitsFull]);
        continue;
      }
      changed.add(customer.id);
      customers.set(customer.id, { ...customer, traits: draft.traits, traitTimes: draft.traitTimes });
    } else {
      const entries = findEntries(published, event, customer.traits, acceptedAt);
      candidates.push(...entries.candidates);
      if (entries.warnings.length > 0) warnings.set(event.id, entries.warnings);
    }
  }
  if (changed.size > 0)
    await updateTraits(
      trx,
      [...changed].map((id) => customers.get(id) as Customer),
    );
  return { candidates, warnings };
}

const traitsFull: Problem = {
  code: 'traits-full',
  where: 'traits',
  problem: `no trait was changed: the customer would have more than ${mostTraits / 1024} KB of traits`,
  remedy: 'Send few traits under names that stay the same, and lists and documents not at all.',
  severity: 'warning',
};

interface AcceptedBatch {
  readonly workspace: string;
  /** Of the events' customers, with the definitions that they and the candidates follow. */
  readonly openRuns: readonly OpenRun[];
  readonly definitions: Definitions;
  readonly events: readonly AcceptedEvent[];
  readonly customers: ReadonlyMap<string, Customer>;
  readonly candidates: readonly Candidate[];
  /** By event; what is found here is added. */
  readonly warnings: Map<string, readonly Problem[]>;
  readonly acceptedAt: number;
}

/**
 * Appends the events to open runs and opens new ones, in the order of the events: an event first reaches the runs that are
 * open (also those that an earlier event of this batch opened), then opens its own. Returns the runs that were opened.
 */
async function notifyRuns(
  trx: Transaction,
  { workspace, openRuns, definitions, events, customers, candidates, warnings, acceptedAt }: AcceptedBatch,
): Promise<NewRun[]> {
  const facts = await loadEntryFacts(trx, candidates);
  const runsOf = groupBy(openRuns, ({ customerId }) => customerId);
  const candidatesOf = groupBy(candidates, ({ event }) => event.id);
  const opened: NewRun[] = [];
  const inputs: NewInput[] = [];
  const enqueued: OutboxEntry[] = [];
  for (const event of events) {
    const open = runsOf.get(event.customerId) ?? [];
    for (const run of open.filter((each) => concerns(definitions, each, event))) {
      inputs.push({ journeyRunId: run.id, kind: 'event', eventId: event.id });
      enqueued.push({ journeyRunId: run.id, label: `event ${event.name}` });
    }
    for (const candidate of candidatesOf.get(event.id) ?? []) {
      const traits = customers.get(event.customerId)?.traits ?? {};
      const run = enterJourney(candidate, { ...facts, open }, traits, acceptedAt);
      if (run === 'too-many-open') {
        warnings.set(event.id, [...(warnings.get(event.id) ?? []), tooManyOpen(candidate.definition)]);
      }
      if (typeof run === 'string') continue;
      opened.push(run);
      open.push(run);
      runsOf.set(event.customerId, open);
      enqueued.push({ journeyRunId: run.id, label: `entry ${event.name}` });
    }
  }
  if (opened.length > 0) await insertRuns(trx, workspace, acceptedAt, untouchedRun, opened);
  await appendInputs(trx, acceptedAt, inputs);
  await enqueueRuns(trx, newestPerRun(enqueued), lanes.live);
  return opened;
}

/** The outbox holds a run once, with its newest label. */
function newestPerRun(entries: readonly OutboxEntry[]): OutboxEntry[] {
  return [...new Map(entries.map((entry) => [entry.journeyRunId, entry])).values()];
}

import { PermanentFailure } from '../../core/base/failure.ts';
import { groupBy } from '../../core/base/group-by.ts';
import { newId } from '../../core/base/id.ts';
import type { Problem } from '../../core/base/problem.ts';
import { draftTraits, mostTraits, type TraitsDraft } from '../../core/customer/traits.ts';
import { untouchedRun } from '../../core/journey/engine/run-state.ts';
import { type Customer, lockCustomers, updateTraits } from '../../store/customers/customers.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, type Transaction } from '../../store/database/database.ts';
import { insertEvents, rememberMessageIds } from '../../store/events/events.ts';
import { reportRefusal } from '../../store/measurement/failures.ts';
import { lanes, type Ring, ringRuns } from '../../store/outbox/outbox.ts';
import { appendInputs, type NewInput } from '../../store/runs/run-inputs.ts';
import { findOpenRuns, insertRuns, type NewRun } from '../../store/runs/runs.ts';
import type { JourneyCatalog } from './catalog.ts';
import { type Candidate, enterJourney, findEntries, loadEntryFacts } from './enter.ts';
import type { AcceptedEvent, IncomingEvent } from './event.ts';
import { concerns, customersListening } from './match.ts';
import { findKnown, resolveCustomers } from './resolve.ts';

/** What became of one item of a batch. */
export type Acceptance =
  | { readonly result: 'accepted'; readonly entered: number; readonly warnings?: readonly Problem[] }
  | { readonly result: 'duplicate' }
  | { readonly result: 'rejected'; readonly problem: Problem };

export interface AcceptDependencies {
  readonly database: Database;
  readonly catalog: (trx: Transaction, workspace: string) => Promise<JourneyCatalog>;
}

/**
 * The one transaction of intake: dedupe · resolve and lock the customers · store the events · update traits · append
 * inputs to the open runs that care · open the runs that are entered · ring both. Answers when it is committed.
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
  return inTransaction(dependencies.database, (trx) => acceptInTransaction(trx, dependencies, workspace, events));
}

/** What is told of an item that can't be accepted by itself. The error's text is kept, one of its kind a minute. */
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
  trx: Transaction,
  { catalog: readCatalog }: AcceptDependencies,
  workspace: string,
  incoming: readonly IncomingEvent[],
): Promise<Acceptance[]> {
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
  // Sent one behind the other, and answered so: catalog and clock are read under the locks. Whoever opened a run of these
  // customers has then committed, and the version it follows with it. And a turn that holds a customer judges deadlines by
  // the same clock, so an event accepted in time is never behind a turn that missed it.
  const [locked, catalog, acceptedAt] = await Promise.all([
    lockCustomers(trx, [...new Set(customerIds)]),
    readCatalog(trx, workspace),
    workspaceClock(trx, workspace).now(),
  ]);
  const customers = new Map(locked.map((customer) => [customer.id, customer]));

  await insertEvents(trx, workspace, acceptedAt, events);
  const { candidates, warnings } = await learn(trx, catalog, events, customers, acceptedAt);
  const opened = await tellRuns(trx, { workspace, catalog, events, customers, candidates, acceptedAt });

  const entered = new Map<string, number>();
  for (const { entryEventId } of opened) entered.set(entryEventId, (entered.get(entryEventId) ?? 0) + 1);
  const byMessage = new Map(events.map((event) => [event.messageId, event]));
  return incoming.map((event): Acceptance => {
    const stored = byMessage.get(event.messageId);
    if (!stored) return { result: 'duplicate' };
    byMessage.delete(event.messageId); // a second item with the same messageId in this very batch is a duplicate
    const told = warnings.get(stored.id);
    return { result: 'accepted', entered: entered.get(stored.id) ?? 0, ...(told && { warnings: told }) };
  });
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

/** Goes through the events in order: what they say of their customers, and which entries they meet at that moment. */
async function learn(
  trx: Transaction,
  catalog: JourneyCatalog,
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
      const entries = findEntries(catalog, event, customer.traits, acceptedAt);
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

interface Told {
  readonly workspace: string;
  readonly catalog: JourneyCatalog;
  readonly events: readonly AcceptedEvent[];
  readonly customers: ReadonlyMap<string, Customer>;
  readonly candidates: readonly Candidate[];
  readonly acceptedAt: number;
}

/**
 * Goes through the events in order once more, now with what is stored: an event first reaches the runs that are open
 * (also those that an earlier event of this batch opened), then opens its own. Gives the runs that were opened.
 */
async function tellRuns(
  trx: Transaction,
  { workspace, catalog, events, customers, candidates, acceptedAt }: Told,
): Promise<NewRun[]> {
  const concerned = [...customersListening(catalog, events), ...candidates.map(({ event }) => event.customerId)];
  const [openRuns, facts] = await Promise.all([
    findOpenRuns(trx, [...new Set(concerned)]),
    loadEntryFacts(trx, candidates),
  ]);
  const runsOf = groupBy(openRuns, ({ customerId }) => customerId);
  const candidatesOf = groupBy(candidates, ({ event }) => event.id);
  const opened: NewRun[] = [];
  const inputs: NewInput[] = [];
  const rings: Ring[] = [];
  for (const event of events) {
    const open = runsOf.get(event.customerId) ?? [];
    for (const run of open.filter((each) => concerns(catalog, each, event))) {
      inputs.push({ journeyRunId: run.id, kind: 'event', eventId: event.id });
      rings.push({ journeyRunId: run.id, label: `event ${event.name}` });
    }
    for (const candidate of candidatesOf.get(event.id) ?? []) {
      const traits = customers.get(event.customerId)?.traits ?? {};
      const run = enterJourney(candidate, { ...facts, open }, traits, acceptedAt);
      if (typeof run === 'string') continue;
      opened.push(run);
      open.push(run);
      runsOf.set(event.customerId, open);
      rings.push({ journeyRunId: run.id, label: `entry ${event.name}` });
    }
  }
  if (opened.length > 0) await insertRuns(trx, workspace, acceptedAt, untouchedRun, opened);
  await appendInputs(trx, acceptedAt, inputs);
  await ringRuns(trx, newestPerRun(rings), lanes.live);
  return opened;
}

/** The list holds a run once; the newest label is the one to read. */
function newestPerRun(rings: readonly Ring[]): Ring[] {
  return [...new Map(rings.map((ring) => [ring.journeyRunId, ring])).values()];
}

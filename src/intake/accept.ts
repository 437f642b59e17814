import { PermanentFailure } from '../base/failure.ts';
import { groupBy } from '../base/group-by.ts';
import { newId } from '../base/id.ts';
import type { Problem } from '../base/problem.ts';
import { untouchedRun } from '../journey/engine/run-state.ts';
import { workspaceClock } from '../store/clock.ts';
import { type Customer, lockCustomers, updateTraits } from '../store/customers.ts';
import { type Database, inTransaction, type Transaction } from '../store/database.ts';
import { lanes, type Ring, ringRuns } from '../store/dispatch.ts';
import { insertEvents, rememberMessageIds } from '../store/events.ts';
import { reportFailure } from '../store/failures.ts';
import { appendInputs, type NewInput } from '../store/run-inputs.ts';
import { findOpenRuns, insertRuns, type NewRun } from '../store/runs.ts';
import type { JourneyCatalog } from './catalog.ts';
import { type Candidate, enterJourney, findCandidates, loadEntryFacts } from './enter.ts';
import type { AcceptedEvent, IncomingEvent } from './event.ts';
import { concerns, customersListening } from './match.ts';
import { findKnown, resolveCustomers } from './resolve.ts';
import { applyTraits } from './traits.ts';

/** What became of one item of a batch. */
export type Acceptance =
  | { readonly result: 'accepted'; readonly entered: number }
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
 * One bad item harms only itself: a batch that PostgreSQL refuses for its data is cut in half until the item stands
 * alone; that one is told, all others are in. (Rejected: a savepoint for each item; it costs every good batch.)
 * Throws a TemporaryFailure when nothing was stored and trying again will help.
 */
export async function acceptBatch(
  dependencies: AcceptDependencies,
  workspace: string,
  events: readonly IncomingEvent[],
): Promise<Acceptance[]> {
  try {
    return await inTransaction(dependencies.database, (trx) =>
      acceptInTransaction(trx, dependencies, workspace, events),
    );
  } catch (error) {
    if (!(error instanceof PermanentFailure) || error.code !== 'data-refused') throw error;
    if (events.length > 1) {
      const middle = Math.ceil(events.length / 2);
      const first = await acceptBatch(dependencies, workspace, events.slice(0, middle));
      return [...first, ...(await acceptBatch(dependencies, workspace, events.slice(middle)))];
    }
    const { errorId } = await reportFailure(dependencies.database, error);
    const problem: Problem = {
      code: 'event-refused',
      where: events[0]?.messageId ?? '',
      problem: `the database can't hold what the event says (error ${errorId})`,
      remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure, and send it again.',
    };
    return [{ result: 'rejected', problem }];
  }
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
  const candidates = await learn(trx, catalog, events, customers, acceptedAt);
  const opened = await tellRuns(trx, { workspace, catalog, events, customers, candidates, acceptedAt });

  const entered = new Map<string, number>();
  for (const { entryEventId } of opened) entered.set(entryEventId, (entered.get(entryEventId) ?? 0) + 1);
  const byMessage = new Map(events.map((event) => [event.messageId, event]));
  return incoming.map((event): Acceptance => {
    const stored = byMessage.get(event.messageId);
    if (!stored) return { result: 'duplicate' };
    byMessage.delete(event.messageId); // a second item with the same messageId in this very batch is a duplicate
    return { result: 'accepted', entered: entered.get(stored.id) ?? 0 };
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
): Promise<Candidate[]> {
  const changed = new Set<string>();
  const candidates: Candidate[] = [];
  for (const event of events) {
    const customer = customers.get(event.customerId);
    if (!customer) throw new PermanentFailure('customer-gone', `customer ${event.customerId} vanished under its lock`);
    if (event.type === 'identify') {
      customers.set(customer.id, applyTraits(customer, event.properties, event.timestamp));
      changed.add(customer.id);
    } else {
      candidates.push(...findCandidates(catalog, event, customer.traits, acceptedAt));
    }
  }
  if (changed.size > 0)
    await updateTraits(
      trx,
      [...changed].map((id) => customers.get(id) as Customer),
    );
  return candidates;
}

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

import { traitOf } from '../../core/condition/fields.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { dueOf, isMissed } from '../../core/journey/date-occurrences.ts';
import { directEntryNames } from '../../core/journey/definition/index.ts';
import { lockCustomers } from '../../store/customers/customers.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { inTransaction } from '../../store/database/database.ts';
import {
  fillDates,
  forgetDates,
  type ListedDateEntry,
  listDateEntries,
  listDueCustomers,
  listPastDays,
  passDates,
  type StoredDateEntry,
  setDueDates,
} from '../../store/journeys/date-entries.ts';
import { lanes } from '../../store/outbox/outbox.ts';
import { acceptBatch } from '../intake/accept.ts';
import type { IncomingEvent } from '../intake/event.ts';
import type { RevisitDependencies } from '../intake/revisit.ts';

/** Customers whose locks one transaction holds. */
const AT_ONCE = 100;
/** Customers who are looked through in one transaction after a publish. */
const FILLED_AT_ONCE = 2_000;

/** What became of moments that came. */
export type DateOutcome = 'entered' | 'not-entered' | 'missed';

/**
 * Customers enter by dates of theirs. Each has a row with the next moment:
 *   the trait or the zone changes   intake marks the row
 *   marked                          the moment is computed, under the customer's lock
 *   the moment comes                the customer enters by intake, and the row is marked, in one transaction
 */
export async function letDatesIn(
  dependencies: RevisitDependencies,
  stopping: AbortSignal,
  came: (outcome: DateOutcome, customers: number) => void = () => {},
): Promise<void> {
  for (const entry of await listDateEntries(dependencies.database)) {
    if (stopping.aborted) return;
    await workOn(dependencies, entry, stopping, came);
  }
}

async function workOn(
  dependencies: RevisitDependencies,
  entry: ListedDateEntry,
  stopping: AbortSignal,
  came: (outcome: DateOutcome, customers: number) => void,
): Promise<void> {
  const { database } = dependencies;
  if (entry.isGone) {
    while (!stopping.aborted && (await forgetDates(database, entry, FILLED_AT_ONCE)));
    return;
  }
  const trait = traitOf(entry.rule.date.ref) ?? '';
  for (let more = !entry.isFilled; more && !stopping.aborted; )
    more = await inTransaction(database, (trx) => fillDates(trx, entry, { trait, limit: FILLED_AT_ONCE }));
  while (!stopping.aborted) {
    const due = await listDueCustomers(database, entry, AT_ONCE); // who enters is due once more: the next moment is computed
    if (due.length === 0) return;
    const marked = due.filter(({ dueAt }) => dueAt === null).map(({ customerId }) => customerId);
    if (marked.length > 0) await computeDates(dependencies, entry, marked);
    await letIn(dependencies, entry, due, came);
  }
}

async function computeDates({ database }: RevisitDependencies, entry: StoredDateEntry, ids: string[]): Promise<void> {
  await inTransaction(database, async (trx) => {
    const customers = new Map((await lockCustomers(trx, ids)).map((each) => [each.id, each]));
    const now = await workspaceClock(trx, entry.workspace).now();
    const dates = (await listPastDays(trx, entry, ids)).map(({ customerId, past }) => {
      const next = dueOf(entry.rule, customers.get(customerId)?.traits ?? {}, now, past);
      return { customerId, date: next?.date ?? null, at: next?.at ?? null };
    });
    await setDueDates(trx, entry, dates);
  });
}

async function letIn(
  dependencies: RevisitDependencies,
  entry: StoredDateEntry,
  due: Awaited<ReturnType<typeof listDueCustomers>>,
  came: (outcome: DateOutcome, customers: number) => void,
): Promise<void> {
  const come = due.flatMap(({ date, dueAt: at, ...each }) =>
    date === null || at === null ? [] : [{ ...each, date, at }],
  );
  const missed = come.filter(({ date, at, now, zone }) =>
    isMissed(entry.rule, { date, at }, { now, zone: timeZoneOf({ timezone: zone }) }),
  );
  await passDates(dependencies.database, entry, missed);
  if (missed.length > 0) came('missed', missed.length);
  const entering = come.filter((each) => !missed.includes(each));
  if (entering.length === 0) return;
  let entered = 0;
  const events = entering.map(({ customerId, date, now }) => eventOf(entry, customerId, date, now));
  await acceptBatch({ ...dependencies, lane: lanes.bulk }, entry.workspace, events, async (trx, accepted) => {
    entered = accepted.filter((each) => each.result === 'accepted' && each.entered > 0).length;
    await passDates(trx, entry, entering);
  });
  came('entered', entered);
  came('not-entered', entering.length - entered);
}

/** The same again is a duplicate: a customer enters once for each day. */
function eventOf(
  { journeyId, entryId }: StoredDateEntry,
  customerId: string,
  date: string,
  timestamp: number,
): IncomingEvent {
  return {
    type: 'entry',
    name: directEntryNames.date,
    messageId: `date/${journeyId}/${entryId}/${date}/${customerId}`,
    ...{ userId: undefined, anonymousId: undefined, customerId, timestamp },
    properties: { entry: entryId, date },
    context: { journey: { id: journeyId } },
    enters: { journey: journeyId, by: 'date' },
  };
}

import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import type { EventFact } from '../core/journey/engine/turn.ts';
import { exitTriggers, mayExitBy, mayOnlyExitBy } from '../core/journey/subscriptions.ts';
import type { Transaction } from '../store/database/database.ts';
import { findEventsSince } from '../store/events/events.ts';
import { appendInputs } from '../store/runs/run-inputs.ts';
import type { LockedRun } from '../store/runs/runs.ts';

/** Events of one run that are handed to it: the oldest. One that ends it is among the first. */
const MOST_MISSED = 100;

/**
 * A run that has moved takes the events since its entry by which the new version exits and the old one did not: a customer
 * who bought before the move leaves now. An event to which an interrupt or a step of the new version listens, too, is left
 * out: these hold from the move on. The customer's lock is held, so that no event comes in between.
 */
export async function takeMissedExits(
  trx: Transaction,
  run: LockedRun,
  { from, to }: { readonly from: JourneyDefinition; readonly to: JourneyDefinition },
  { entry, now }: { readonly entry: EventFact; readonly now: number },
): Promise<void> {
  const names = [...new Set(exitTriggers(to).map(({ event }) => event))];
  if (names.length === 0) return;
  const asked = [{ customerId: run.customerId, names, since: entry.timestamp }];
  const missed = (await findEventsSince(trx, asked))
    .filter((event) => event.id !== entry.id && mayOnlyExitBy(to, event, run) && !mayExitBy(from, event, run))
    .sort((a, b) => a.acceptedAt - b.acceptedAt || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_MISSED);
  const inputs = missed.map(({ id, acceptedAt }) => ({
    ...{ journeyRunId: run.id, kind: 'event' as const, eventId: id, eventAcceptedAt: acceptedAt },
  }));
  await appendInputs(trx, now, inputs);
}

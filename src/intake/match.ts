import { mayReactTo } from '../journey/interests.ts';
import type { Transaction } from '../store/database.ts';
import { findOpenRuns, type OpenRun } from '../store/runs.ts';
import type { JourneyCatalog } from './catalog.ts';
import type { AcceptedEvent } from './event.ts';

/** The open runs of the customers of these events, where any version listens to any of them. Customers are locked. */
export async function findConcernedRuns(
  trx: Transaction,
  catalog: JourneyCatalog,
  events: readonly AcceptedEvent[],
): Promise<OpenRun[]> {
  const concerned = new Set(
    events.filter(({ name }) => catalog.listening.has(name)).map(({ customerId }) => customerId),
  );
  return concerned.size === 0 ? [] : findOpenRuns(trx, [...concerned]);
}

/** Compares one event with one open run, in memory. Events that no run cares about go no further than here. */
export function concerns(catalog: JourneyCatalog, run: OpenRun, event: AcceptedEvent): boolean {
  if (event.type !== 'track' || run.customerId !== event.customerId || !catalog.listening.has(event.name)) return false;
  return mayReactTo(catalog.definition(run.journeyId, run.version), event, run.key);
}

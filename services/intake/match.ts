import { mayReactTo } from '../../core/journey/subscriptions.ts';
import type { OpenRun } from '../../store/runs/runs.ts';
import type { JourneyCatalog } from './catalog.ts';
import type { AcceptedEvent } from './event.ts';

/** Whose open runs must be known for these events: customers of an event that any version listens to. */
export function customersListening(catalog: JourneyCatalog, events: readonly AcceptedEvent[]): string[] {
  return events.filter(({ name }) => catalog.listening.has(name)).map(({ customerId }) => customerId);
}

/** Compares one event with one open run, in memory. Events that no run cares about go no further than here. */
export function concerns(catalog: JourneyCatalog, run: OpenRun, event: AcceptedEvent): boolean {
  if (event.type !== 'track' || run.customerId !== event.customerId || !catalog.listening.has(event.name)) return false;
  return mayReactTo(catalog.definition(run.journeyId, run.version), event, run.key);
}

import { mayReactTo } from '../../core/journey/subscriptions.ts';
import { type Definitions, versionKey } from '../../store/journeys/definitions.ts';
import type { OpenRun } from '../../store/runs/runs.ts';
import { type AcceptedEvent, isTrigger } from './event.ts';

/** Compares one event with one open run, in memory. Events that no run cares about go no further than here. */
export function concerns(definitions: Definitions, run: OpenRun, event: AcceptedEvent): boolean {
  if (!isTrigger(event) || run.customerId !== event.customerId) return false;
  const definition = definitions.get(versionKey(run));
  if (!definition) throw new Error(`the definition of ${versionKey(run)} was not loaded`);
  return mayReactTo(definition, event, run.key);
}

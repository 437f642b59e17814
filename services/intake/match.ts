import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { mayReactTo, watchedAmong } from '../../core/journey/subscriptions.ts';
import { type Definitions, versionKey } from '../../store/journeys/definitions.ts';
import type { OpenRun } from '../../store/runs/runs.ts';
import { type AcceptedEvent, isTrigger } from './event.ts';

/** Compares one event with one open run, in memory. Events that no run cares about go no further than here. */
export function concerns(definitions: Definitions, run: OpenRun, event: AcceptedEvent): boolean {
  if (!isTrigger(event) || run.customerId !== event.customerId) return false;
  return mayReactTo(definitionOf(definitions, run), event, run);
}

/** The run with those of the changed traits that its conditions watch, if there are any. */
export function watching(
  definitions: Definitions,
  run: OpenRun,
  changed: readonly string[],
): readonly { readonly run: OpenRun; readonly traits: readonly string[] }[] {
  if (changed.length === 0) return [];
  const traits = watchedAmong(definitionOf(definitions, run), changed);
  return traits.length === 0 ? [] : [{ run, traits }];
}

function definitionOf(definitions: Definitions, run: OpenRun): JourneyDefinition {
  const definition = definitions.get(versionKey(run));
  if (!definition) throw new Error(`the definition of ${versionKey(run)} was not loaded`);
  return definition;
}

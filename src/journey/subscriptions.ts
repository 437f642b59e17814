import { type Compiled, compile, fieldsOf } from '../condition/compile.ts';
import { isOfEvent } from '../condition/fields.ts';
import type { JourneyDefinition, Listener } from './definition.ts';
import { type Heard, isForRun } from './listening.ts';
import { typeOf } from './steps/index.ts';

/**
 * What runs of a definition can react to, known without looking at a run: intake forwards nothing else. It may say yes
 * too often (a step that the run will never reach) but never no too often: a forwarded event that nobody wanted costs
 * an idle turn, one held back would be lost to a wait-for that looks back.
 */
export function interests(definition: JourneyDefinition): readonly Listener[] {
  return [
    ...exitListeners(definition),
    ...Object.values(definition.steps).flatMap((step) => typeOf(step).interests(step)),
  ];
}

/** Events that end a run at once. A stored one of these that is newer than an entry contradicts it: see entry.ts. */
export function exitListeners(definition: JourneyDefinition): readonly Listener[] {
  return definition.exit ?? [];
}

/** The names of all events the definition's runs listen to. */
export function listensFor(definition: JourneyDefinition): ReadonlySet<string> {
  return new Set(compiledInterests(definition).keys());
}

/** Could an open run with this key react to the event? Filters that need more than the event are left to the engine. */
export function mayReactTo(definition: JourneyDefinition, event: Heard, key: string | null): boolean {
  const listeners = compiledInterests(definition).get(event.name) ?? [];
  return listeners.some(({ listener, filter }) => isForRun(listener, event, key) && (!filter || filter({ event })));
}

interface CompiledInterest {
  readonly listener: Listener;
  /** Undefined: there is none, or it can't be judged by the event alone. */
  readonly filter: Compiled | undefined;
}

type CompiledInterests = ReadonlyMap<string, readonly CompiledInterest[]>;

/** Definitions are immutable; each is looked through once, and forgotten with it. */
const cache = new WeakMap<JourneyDefinition, CompiledInterests>();

function compiledInterests(definition: JourneyDefinition): CompiledInterests {
  const known = cache.get(definition);
  if (known) return known;
  const byName = new Map<string, CompiledInterest[]>();
  for (const listener of interests(definition)) {
    const { event, where } = listener;
    const filter = where && fieldsOf(where).every(isOfEvent) ? compile(where) : undefined;
    byName.set(event, [...(byName.get(event) ?? []), { listener, filter }]);
  }
  cache.set(definition, byName);
  return byName;
}

import { type Compiled, compile, fieldsOf } from '../condition/compile.ts';
import { isOfEvent } from '../condition/fields.ts';
import { type EventTrigger, getEntryKind, getExitKind, type JourneyDefinition } from './definition/index.ts';
import { isForRun, type OccurredEvent } from './match-trigger.ts';
import { typeOf } from './steps/index.ts';

/**
 * What runs of a definition can react to, known without looking at a run: intake forwards nothing else. It may say yes
 * too often (a step that the run will never reach) but never no too often: a forwarded event that nobody wanted costs
 * an idle turn, one held back would be lost to a wait-for that looks back.
 */
export function subscriptions(definition: JourneyDefinition): readonly EventTrigger[] {
  return [
    ...exitSubscriptions(definition),
    ...Object.values(definition.steps).flatMap((step) => typeOf(step).subscriptions(step)),
  ];
}

/** Events that end a run at once. A stored one of these that is newer than an entry contradicts it: see entry.ts. */
export function exitSubscriptions({ exit = [] }: JourneyDefinition): readonly EventTrigger[] {
  return exit.flatMap((rule) => getExitKind(rule).subscriptions(rule));
}

/** The names of the events that may open a run. */
export function entryEvents({ entry }: JourneyDefinition): ReadonlySet<string> {
  return new Set(entry.flatMap((rule) => getEntryKind(rule).events(rule)));
}

/** The names of all events the definition's runs subscribe to. */
export function subscribedEvents(definition: JourneyDefinition): ReadonlySet<string> {
  return new Set(compiledSubscriptions(definition).keys());
}

/** Could an open run with this key react to the event? Filters that need more than the event are left to the engine. */
export function mayReactTo(definition: JourneyDefinition, event: OccurredEvent, key: string | null): boolean {
  const triggers = compiledSubscriptions(definition).get(event.name) ?? [];
  return triggers.some(({ trigger, filter }) => isForRun(trigger, event, key) && (!filter || filter({ event })));
}

interface CompiledSubscription {
  readonly trigger: EventTrigger;
  /** Undefined: there is none, or it can't be evaluated by the event alone. */
  readonly filter: Compiled | undefined;
}

type CompiledSubscriptions = ReadonlyMap<string, readonly CompiledSubscription[]>;

/** Definitions are immutable; each is looked through once, and forgotten with it. */
const cache = new WeakMap<JourneyDefinition, CompiledSubscriptions>();

function compiledSubscriptions(definition: JourneyDefinition): CompiledSubscriptions {
  const cached = cache.get(definition);
  if (cached) return cached;
  const byName = new Map<string, CompiledSubscription[]>();
  for (const trigger of subscriptions(definition)) {
    const { event, where } = trigger;
    const filter = where && fieldsOf(where).every(isOfEvent) ? compile(where) : undefined;
    const sameName = byName.get(event) ?? [];
    byName.set(event, sameName);
    sameName.push({ trigger, filter });
  }
  cache.set(definition, byName);
  return byName;
}

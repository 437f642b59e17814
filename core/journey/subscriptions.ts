import { oncePer } from '../base/once-per.ts';
import { type Compiled, compile, fieldsOf } from '../condition/compile.ts';
import { engagementLevels } from '../condition/engagement.ts';
import { engagementIn, isOfEvent } from '../condition/fields.ts';
import { joinNeeds, type Needs, needsOf, noNeeds } from '../condition/history/needs.ts';
import type { Condition } from '../condition/schema.ts';
import {
  type EventTrigger,
  getEntryKind,
  getExitKind,
  getInterruptKind,
  type JourneyDefinition,
  segmentEvents,
  signsOf,
} from './definition/index.ts';
import { isForRun, type OccurredEvent, type RunIdentity } from './match-trigger.ts';
import { typeOf } from './steps/index.ts';

/**
 * What runs of a definition can react to, known without looking at a run: intake forwards nothing else. It may say yes
 * too often (a step that the run will never reach) but never no too often: a forwarded event that nobody wanted costs
 * an idle turn, one held back would be lost to a wait-for that looks back.
 */
export function subscriptions(definition: JourneyDefinition): readonly EventTrigger[] {
  return [
    ...exitTriggers(definition),
    ...(definition.on ?? []).flatMap((rule) => getInterruptKind(rule).triggers(rule)),
    ...Object.values(definition.steps).flatMap((step) => typeOf(step).subscriptions(step)),
    ...watchedConditions(definition)
      .flatMap(fieldsOf)
      .flatMap((field): readonly EventTrigger[] => {
        const engagement = engagementIn(field);
        return engagement ? signsOf(engagement.level).map((event) => ({ event, message: engagement.step })) : [];
      }),
    ...changingEvents(watchedNeeds(definition)).map((event): EventTrigger => ({ event, anyRun: true })),
  ];
}

/** Events that end a run at once. A stored one of these that is newer than an entry contradicts it: see entry.ts. */
export function exitTriggers({ exit = [] }: JourneyDefinition): readonly EventTrigger[] {
  return exit.flatMap((rule) => getExitKind(rule).triggers(rule));
}

/** The traits whose change an open run may have to be notified of: those of conditions that act by themselves. */
export const watchedTraits = oncePer((definition: JourneyDefinition): ReadonlySet<string> => {
  const ofSteps = Object.values(definition.steps).flatMap((step) => typeOf(step).watches?.(step) ?? []);
  return new Set([...watchedNeeds(definition).traits, ...ofSteps]);
});

/** Those of these traits whose change an open run is notified of; most often none. */
export function watchedAmong(definition: JourneyDefinition, changed: readonly string[]): readonly string[] {
  const watched = watchedTraits(definition);
  return watched.size === 0 ? [] : changed.filter((name) => watched.has(name));
}

/** Does any condition of the definition look at the run's own messages? If not, nobody needs to read what became of them. */
export const looksAtMessages = oncePer(
  (definition: JourneyDefinition) => JSON.stringify(definition).includes('"messages.'), // a literal of this form costs a read and means nothing
);

/** Does any step of the definition draw? If not, no turn of it reads what from. */
export const draws = oncePer((definition: JourneyDefinition): boolean =>
  Object.values(definition.steps).some((step) => typeOf(step).draws?.(step)),
);

/** The policies that its steps decide by. */
export const policiesOf = oncePer((definition: JourneyDefinition): readonly string[] => [
  ...new Set(Object.values(definition.steps).flatMap((step) => typeOf(step).decides?.(step) ?? [])),
]);

/** The events after which conditions with these needs may say something else. */
export function changingEvents({ events, messages, segments }: Needs): readonly string[] {
  const levels = [...messages.values()].flatMap((needs) => [...needs.levels]);
  const signs = engagementLevels.filter((level) => levels.includes(level)).flatMap(signsOf);
  return [
    ...new Set([
      ...events.keys(),
      ...(messages.size > 0 ? ['Message Sent', ...signs] : []),
      ...(segments.size > 0 ? segmentEvents : []),
    ]),
  ];
}

/** What the conditions need that end a run, interrupt it or let a token go on. */
function watchedNeeds(definition: JourneyDefinition): Needs {
  return joinNeeds([noNeeds, ...watchedConditions(definition).map(needsOf)]);
}

function watchedConditions({ exit = [], on = [], steps }: JourneyDefinition): readonly Condition[] {
  const conditions = [
    ...exit.map((rule) => getExitKind(rule).level(rule)),
    ...on.map((rule) => getInterruptKind(rule).level(rule)),
    ...Object.values(steps).flatMap((step) => typeOf(step).levels?.(step) ?? []),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

/** The names of the events that may open a run. */
export function entryEvents({ entry }: JourneyDefinition): ReadonlySet<string> {
  return new Set(entry.flatMap((rule) => getEntryKind(rule).events(rule)));
}

/** The names of all events the definition's runs subscribe to. */
export function subscribedEvents(definition: JourneyDefinition): ReadonlySet<string> {
  return new Set(compiledSubscriptions(definition).keys());
}

/** Could this open run react to the event? Filters that need more than the event are left to the engine. */
export function mayReactTo(definition: JourneyDefinition, event: OccurredEvent, run: RunIdentity): boolean {
  return isMetBy(compiledSubscriptions(definition), event, run);
}

/** Could the event end it by an exit, and do nothing else to it? */
export function mayOnlyExitBy(definition: JourneyDefinition, event: OccurredEvent, run: RunIdentity): boolean {
  return mayExitBy(definition, event, run) && !isMetBy(compiledOthers(definition), event, run);
}

export function mayExitBy(definition: JourneyDefinition, event: OccurredEvent, run: RunIdentity): boolean {
  return isMetBy(compiledExits(definition), event, run);
}

function isMetBy(compiled: CompiledSubscriptions, event: OccurredEvent, run: RunIdentity): boolean {
  const triggers = compiled.get(event.name) ?? [];
  return triggers.some(({ trigger, filter }) => isForRun(trigger, event, run) && (!filter || filter({ event })));
}

interface CompiledSubscription {
  readonly trigger: EventTrigger;
  /** Undefined: there is none, or it can't be evaluated by the event alone. */
  readonly filter: Compiled | undefined;
}

type CompiledSubscriptions = ReadonlyMap<string, readonly CompiledSubscription[]>;

/** Definitions are immutable; each is looked through once, and forgotten with it. */
const compiledSubscriptions = oncePer((definition: JourneyDefinition) => compileTriggers(subscriptions(definition)));
const compiledExits = oncePer((definition: JourneyDefinition) => compileTriggers(exitTriggers(definition)));
const compiledOthers = oncePer((definition: JourneyDefinition) =>
  compileTriggers(subscriptions({ ...definition, exit: [] })),
);

function compileTriggers(triggers: readonly EventTrigger[]): CompiledSubscriptions {
  const byName = new Map<string, CompiledSubscription[]>();
  for (const trigger of triggers) {
    const { event, where } = trigger;
    const filter = where && fieldsOf(where).every(isOfEvent) ? compile(where) : undefined;
    const sameName = byName.get(event) ?? [];
    byName.set(event, sameName);
    sameName.push({ trigger, filter });
  }
  return byName;
}

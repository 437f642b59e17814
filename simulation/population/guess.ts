import {
  feedbackEvents,
  type JourneyDefinition,
  segmentEvents,
  stageChanged,
} from '../../core/journey/definition/index.ts';
import { entryEvents, subscribedEvents } from '../../core/journey/subscriptions.ts';
import type { BehaviourInput } from './behaviour.ts';

type Guessed = Required<Pick<BehaviourInput, 'traits' | 'events'>>;
type Values = NonNullable<BehaviourInput['traits']>;

/** What is no deed of a customer: it follows from messages and segments. */
const notDone: ReadonlySet<string> = new Set([...feedbackEvents, ...segmentEvents, stageChanged]);

/**
 * What a journey says of its customers, as far as conditions show it: everybody does once what lets them in, clicks lead to its
 * goal, and a value that is compared lies on either side of what it is compared with.
 */
export function guessBehaviour(definitions: readonly JourneyDefinition[], days: number): Guessed {
  const traits: Values = {};
  const events: NonNullable<BehaviourInput['events']> = {};
  for (const definition of definitions) {
    const entries = entryEvents(definition);
    const values = valuesOf(definition);
    const goal = definition.goal?.event;
    for (const name of new Set([...entries, ...subscribedEvents(definition), ...(goal === undefined ? [] : [goal])])) {
      if (notDone.has(name)) continue;
      const isEntry = entries.has(name);
      const ids = Object.fromEntries(idsOf(definition).map((id) => [id, isEntry ? { id: true } : { same: id }]));
      const before = events[name];
      events[name] = {
        perWeek: Math.max(before?.perWeek ?? 0, isEntry ? 7 / days : 0.02),
        ...(name === goal ? { afterOpen: 0.01, afterClick: 0.25 } : !isEntry && { afterOpen: 0.005, afterClick: 0.1 }),
        ...(before?.afterClick !== undefined && { afterOpen: before.afterOpen, afterClick: before.afterClick }),
        properties: { ...before?.properties, ...values.ofEvents.get(name), ...ids } as Values,
      };
    }
    Object.assign(traits, values.traits);
  }
  return { traits, events };
}

/** The properties that say which run an event is about. */
function idsOf(definition: JourneyDefinition): readonly string[] {
  const refs = JSON.stringify(definition).matchAll(/"(?:key|match)":\{"ref":"event\.properties\.([^"]+)"\}/g);
  return [...new Set([...refs].map(([, property = '']) => property))];
}

interface Compared {
  readonly field: string;
  readonly value: unknown;
}

function valuesOf(definition: JourneyDefinition): { traits: Values; ofEvents: Map<string, Values> } {
  const traits: Values = {};
  const ofEvents = new Map<string, Values>();
  const add = (event: string, property: string, value: unknown) => {
    const model = modelOf(value);
    if (model !== undefined) ofEvents.set(event, { ...ofEvents.get(event), [property]: model });
  };
  const entries = [...entryEvents(definition)];
  const walk = (node: unknown, event: string | undefined): void => {
    if (typeof node !== 'object' || node === null) return;
    const about = 'event' in node && typeof node.event === 'string' ? node.event : event;
    if ('field' in node && 'value' in node) {
      const { field, value } = node as Compared;
      const [, trait] = /^customer\.traits\.(.+)$/.exec(field) ?? [];
      const model = trait === undefined ? undefined : modelOf(value);
      if (trait !== undefined && model !== undefined) traits[trait] = model;
      const [, ofEvent] = /^event\.properties\.(.+)$/.exec(field) ?? [];
      if (ofEvent !== undefined && about !== undefined) add(about, ofEvent, value);
      const [, ofEntry] = /^entry\.(?:event\.)?properties\.(.+)$/.exec(field) ?? [];
      if (ofEntry !== undefined) for (const each of entries) add(each, ofEntry, value);
    }
    for (const child of Object.values(node)) walk(child, about);
  };
  walk(definition, undefined);
  return { traits, ofEvents };
}

function modelOf(value: unknown): Values[string] | undefined {
  const first: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (typeof first === 'number') return { from: 0, to: Math.max(2 * first, 1) };
  if (typeof first === 'boolean') return first;
  return typeof first === 'string' ? { choose: { [first]: 1, other: 1 } } : undefined;
}

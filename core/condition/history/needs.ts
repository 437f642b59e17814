import { oncePer } from '../../base/once-per.ts';
import { isReference, rulesOf } from '../compile.ts';
import { traitOf } from '../fields.ts';
import type { Condition, Rule } from '../schema.ts';
import { defaultAge, measuredIn, namesOfProperty } from './measures.ts';
import { atMostMs, isOfCalendar } from './windows.ts';

/**
 * What conditions depend on, known without looking at a customer. Intake and turns read no more of a history than this,
 * and evaluate a condition again only when some of it has changed.
 */
export interface Needs {
  /** Names of traits. */
  readonly traits: ReadonlySet<string>;
  /** Name of an event ▸ what is read of such events. */
  readonly events: ReadonlyMap<string, EventNeeds>;
  /** Kind of channel ▸ what is read of its messages. */
  readonly messages: ReadonlyMap<string, MessageNeeds>;
  /** Ids of journeys. */
  readonly journeys: ReadonlySet<string>;
  /** Ids of segments. */
  readonly segments: ReadonlySet<string>;
}

export interface EventNeeds {
  /** How far back, in milliseconds; Infinity: to the first that is stored. */
  readonly back: number;
  /** The properties, by the first of their names. */
  readonly properties: ReadonlySet<string>;
  /** So many of the newest decide; Infinity: all. */
  readonly most: number;
}

export interface MessageNeeds {
  readonly last: number;
  /** Messages may have to be so old, in milliseconds. */
  readonly age: number;
  readonly levels: ReadonlySet<string>;
}

export const noNeeds: Needs = {
  traits: new Set(),
  events: new Map(),
  messages: new Map(),
  journeys: new Set(),
  segments: new Set(),
};

/** Does any of it need the customer's history? Traits are known wherever a customer is. */
export function needsHistory({ events, messages, journeys, segments }: Needs): boolean {
  return events.size + messages.size + journeys.size + segments.size > 0;
}

/** All that one of them needs. */
export function joinNeeds(all: readonly Needs[]): Needs {
  if (all.length < 2) return all[0] ?? noNeeds;
  const events = new Map<string, EventNeeds>();
  const messages = new Map<string, MessageNeeds>();
  for (const needs of all) {
    for (const [name, { back, properties, most }] of needs.events) {
      const known = events.get(name);
      events.set(name, {
        back: Math.max(known?.back ?? 0, back),
        properties: new Set([...(known?.properties ?? []), ...properties]),
        most: Math.max(known?.most ?? 0, most),
      });
    }
    for (const [channel, { last, age, levels }] of needs.messages) {
      const known = messages.get(channel);
      const joined = new Set([...(known?.levels ?? []), ...levels]);
      messages.set(channel, {
        last: Math.max(known?.last ?? 0, last),
        age: Math.max(known?.age ?? 0, age),
        levels: joined,
      });
    }
  }
  const union = (of: (needs: Needs) => ReadonlySet<string>) => new Set(all.flatMap((needs) => [...of(needs)]));
  return {
    traits: union(({ traits }) => traits),
    events,
    messages,
    journeys: union(({ journeys }) => journeys),
    segments: union(({ segments }) => segments),
  };
}

export const needsOf = oncePer(
  (condition: Condition): Needs => joinNeeds(rulesOf(condition).map(({ rule }) => needsOfRule(rule))),
);

function needsOfRule(rule: Rule): Needs {
  const { field, of = {}, value } = rule;
  const referred = isReference(value) ? traitOf(value.ref) : undefined;
  const ownTrait = traitOf(field);
  const traits = new Set([ownTrait, referred].filter((name) => name !== undefined));
  const measured = measuredIn(field);
  if (!measured) return { ...noNeeds, traits };
  const { within, since, where } = of;
  if (within !== undefined && isOfCalendar(within)) traits.add('timezone');
  if (typeof since === 'object' && 'ref' in since) {
    const trait = traitOf(since.ref);
    if (trait !== undefined) traits.add(trait);
  }
  const anchor = typeof since === 'object' && 'event' in since ? since : undefined;
  const inside = [where, anchor?.where].flatMap((each) => (each ? rulesOf(each) : []));
  for (const { rule } of inside) {
    for (const name of fieldAndReference(rule)) {
      const trait = traitOf(name);
      if (trait !== undefined) traits.add(trait);
    }
  }
  const events = new Map<string, EventNeeds>();
  if (anchor) {
    const all = Number.POSITIVE_INFINITY;
    events.set(anchor.event, { back: all, properties: propertiesIn(anchor.where), most: all });
  }
  switch (measured.kind) {
    case 'events': {
      const own = new Set([...propertiesIn(where), ...namesOfProperty(of.property).slice(0, 1)]);
      const back = within === undefined ? Number.POSITIVE_INFINITY : atMostMs(within);
      const needs = {
        ...noNeeds,
        events: new Map([[of.event ?? '', { back, properties: own, most: mostThatDecide(rule, measured.take) }]]),
      };
      return { ...joinNeeds([{ ...noNeeds, events }, needs]), traits };
    }
    case 'messages': {
      const { channel = '', last = 0, olderThan = defaultAge } = of;
      const messages = new Map([[channel, { last, age: atMostMs(olderThan), levels: new Set([measured.take]) }]]);
      return { ...noNeeds, traits, messages };
    }
    case 'journey':
      return { ...noNeeds, traits, events, journeys: new Set([measured.journey]) };
    case 'segments':
      return { ...noNeeds, segments: new Set(typeof value === 'string' ? [value] : []) };
  }
}

/**
 * Whether there were at least five is known of the newest five: when the fifth of them leaves the window, it changes. Other
 * measures, filters and windows that begin at something look at all.
 */
function mostThatDecide({ of = {}, operator, value }: Rule, take: string): number {
  const all = Number.POSITIVE_INFINITY;
  if (take !== 'count' || of.where || of.since !== undefined) return all;
  const upper = operator === 'between' && Array.isArray(value) ? value[1] : value;
  if (typeof upper !== 'number') return all;
  switch (operator) {
    case '>=':
    case '<':
      return Math.max(1, Math.ceil(upper));
    case '>':
    case '<=':
    case '=':
    case '!=':
    case 'between':
      return Math.max(1, Math.floor(upper) + 1);
    default:
      return all;
  }
}

/** The same, where people are shown what a measure comes to and not only what follows from it. */
export function withAllEvents(needs: Needs): Needs {
  const most = Number.POSITIVE_INFINITY;
  return { ...needs, events: new Map([...needs.events].map(([name, each]) => [name, { ...each, most }])) };
}

const fieldAndReference = ({ field, value }: Rule) => (isReference(value) ? [field, value.ref] : [field]);

/** The first names of the properties that a filter looks at. */
function propertiesIn(where: Condition | undefined): Set<string> {
  const fields = where ? rulesOf(where).flatMap(({ rule }) => fieldAndReference(rule)) : [];
  return new Set(fields.flatMap((field) => namesOfProperty(field).slice(0, 1)));
}

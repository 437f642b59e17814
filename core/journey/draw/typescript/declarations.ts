import type { DeclaredValues } from '../../declared-values.ts';
import type { JourneyDefinition } from '../../definition/index.ts';
import { directEntryNames } from '../../definition/index.ts';
import { type Code, call, literal, member, object, quoted, render } from './layout.ts';
import { camelCase, type Names, pascalCase } from './names.ts';

/** The type of a declared value; undefined: nothing has said it yet. */
export type Kind = 'text' | 'number' | 'boolean';

/**
 * What a printed journey declares: events, the customer's traits, the entry, topics. Their types are those that the journey
 * itself shows; the values of a stored journey say what is compared with a number.
 */
export interface Declarations {
  /** The constant of an event. */
  event(name: string): string;
  /** A property of it, as a handle. Undefined: its type is another one, so that the handle would not be typed rightly. */
  property(event: string, name: string, kind?: Kind): Code | undefined;
  trait(name: string, kind?: Kind): Code | undefined;
  /** A property of the entry; `undefined` for its name: all of it. */
  entry(name: string | undefined, kind?: Kind): Code | undefined;
  /** The constant of an entry without an event. */
  direct(place: number): string | undefined;
  topic(id: string): string;
  /** The type that is known of it so far. */
  kindOf(field: FieldOf): Kind | undefined;
  lines(): readonly string[];
}

export type FieldOf =
  | { readonly of: 'event'; readonly event: string; readonly name: string }
  | { readonly of: 'customer' | 'entry'; readonly name: string };

type Shape = Map<string, Kind | undefined>;

const ownEvents =
  `Message Sent, Message Delivered, Message Opened, Message Clicked, Message Bounced, Message Complained,
  Message Unsubscribed, Message Seen, Message Dismissed, Message Replied, Survey Answered`.split(/,\s+/);
const everyMessage = ['message_id', 'journey_run_id', 'journey', 'step', 'channel', 'template'];
const ofOneKind: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  'Message Clicked': { url: 'text' },
  'Message Bounced': { bounce: 'text' },
  'Message Replied': { text: 'text' },
  'Survey Answered': { question: 'text', answer: 'text', score: 'number' },
};

export function newDeclarations({ entry: entries }: JourneyDefinition, names: Names): Declarations {
  const events = new Map<string, { readonly name: string; readonly shape: Shape }>();
  const topics = new Map<string, string>();
  const traits: Shape = new Map();
  const directs = new Map<number, string>();
  let customer: string | undefined;
  let entry: string | undefined;
  const first = entries[0];

  const eventOf = (name: string) => {
    const known = events.get(name);
    if (known) return known;
    const isOwn = ownEvents.includes(name);
    const made = { name: isOwn ? names.use(pascalCase(name)) : names.claim(pascalCase(name)), shape: ownShape(name) };
    events.set(name, made);
    return made;
  };
  const isDirect = first !== undefined && first.on in directEntryNames;
  const shapeOfEntry = (): Shape | undefined => {
    if (first?.on === 'event') return eventOf(first.event).shape;
    return isDirect && 'data' in first ? directShape(first.data ?? {}) : undefined;
  };
  const isFixed = (event: string | undefined) => event === undefined || ownEvents.includes(event);
  const eventOfEntry = first?.on === 'event' ? first.event : undefined;

  const declarations: Declarations = {
    event: (name) => eventOf(name).name,
    property(event, name, kind) {
      const { name: constant, shape } = eventOf(event);
      return note(shape, name, kind, isFixed(event)) ? member(constant, name) : undefined;
    },
    trait(name, kind) {
      if (!note(traits, name, kind, false)) return undefined;
      customer ??= names.claim('customer');
      return member(customer, name);
    },
    entry(name, kind) {
      const shape = shapeOfEntry();
      if (!shape || (name !== undefined && !note(shape, name, kind, isFixed(eventOfEntry)))) return undefined;
      entry ??= names.claim('entry');
      return name === undefined ? entry : member(entry, name);
    },
    direct(place) {
      const rule = entries[place];
      if (!rule || !(rule.on in directEntryNames)) return undefined;
      const known = directs.get(place);
      if (known !== undefined) return known;
      const name = names.claim(place === 0 ? 'payload' : `payload${place + 1}`);
      directs.set(place, name);
      return name;
    },
    topic(id) {
      const name = topics.get(id) ?? names.claim(camelCase(id));
      topics.set(id, name);
      return name;
    },
    kindOf(field) {
      if (field.of === 'event') return eventOf(field.event).shape.get(field.name);
      return (field.of === 'customer' ? traits : shapeOfEntry())?.get(field.name);
    },
    lines: () => [...topicLines(), ...eventLines(), ...traitLines()],
  };
  return declarations;

  function topicLines(): string[] {
    return [...topics].map(([id, name]) => `const ${name} = ${names.use('defineTopic')}(${quoted(id)});`);
  }
  function eventLines(): string[] {
    return [...events]
      .filter(([event]) => !ownEvents.includes(event))
      .map(([event, { name, shape }]) =>
        render([`const ${name} = `, call(names.use('defineEvent'), quoted(event), shapeCode(shape)), ';']),
      );
  }
  function traitLines(): string[] {
    if (entry !== undefined && isDirect) declarations.direct(0);
    return [
      ...(customer === undefined
        ? []
        : [render([`const ${customer} = `, call(names.use('defineTraits'), shapeCode(traits)), ';'])]),
      ...[...directs].map(([place, name]) => render([`const ${name} = `, directCode(place), ';'])),
      ...(entry === undefined ? [] : [`const ${entry} = ${names.use('entryOf')}(${entrySource()});`]),
    ];
  }
  function entrySource(): string {
    return eventOfEntry === undefined ? (declarations.direct(0) ?? '') : eventOf(eventOfEntry).name;
  }
  /** The condition of a direct entry is printed where the entry is: the constant only says what the payload has. */
  function directCode(place: number): Code {
    const rule = entries[place];
    const data = rule && 'data' in rule ? rule.data : undefined;
    const builder = { api: 'byApi', hand: 'byHand', 'hand-off': 'handOff' }[rule?.on as 'api' | 'hand' | 'hand-off'];
    return call(names.use(builder), data ? payloadCode(data) : undefined);
  }
  function payloadCode(data: DeclaredValues): Code {
    const types = Object.entries(data).map(([key, word]) => {
      const type = word === 'any' ? `${names.use('t')}.list(t.text)` : `${names.use('t')}.${word}`;
      return key.endsWith('?') ? [key.slice(0, -1), `t.optional(${type})`] : [key, type];
    });
    return object(Object.fromEntries(types));
  }
  function shapeCode(shape: Shape): Code {
    const types = [...shape].map(([name, kind]) => [name, `${names.use('t')}.${kind ?? 'text'}`]);
    return object(Object.fromEntries(types));
  }
}

function ownShape(event: string): Shape {
  if (!ownEvents.includes(event)) return new Map();
  const common = everyMessage.map((name) => [name, 'text' as const] as const);
  return new Map<string, Kind | undefined>([...common, ...Object.entries(ofOneKind[event] ?? {})]);
}

function directShape(data: DeclaredValues): Shape {
  const known = Object.entries(data).flatMap(([key, word]): [string, Kind][] => {
    if (word === 'any') return [];
    return [[key.replace(/\?$/, ''), word === 'date' ? 'text' : word]];
  });
  return new Map(known);
}

/** Notes the name in a shape, if its kind fits what is known. What a shape of ours lacks can't be noted. */
function note(shape: Shape, name: string, kind: Kind | undefined, isFixed: boolean): boolean {
  if (name === '__proto__' || ((isFixed || shape.size >= 200) && !shape.has(name))) return false;
  const known = shape.get(name);
  if (kind !== undefined && known !== undefined && known !== kind) return false;
  shape.set(name, known ?? kind);
  return true;
}

export const rawReference = (ref: string): Code => literal({ ref });

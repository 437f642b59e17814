import type { Json } from '../base/canonical-json.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { customerValueNames, isCustomerValueName, valueTrait } from './customer-value.ts';
import { type EngagementLevel, engagementLevels, noEngagement } from './engagement.ts';
import { eventMeasures, journeyMeasures, measuredIn, measuredRoots, walk } from './history/measures.ts';
import type { Scope } from './schema.ts';

/**
 * What can be referred to:
 *   event.name, event.properties.*   the event that is being evaluated (filters of entries, exits, wait-for; keys)
 *   entry.properties.*               the event the run began with
 *   customer.traits.*                the customer as they now are
 *   customer.value.<name>            what is computed of their purchases: see customer-value.ts
 *   messages.<step>.<level>          this run's latest message of a send step: sent, delivered, opened, clicked
 *   customer.events.*, customer.messages.*, customer.journeys.*, customer.segments   what was: see measures.ts
 *   tasks.<step>.outcome, .assignee  what came of this run's latest task of a task step: the choice or "overdue", who chose
 *   answers.<step>.<name>            what this run's latest call of a call step answered
 *   decided.<step>.candidate, .template, .channels, .data, .data.<name>   what the latest decision of a decide step gives
 * A dot leads into a nested object, so a name that itself has a dot in it can't be reached. Lists are not entered, and
 * only what an object has of its own is seen: "constructor" is missing like any other name nobody set.
 * A reference (not the field of a rule) may also name a whole: "entry" or "entry.properties", all of the entry's data.
 */
export interface Place {
  /** In words, for messages: "a branch". */
  readonly name: string;
  readonly event?: boolean | undefined;
  readonly entry?: boolean | undefined;
  readonly customer?: boolean | undefined;
  /** What the customer did before, was sent, and is in. */
  readonly history?: boolean | undefined;
  /** The send steps whose messages can be looked at. Undefined: none can, there is no run. */
  readonly messages?: readonly string[] | undefined;
  /** The task steps whose outcomes can be looked at. Undefined: none can. */
  readonly tasks?: readonly string[] | undefined;
  /** The call steps, with the names that each declares of its answer. Undefined: none can be looked at. */
  readonly answers?: ReadonlyMap<string, readonly string[]> | undefined;
  /** The decide steps whose decisions can be looked at. Undefined: none can. */
  readonly decided?: readonly string[] | undefined;
}

export const filterOfEntry: Place = { name: "an entry's filter", event: true, customer: true, history: true };
export const filterInRun: Place = { name: "a run's filter", event: true, entry: true, customer: true, history: true };
export const filterOfGoal: Place = { name: "a goal's filter", event: true, entry: true, customer: true };
export const keyOfEvent: Place = { name: 'a key', event: true };
export const insideRun: Place = { name: 'a step', entry: true, customer: true, history: true };

/** Of a segment: the customer as they now are, and what was. */
export const ofCustomer: Place = { name: 'a segment', customer: true, history: true };

export type Reader = (scope: Scope) => Json | undefined;

interface Root {
  readonly part: 'event' | 'entry' | 'customer';
  /** The member of the part that holds what people sent. */
  readonly member: 'properties' | 'traits';
  readonly read: Reader;
}

const roots: readonly Root[] = [
  { part: 'event', member: 'properties', read: ({ event }) => event?.properties },
  { part: 'entry', member: 'properties', read: ({ entry }) => entry?.properties },
  { part: 'customer', member: 'traits', read: ({ customer }) => customer?.traits },
];

interface FieldPath {
  readonly part: Root['part'] | 'messages' | 'tasks' | 'answers' | 'decided' | 'history';
  readonly names: readonly string[];
  readonly read: Reader;
}

function parseField(field: string): FieldPath | undefined {
  if (field === 'event.name') return { part: 'event', names: ['name'], read: ({ event }) => event?.name };
  const [part, member, ...names] = field.split('.');
  if (part === 'messages') return messageField(member, names);
  if (part === 'tasks') return taskField(member, names);
  if (part === 'answers') return answerField(member, names);
  if (part === 'decided') return decidedField(member, names);
  if (part === 'customer' && member === 'value') return valueField(names);
  if (measuredIn(field)) return { part: 'history', names: field.split('.').slice(1), read: () => undefined };
  const root = roots.find((candidate) => candidate.part === part);
  if (!root || (member !== undefined && member !== root.member) || names.includes('')) return undefined;
  return { part: root.part, names, read: (scope) => walk(root.read(scope), names) };
}

function valueField([name, ...more]: readonly string[]): FieldPath | undefined {
  if (!isCustomerValueName(name) || more.length > 0) return undefined;
  const names = [valueTrait, name];
  return { part: 'customer', names, read: ({ customer }) => walk(customer?.traits, names) };
}

function messageField(step: string | undefined, [level, ...more]: readonly string[]): FieldPath | undefined {
  if (!step || more.length > 0 || !isLevel(level)) return undefined;
  const read: Reader = ({ messages }) => (messages ? (messages.get(step) ?? noEngagement)[level] : undefined);
  return { part: 'messages', names: [step, level], read };
}

const taskMembers = ['outcome', 'assignee'] as const;

function taskField(step: string | undefined, [name, ...more]: readonly string[]): FieldPath | undefined {
  const member = taskMembers.find((each) => each === name);
  if (!step || more.length > 0 || !member) return undefined;
  const read: Reader = ({ tasks }) => (tasks && Object.hasOwn(tasks, step) ? tasks[step]?.[member] : undefined);
  return { part: 'tasks', names: [step, member], read };
}

function answerField(step: string | undefined, names: readonly string[]): FieldPath | undefined {
  if (!step || names.length === 0 || names.includes('')) return undefined;
  const read: Reader = ({ answers }) =>
    answers && Object.hasOwn(answers, step) ? walk(answers[step], names) : undefined;
  return { part: 'answers', names: [step, ...names], read };
}

export const decidedMembers = ['candidate', 'template', 'channels', 'data'] as const;

/** What a decision gives is kept with the answers of calls: both are what a step leaves for later ones. */
function decidedField(step: string | undefined, names: readonly string[]): FieldPath | undefined {
  const [member, ...more] = names;
  if (!step || !decidedMembers.some((each) => each === member) || names.includes('')) return undefined;
  if (member !== 'data' && more.length > 0) return undefined;
  const read: Reader = ({ answers }) =>
    answers && Object.hasOwn(answers, step) ? walk(answers[step], names) : undefined;
  return { part: 'decided', names: [step, ...names], read };
}

/** The decide step and what of its decision a field looks at: "template", "data.code". */
export function decidedIn(field: string): { readonly step: string; readonly name: string } | undefined {
  const path = parseField(field);
  if (path?.part !== 'decided') return undefined;
  return { step: path.names[0] as string, name: path.names.slice(1).join('.') };
}

/** The call step and the name that a field looks at. */
export function answerIn(field: string): { readonly step: string; readonly name: string } | undefined {
  const path = parseField(field);
  if (path?.part !== 'answers') return undefined;
  return { step: path.names[0] as string, name: path.names.slice(1).join('.') };
}

function isLevel(name: string | undefined): name is EngagementLevel {
  return engagementLevels.some((level) => level === name);
}

/** A function that reads the field or reference. One that nothing can have reads as missing: publishing refuses it. */
export function reader(field: string): Reader {
  return parseField(field)?.read ?? (() => undefined);
}

/** Does the field need the event that is being evaluated, and nothing else? */
export function isOfEvent(field: string): boolean {
  return parseField(field)?.part === 'event';
}

/** The trait that a field looks at: "address" for customer.traits.address.city. */
export function traitOf(field: string): string | undefined {
  const path = parseField(field);
  return path?.part === 'customer' ? path.names[0] : undefined;
}

/** The send step and the level that a field looks at. */
export function engagementIn(field: string): { readonly step: string; readonly level: EngagementLevel } | undefined {
  const path = parseField(field);
  if (path?.part !== 'messages') return undefined;
  return { step: path.names[0] as string, level: path.names[1] as EngagementLevel };
}

/** The task step and the member that a field looks at. */
export function taskIn(field: string): { readonly step: string; readonly member: string } | undefined {
  const path = parseField(field);
  if (path?.part !== 'tasks') return undefined;
  return { step: path.names[0] as string, member: path.names[1] as string };
}

/** Why a field (`whole`: a reference, which may mean all of something) can't stand in this place. */
export function fieldProblem(where: string, field: string, place: Place, whole = false): Problem | undefined {
  const known = roots.filter(({ part }) => place[part]).map(({ part, member }) => `${part}.${member}.<name>`);
  if (place.customer) known.push(`customer.value.<${customerValueNames.join('|')}>`);
  if (place.event) known.push('event.name');
  if (place.messages) known.push(`messages.<step>.<${engagementLevels.join('|')}>`);
  if (place.tasks) known.push(`tasks.<step>.<${taskMembers.join('|')}>`);
  if (place.answers) known.push('answers.<step>.<name>');
  if (place.decided) known.push('decided.<step>.<candidate|template|channels|data.…>');
  if (place.history && !whole) known.push(...measuredFields);
  const path = parseField(field);
  if (!path) {
    const [part = '', second, third] = field.split('.');
    if (part === 'messages' && place.messages) return messageProblem(where, field, third);
    if (place.history && measuredRoots.includes(`${part}.${second}`)) return measureProblem(where, field);
    const root = roots.find((candidate) => candidate.part === part);
    const hint =
      root && second !== undefined && second !== root.member && second !== 'value'
        ? `Names of ${part} are found under "${part}.${root.member}."; `
        : '';
    const close = root
      ? ''
      : `${didYouMean(part, [...roots.map((candidate) => candidate.part), 'messages', 'tasks', 'answers', 'decided'])} `;
    return {
      code: 'unknown-field',
      where,
      problem: `"${field}" is nothing that can be referred to.`,
      remedy: `${hint}${close}In ${place.name} write one of ${known.join(', ')}.`,
    };
  }
  if (path.part === 'history' && whole) {
    return {
      code: 'field-out-of-place',
      where,
      problem: `"${field}" measures what was: it can be compared, but nothing can refer to it.`,
      remedy: 'Make it the field of a rule, or compute a trait and refer to that.',
    };
  }
  if (!place[path.part]) {
    const unknown = {
      ...{ messages: 'message of a run', tasks: 'task of a run', answers: 'call of a run' },
      decided: 'decision of a run',
      history: 'history of the customer',
    };
    const what = (unknown as Readonly<Record<string, string>>)[path.part] ?? path.part;
    return {
      code: 'field-out-of-place',
      where,
      problem: `"${field}" is not known in ${place.name}: there is no ${what} to look at there.`,
      remedy: `In ${place.name} write one of ${known.join(', ')}.`,
    };
  }
  if (path.part === 'messages' && !place.messages?.includes(path.names[0] as string)) {
    return {
      code: 'unknown-message',
      where,
      problem: `"${field}" looks at the message of a step "${path.names[0]}", and no step of this name sends one.`,
      remedy: didYouMean(path.names[0] as string, place.messages ?? []),
    };
  }
  if (path.part === 'tasks' && !place.tasks?.includes(path.names[0] as string)) {
    return {
      code: 'unknown-field',
      where,
      problem: `"${field}" looks at the task of a step "${path.names[0]}", and no step of this name is a task.`,
      remedy: didYouMean(path.names[0] as string, place.tasks ?? []),
    };
  }
  if (path.part === 'decided' && !place.decided?.includes(path.names[0] as string)) {
    return {
      code: 'unknown-field',
      where,
      problem: `"${field}" looks at the decision of a step "${path.names[0]}", and no step of this name decides.`,
      remedy: didYouMean(path.names[0] as string, place.decided ?? []),
    };
  }
  if (path.part === 'answers') {
    const [step = '', name = ''] = path.names;
    const declared = place.answers?.get(step);
    if (declared?.includes(name)) return undefined;
    return {
      code: 'unknown-field',
      where,
      problem: declared
        ? `"${field}" looks at an answer that the call "${step}" does not declare.`
        : `"${field}" looks at the answer of a step "${step}", and no step of this name is a call.`,
      remedy: declared ? didYouMean(name, declared) : didYouMean(step, [...(place.answers?.keys() ?? [])]),
    };
  }
  if (path.names.length === 0 && !whole) {
    return {
      code: 'unknown-field',
      where,
      problem: `"${field}" means all of the ${path.part}, which can't be compared with anything.`,
      remedy: `Name a part of it: ${known.join(', ')}.`,
    };
  }
  return undefined;
}

const measuredFields = [
  `customer.events.<${eventMeasures.join('|')}>`,
  `customer.messages.<${engagementLevels.join('|')}>`,
  `customer.journeys.<journey>.<${journeyMeasures.join('|')}>`,
  'customer.segments',
];

function measureProblem(where: string, field: string): Problem {
  return {
    code: 'unknown-field',
    where,
    problem: `"${field}" is nothing that is measured of a customer.`,
    remedy: `Write one of ${measuredFields.join(', ')}.`,
  };
}

function messageProblem(where: string, field: string, level: string | undefined): Problem {
  const meant = level === undefined ? '' : `${didYouMean(level, engagementLevels)} `;
  return {
    code: 'unknown-field',
    where,
    problem: `"${field}" is nothing that is known of a message.`,
    remedy: `${meant}Write messages.<step>.<level>; the levels are ${engagementLevels.join(', ')}.`,
  };
}

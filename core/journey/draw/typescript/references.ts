import type { Json } from '../../../base/canonical-json.ts';
import { isReference } from '../../../condition/compile.ts';
import { namesOfProperty } from '../../../condition/history/measures.ts';
import type { Reference } from '../../../condition/schema.ts';
import { findStep, type StepId } from '../../definition/index.ts';
import { type FieldOf, type Kind, rawReference } from './declarations.ts';
import { type Code, call, literal, member, quoted } from './layout.ts';
import type { Printing } from './printing.ts';

/** A field that conditions compare: its handle, once its kind is known. */
export interface PrintedField {
  readonly known?: Kind | undefined;
  handle(kind: Kind | undefined): Code | undefined;
}

/** Undefined: nothing in the builder gives a handle for it. `event`: the event whose properties are meant. */
export function fieldOf(printing: Printing, ref: string, event: string | undefined): PrintedField | undefined {
  const { declarations } = printing;
  const [root, part, ...names] = ref.split('.');
  const name = names.join('.');
  const declared = (field: FieldOf, handle: (kind: Kind | undefined) => Code | undefined): PrintedField => ({
    known: declarations.kindOf(field),
    handle,
  });
  if (root === 'event' && part === 'properties' && name !== '' && event !== undefined)
    return declared({ of: 'event', event, name }, (kind) => declarations.property(event, name, kind));
  if (root === 'entry' && part === 'properties' && name !== '')
    return declared({ of: 'entry', name }, (kind) => declarations.entry(name, kind));
  if (root === 'customer' && part === 'traits' && name !== '')
    return declared({ of: 'customer', name }, (kind) => declarations.trait(name, kind));
  if (part === undefined) return undefined;
  return fieldOfStep(printing, root ?? '', part, name);
}

function fieldOfStep(printing: Printing, root: string, id: StepId, name: string): PrintedField | undefined {
  const handle = printing.handleOf(id);
  if (handle === undefined) return undefined;
  const fixed = (known: Kind, code: Code): PrintedField => ({
    known,
    handle: (kind) => (kind === undefined || kind === known ? code : undefined),
  });
  if (root === 'tasks' && (name === 'outcome' || name === 'assignee')) return fixed('text', `${handle}.${name}`);
  if (root === 'decided' && name === 'candidate') return fixed('text', `${handle}.candidate`);
  if (root !== 'answers') return undefined;
  const step = findStep(printing.definition, id);
  if (step?.type === 'start-journey') return name === 'reason' ? fixed('text', `${handle}.reason`) : undefined;
  const { answer } = (step ?? {}) as { answer?: Record<string, string> };
  const word = answer && Object.hasOwn(answer, name) ? answer[name] : undefined;
  if (word === undefined || word === 'any') return undefined;
  return fixed(word === 'date' ? 'text' : (word as Kind), member(`${handle}.answer`, name));
}

/** A reference as a handle, else as it is. */
export function reference(printing: Printing, { ref }: Reference, event?: string): Code {
  if (ref === 'entry') return printing.declarations.entry(undefined) ?? rawReference(ref);
  const [root, id = '', part, ...names] = ref.split('.');
  const handle = root === 'decided' ? printing.handleOf(id) : undefined;
  if (handle !== undefined && part === 'data') return call(`${handle}.data`, quoted(names.join('.')));
  if (handle !== undefined && (part === 'template' || part === 'channels')) return `${handle}.${part}`;
  const field = fieldOf(printing, ref, event);
  return field?.handle(undefined) ?? rawReference(ref);
}

/** JSON with references anywhere in it. */
export function jsonWithHandles(printing: Printing, value: Json): Code {
  return literal(value, (each) => (isOnlyReference(each) ? reference(printing, each) : undefined));
}

export function isOnlyReference(value: unknown): value is Reference {
  return isReference(value) && Object.keys(value).length === 1;
}

/** The property that `event.properties.total` names. */
export function propertyOf(ref: string): string | undefined {
  const name = namesOfProperty(ref).join('.');
  return name === '' ? undefined : name;
}

export function channelCode({ names }: Printing, id: string): Code {
  const known: Readonly<Record<string, string>> = { email: 'email', sms: 'sms', webhook: 'webhook', 'in-app': 'inApp' };
  const own = Object.hasOwn(known, id) ? known[id] : undefined;
  if (own !== undefined) return names.use(own);
  const [kind, name] = id.split(':');
  if (kind === 'webhook' && name !== undefined) return call(names.use('webhookTo'), quoted(name));
  if (kind === 'alert' && name !== undefined) return call(names.use('alert'), quoted(name));
  return call(names.use('channel'), quoted(id));
}

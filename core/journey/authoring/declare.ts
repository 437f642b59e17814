import { field, type Handle } from '../../condition/expression.ts';
import type { Fields, Shape, Values } from './value-types.ts';

/**
 * Declarations: events and traits with the types of what they carry. They give the handles that conditions are written
 * with. All are plain data (functions included), without instanceof or module state: a journey file is loaded with a
 * copy of this package of its own. What belongs to the declaration itself stands under well-known symbols, so that every
 * property may have any name.
 */
const declaredEvent: unique symbol = Symbol.for('throughline.event') as never;
const whole: unique symbol = Symbol.for('throughline.whole') as never;

/** The origin of an event's own fields: a filter of one event can't look at another's. */
export type OriginOf<Name extends string> = `event ${Name}`;

/** A declared event: handles for its properties, and called, an event with these values (for stories). */
export type EventDeclaration<Name extends string = string, S extends Shape = Shape> = Fields<S, OriginOf<Name>> &
  ((properties: Values<S>) => SampleEvent<Name, S>) & {
    readonly [declaredEvent]: { readonly name: Name; readonly shape: S };
  };

export interface SampleEvent<Name extends string = string, S extends Shape = Shape> {
  readonly name: Name;
  readonly properties: Values<S>;
}

/** What `on` and `entryOf` accept; an EventDeclaration of any shape. */
export interface AnyEvent<Name extends string = string, S extends Shape = Shape> {
  readonly [declaredEvent]: { readonly name: Name; readonly shape: S };
}

/** `const CartUpdated = defineEvent('Cart Updated', { cart_id: t.text, value: t.number })` gives CartUpdated.value and so on. */
export function defineEvent<const Name extends string, const S extends Shape>(
  name: Name,
  shape: S,
): EventDeclaration<Name, S> {
  const declaration = (properties: Values<S>): SampleEvent<Name, S> => ({ name, properties });
  Object.defineProperty(declaration, declaredEvent, { value: { name, shape } });
  return withFields(declaration, shape, 'event.properties') as unknown as EventDeclaration<Name, S>;
}

export function declarationOf<Name extends string, S extends Shape>(
  event: AnyEvent<Name, S>,
): { readonly name: Name; readonly shape: S } {
  return event[declaredEvent];
}

/** The customer's traits: `const customer = defineTraits({ plan: t.text })` gives customer.plan. */
export function defineTraits<const S extends Shape>(shape: S): Fields<S, 'customer'> {
  return withFields({}, shape, 'customer.traits') as Fields<S, 'customer'>;
}

export type EntryHandle<S extends Shape> = Fields<S, 'entry'> & { readonly [whole]: string };

/**
 * The event a run began with: `const entry = entryOf(CartUpdated)` gives entry.value; `entry` as data is all of it. Of an entry
 * without an event its payload: `entryOf(byApi({ … }))`.
 */
export function entryOf<const S extends Shape>(
  event: AnyEvent<string, S> | { readonly directly: string; readonly shape: S },
): EntryHandle<S> {
  const entry = {};
  Object.defineProperty(entry, whole, { value: 'entry' });
  const shape = 'directly' in event ? event.shape : declarationOf(event).shape;
  return withFields(entry, shape, 'entry.properties') as EntryHandle<S>;
}

/** A handle's reference: of a field, or of a whole entry. */
export function referenceTo(handle: Handle | { readonly [whole]: string }): { readonly ref: string } {
  return { ref: whole in handle ? handle[whole] : handle.ref };
}

/** Defined one by one, because a function already has a "name" and a "length", and assigning to them fails. */
function withFields(target: object, shape: Shape, root: string): object {
  for (const name of Object.keys(shape)) {
    Object.defineProperty(target, name, { value: field(`${root}.${name}`), enumerable: true, configurable: true });
  }
  return target;
}

export interface Topic {
  readonly topic: string;
}

/** What a message is about: customers consent to topics. */
export function defineTopic(id: string): Topic {
  return { topic: id };
}

export interface Template {
  readonly template: string;
}

/** A folder of that name beside the journeys. */
export function template(id: string): Template {
  return { template: id };
}

export interface Channel {
  readonly channel: string;
}

export function channel(id: string): Channel {
  return { channel: id };
}

export const email: Channel = channel('email');
/** Text messages, by the providers that the workspace's section "sms" ranks. */
export const sms: Channel = channel('sms');
/** Browsers in which the customer allowed notifications, by the workspace's section "push". */
export const push: Channel = channel('push');
export const webhook: Channel = channel('webhook');
/** The customer's inbox on your pages and in your apps. */
export const inApp: Channel = channel('in-app');

/** An endpoint that the workspace's section "webhooks" declares. */
export const webhookTo = (name: string): Channel => channel(`webhook:${name}`);

/** People inside the company, as the workspace's section "alerts" declares. */
export const alert = (name: string): Channel => channel(`alert:${name}`);

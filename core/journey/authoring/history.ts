import { toIsoDuration } from '../../base/duration.ts';
import {
  type BooleanField,
  type DateField,
  type Expression,
  type Field,
  field,
  type Handle,
  type NumberField,
  type TextField,
} from '../../condition/expression.ts';
import type { Condition, Measure, Rule, Since } from '../../condition/schema.ts';
import { type AnyEvent, type Channel, declarationOf, type EntryHandle, type OriginOf, referenceTo } from './declare.ts';
import type { Shape } from './value-types.ts';

/**
 * Conditions that look back: `count(OrderCompleted).within('30 days').atLeast(2)`, `lastMessages(5, email).opened.is(0)`.
 * Each method gives a new measure and leaves this one as it is.
 */
type Began = string | AnyEvent | EntryHandle<Shape> | Handle<string, 'customer'>;

/** A measure with a window. `none()` says that nothing was there. */
interface Windowed<Self> {
  /** So long back from now: "30 days" are days of the customer's zone, "24 hours" are exact. At most two years. */
  within(duration: string): Self;
  /** Not before a moment ("2026-03-01T00:00:00Z"), a trait that holds one, the run's entry, or the latest such event. */
  since(began: Began): Self;
}

interface WhereOf<Name extends string, Self> {
  /** Only events of which this holds. */
  where(condition: Expression<OriginOf<Name> | 'customer' | 'entry'>): Self;
}

export type Counted = NumberField<'customer'> & {
  /** Not once. */
  none(): Expression<'customer'>;
};
/** As data, for a computed trait. */
interface Measured {
  readonly measured: Pick<Rule, 'field' | 'of'>;
}

export type EventCount<Name extends string> = Counted &
  Measured &
  Windowed<EventCount<Name>> &
  WhereOf<Name, EventCount<Name>>;
export type EventSum<Name extends string> = NumberField<'customer'> &
  Measured &
  Windowed<EventSum<Name>> &
  WhereOf<Name, EventSum<Name>>;
export type EventValue<Name extends string, T> = Field<T, 'customer'> &
  Measured &
  Windowed<EventValue<Name, T>> &
  WhereOf<Name, EventValue<Name, T>>;
export type PassageCount = Counted & Windowed<PassageCount>;

/** How often the customer did this: `count(PricingViewed).within('24 hours').atLeast(2)`. */
export function count<const Name extends string>(event: AnyEvent<Name>): EventCount<Name> {
  return measure('customer.events.count', { event: declarationOf(event).name });
}

/** The sum of a number of such events: `sum(OrderCompleted, OrderCompleted.total).within('90 days').atLeast(500)`. */
export function sum<const Name extends string>(
  event: AnyEvent<Name>,
  property: Handle<number, OriginOf<Name>>,
): EventSum<Name> {
  return measure('customer.events.sum', { event: declarationOf(event).name, property: property.ref });
}

/** The moment of the first such event, or what it says: `first(OrderCompleted, OrderCompleted.shop).is('Berlin')`. */
export function first<const Name extends string>(event: AnyEvent<Name>): EventValue<Name, string>;
export function first<const Name extends string, T>(
  event: AnyEvent<Name>,
  property: Handle<T, OriginOf<Name>>,
): EventValue<Name, T>;
export function first(event: AnyEvent, property?: Handle): unknown {
  return measure('customer.events.first', { event: declarationOf(event).name, ...propertyOf(property) });
}

/** The same of the latest one: `last(PlanChosen, PlanChosen.plan).is('pro')`. */
export function last<const Name extends string>(event: AnyEvent<Name>): EventValue<Name, string>;
export function last<const Name extends string, T>(
  event: AnyEvent<Name>,
  property: Handle<T, OriginOf<Name>>,
): EventValue<Name, T>;
export function last(event: AnyEvent, property?: Handle): unknown {
  return measure('customer.events.last', { event: declarationOf(event).name, ...propertyOf(property) });
}

/** What most such events say: `mostFrequent(OrderCompleted, OrderCompleted.shop).is('Berlin')`. */
export function mostFrequent<const Name extends string, T>(
  event: AnyEvent<Name>,
  property: Handle<T, OriginOf<Name>>,
): EventValue<Name, T> {
  return measure('customer.events.mostFrequent', { event: declarationOf(event).name, property: property.ref });
}

export interface MessageCounts {
  readonly sent: NumberField<'customer'>;
  readonly delivered: NumberField<'customer'>;
  readonly opened: NumberField<'customer'>;
  readonly clicked: NumberField<'customer'>;
  /** Only messages that were accepted so long ago: "48 hours". 24 hours unless said. */
  olderThan(duration: string): MessageCounts;
}

/** How the customer took the newest messages of a channel, over all journeys: `lastMessages(5, email).opened.atMost(1)`. */
export function lastMessages(number: number, { channel }: Channel): MessageCounts {
  return messageCounts({ channel, last: number });
}

function messageCounts(of: Measure): MessageCounts {
  const level = (name: string) => field<number, 'customer'>(`customer.messages.${name}`, of);
  return {
    sent: level('sent'),
    delivered: level('delivered'),
    opened: level('opened'),
    clicked: level('clicked'),
    olderThan: (duration) => messageCounts({ ...of, olderThan: toIsoDuration(duration, 'olderThan') }),
  };
}

export interface JourneyPassages {
  /** They are in it now. */
  readonly isIn: BooleanField<'customer'>;
  readonly enteredAt: DateField<'customer'>;
  readonly exitedAt: DateField<'customer'>;
  /** Of the latest exit. */
  readonly exitReason: TextField<'customer'>;
  readonly entries: PassageCount;
  /** How often they left it, with this reason or any. */
  exits(reason?: string): PassageCount;
}

/** What the customer went through in a journey: `passages('welcome').exits('bought').within('30 days').none()`. */
export function passages(journey: string | { readonly id: string }): JourneyPassages {
  const root = `customer.journeys.${typeof journey === 'string' ? journey : journey.id}`;
  return {
    isIn: field(`${root}.isIn`),
    enteredAt: field<string, 'customer'>(`${root}.enteredAt`),
    exitedAt: field<string, 'customer'>(`${root}.exitedAt`),
    exitReason: field(`${root}.exitReason`),
    entries: measure(`${root}.entries`, {}),
    exits: (reason) => measure(`${root}.exits`, reason === undefined ? {} : { reason }),
  };
}

/** The customer is in the segment now. */
export function inSegment(segment: string | { readonly id: string }): Expression<'customer'> {
  const id = typeof segment === 'string' ? segment : segment.id;
  return field<readonly string[], 'customer'>('customer.segments').contains(id);
}

/** A field with the measure's own methods; which of them make sense, its type says. */
function measure<M>(name: string, of: Measure): M {
  const again = (more: Measure) => measure(name, { ...of, ...more });
  return {
    ...(field(name, Object.keys(of).length === 0 ? undefined : of) as object),
    measured: { field: name, ...(Object.keys(of).length > 0 && { of }) },
    none: () => ({ combinator: 'and', rules: [{ field: name, of, operator: '=', value: 0 }] }),
    where: (condition: Condition) => again({ where: condition }),
    within: (duration: string) => again({ within: toIsoDuration(duration, 'within') }),
    since: (began: Began) => again({ since: sinceOf(began) }),
  } as M;
}

function sinceOf(began: Began): Since {
  if (typeof began === 'string') return began;
  return isEvent(began) ? { event: declarationOf(began).name } : referenceTo(began);
}

function isEvent(began: Exclude<Began, string>): began is AnyEvent {
  return (typeof began === 'object' || typeof began === 'function') && Symbol.for('throughline.event') in began;
}

function propertyOf(handle: Handle | undefined): Measure {
  return handle ? { property: handle.ref } : {};
}

/**
 * What is computed of the customer's purchases, once the workspace says which event is one:
 * `customerValue.buys90.below(0.2)`, `customerValue.stage.is('lapsed')`.
 */
export const customerValue = {
  alive: field<number, 'customer'>('customer.value.alive'),
  buys90: field<number, 'customer'>('customer.value.buys90'),
  order: field<number, 'customer'>('customer.value.order'),
  clv365: field<number, 'customer'>('customer.value.clv365'),
  rfm: field<string, 'customer'>('customer.value.rfm'),
  stage: field<string, 'customer'>('customer.value.stage'),
  purchases: field<number, 'customer'>('customer.value.purchases'),
  spent: field<number, 'customer'>('customer.value.spent'),
} as const;

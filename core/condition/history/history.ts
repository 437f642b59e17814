import type { Json } from '../../base/canonical-json.ts';
import type { Engagement } from '../engagement.ts';

/** What conditions can look back to, of one customer at one moment. It holds at least what they need: see needs.ts. */
export interface CustomerHistory {
  readonly now: number;
  /** The customer's IANA zone: what a day is. */
  readonly timeZone: string;
  /** Name ▸ the customer's events, by `eventOrder`. */
  readonly events: ReadonlyMap<string, readonly PastEvent[]>;
  /** Kind of channel ▸ the messages that providers accepted, the newest first. */
  readonly messages: ReadonlyMap<string, readonly PastMessage[]>;
  /** Journey ▸ the customer's passages, the newest entry first. */
  readonly journeys: ReadonlyMap<string, readonly PastRun[]>;
  /** The segments they are in. */
  readonly segments: ReadonlySet<string>;
}

export interface PastEvent {
  readonly id: string;
  readonly name: string;
  readonly properties: { readonly [name: string]: Json };
  /** The event's own time. */
  readonly timestamp: number;
  readonly byDevice?: boolean | undefined;
}

export interface PastMessage {
  readonly id: string;
  readonly acceptedAt: number;
  readonly levels: Engagement;
}

export interface PastRun {
  readonly enteredAt: number;
  /** Undefined: they are in it now. */
  readonly endedAt: number | undefined;
  readonly endReason: string | undefined;
}

/** Events in the order of their own times; our ids grow with time, so they decide between equal ones. */
export function eventOrder(a: PastEvent, b: PastEvent): number {
  return a.timestamp - b.timestamp || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The same history with one more event: as it is once the event was accepted. */
export function withEvent(history: CustomerHistory, event: PastEvent): CustomerHistory {
  const known = history.events.get(event.name) ?? [];
  if (known.some(({ id }) => id === event.id)) return history;
  const events = new Map(history.events).set(event.name, [...known, event].sort(eventOrder));
  return { ...history, events };
}

/** The same history without events that were accepted after this one: as it was then. Our ids grow with time. */
export function untilEvent(history: CustomerHistory, { id }: Pick<PastEvent, 'id'>): CustomerHistory {
  const events = [...history.events].map(([name, all]) => [name, all.filter((event) => event.id <= id)] as const);
  return { ...history, events: new Map(events) };
}

/** Of somebody of whom nothing is stored. */
export function emptyHistory(now: number, timeZone: string): CustomerHistory {
  return { now, timeZone, events: new Map(), messages: new Map(), journeys: new Map(), segments: new Set() };
}

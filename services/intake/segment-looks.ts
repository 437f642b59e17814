import { joinNeeds, type Needs } from '../../core/condition/history/needs.ts';
import type { SegmentLook } from '../../core/segment/evaluate.ts';
import type { LiveSegment, SegmentSet } from '../../core/segment/segment-set.ts';
import type { Batch } from './batch.ts';
import { type AcceptedEvent, isTrigger, traitNamesOf } from './event.ts';
import type { PublishedJourneys } from './published-journeys.ts';

/** Customer ▸ segment ▸ why it is looked at. */
export type Looks = ReadonlyMap<string, ReadonlyMap<string, SegmentLook>>;

/** The segments that an event may change for its customer, `traits` being those that it changes. */
function changedBy(
  published: PublishedJourneys,
  event: AcceptedEvent,
  traits: readonly string[],
): Map<string, SegmentLook> {
  const looks = new Map<string, SegmentLook>();
  const add = (segments: readonly LiveSegment[], look: SegmentLook) => {
    for (const { id } of segments) if (!looks.has(id)) looks.set(id, look);
  };
  if (isTrigger(event)) add(published.segments.byEvent(event.name), { cause: 'event' });
  for (const trait of traits) add(published.segments.byTrait(trait), { cause: 'trait' });
  return looks;
}

/** Those that were asked for, those of customers who are new, and those that the events have changed. */
export function looksOf({ published, events, changedTraits, revisits, resolved }: Batch): Looks {
  const looks = new Map([...revisits].map(([id, ofCustomer]) => [id, new Map(ofCustomer)]));
  const { ofNew } = published.segments;
  if (ofNew.length > 0) {
    for (const id of resolved?.newCustomers ?? [])
      looks.set(id, new Map(ofNew.map((segment): [string, SegmentLook] => [segment.id, { cause: 'event' }])));
  }
  for (const event of events) {
    for (const [id, look] of changedBy(published, event, changedTraits.get(event.id) ?? [])) {
      const own = looks.get(event.customerId) ?? new Map<string, SegmentLook>();
      looks.set(event.customerId, own);
      if (!own.has(id)) own.set(id, look);
    }
  }
  return looks;
}

/** What the segments need that may be looked at, by customer, before it is known which traits change. */
export function needsOfLooks({ published, events, revisits, resolved }: Batch): Map<string, Needs> {
  const segments = new Map<string, Set<string>>();
  const add = (customerId: string, ids: Iterable<string>) =>
    segments.set(customerId, new Set([...(segments.get(customerId) ?? []), ...ids]));
  for (const [customerId, ofCustomer] of revisits) add(customerId, ofCustomer.keys());
  const ofNew = published.segments.ofNew.map(({ id }) => id);
  if (ofNew.length > 0) for (const customerId of resolved?.newCustomers ?? []) add(customerId, ofNew);
  for (const event of events) {
    const looks = changedBy(published, event, traitNamesOf(event));
    if (looks.size > 0) add(event.customerId, looks.keys());
  }
  return new Map([...segments].map(([customerId, ids]) => [customerId, needsOf(published, ids)]));
}

function needsOf({ segments }: PublishedJourneys, ids: Iterable<string>): Needs {
  return joinNeeds(naming(segments, ids).flatMap((id) => segments.all.get(id)?.needs ?? []));
}

/** These, those that name one of them, and those that look at a trait that one computes: they are looked at when it changes. */
function naming(segments: SegmentSet, ids: Iterable<string>): string[] {
  const reached = new Set(ids);
  for (const id of reached) {
    // A Set is walked as it grows.
    for (const each of segments.naming(id)) reached.add(each.id);
    const trait = segments.all.get(id)?.definition.trait;
    if (trait !== undefined) for (const each of segments.byTrait(trait)) reached.add(each.id);
  }
  return [...reached];
}

/** All whose membership has to be known to look at these. */
export function segmentsAround({ segments }: PublishedJourneys, ids: Iterable<string>): string[] {
  const looked = naming(segments, ids);
  return [...new Set([...looked, ...looked.flatMap((id) => [...(segments.all.get(id)?.needs.segments ?? [])])])];
}

/** Customers of whom the events may change a segment. */
export function customersWithLooks(published: PublishedJourneys, events: readonly AcceptedEvent[]): string[] {
  return events
    .filter((event) => changedBy(published, event, traitNamesOf(event)).size > 0)
    .map(({ customerId }) => customerId);
}

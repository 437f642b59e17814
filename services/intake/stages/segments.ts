import { groupBy } from '../../../core/base/group-by.ts';
import { newId } from '../../../core/base/id.ts';
import { timeZoneOf } from '../../../core/customer/time-zone.ts';
import { segmentJoined, segmentLeft, stageChanged } from '../../../core/journey/definition/index.ts';
import { evaluateSegments, type MembershipChange } from '../../../core/segment/evaluate.ts';
import { findMembers } from '../../../store/segments/members.ts';
import { type Batch, warn } from '../batch.ts';
import { findEntries } from '../enter.ts';
import type { AcceptedEvent } from '../event.ts';
import { looksOf, segmentsAround } from '../segment-looks.ts';
import { setTrait } from './set-trait.ts';

/**
 * Looks at the segments that the batch's events may have changed, and at those that were asked for, once for each customer
 * when all their events are taken. A change is an event of the customer, behind the last event that may have brought it:
 * journeys are entered, exited and interrupted by it as by any other.
 */
export async function segments(batch: Batch): Promise<void> {
  const { trx, published, customers, histories, acceptedAt, effects } = batch;
  const looks = looksOf(batch);
  if (looks.size === 0) return;
  const ids = segmentsAround(
    published,
    [...looks.values()].flatMap((ofCustomer) => [...ofCustomer.keys()]),
  );
  const stored = groupBy(await findMembers(trx, [...looks.keys()], ids), ({ customerId }) => customerId);
  const changed: AcceptedEvent[] = [];
  for (const [customerId, ofCustomer] of looks) {
    const customer = customers.get(customerId);
    if (!customer) continue;
    const { traits } = customer;
    const timeZone = timeZoneOf(traits);
    const history = histories.get(customerId);
    const own = new Map(stored.get(customerId)?.map((row) => [row.segmentId, row]));
    for (const change of evaluateSegments(
      published.segments,
      ofCustomer,
      { traits, history, timeZone },
      own,
      acceptedAt,
    )) {
      effects.members.push({ customerId, ...change });
      if (change.isChanged || change.computed?.isStage) changed.push(eventOf(batch, customerId, change));
      if (change.computed) setTrait(batch, customerId, change.computed.trait, change.computed.value);
    }
  }
  for (const event of changed) {
    const { traits } = customers.get(event.customerId) ?? { traits: {} };
    const history = histories.get(event.customerId);
    const { candidates, warnings } = findEntries(published, event, { traits, history }, acceptedAt);
    batch.candidates.push(...candidates);
    warn(batch, event.id, ...warnings);
  }
  effects.events.push(...changed);
  batch.events = [...batch.events, ...changed];
}

/** A change by a merge, a definition or an import enters nobody; open runs hear of it. */
function eventOf(
  batch: Batch,
  customerId: string,
  { segmentId, isMember, cause, computed }: MembershipChange,
): AcceptedEvent {
  const id = newId();
  const causing = batch.events.findLast((event) => event.customerId === customerId);
  return {
    ...{ id, messageId: id, customerId, userId: undefined, anonymousId: undefined, context: {} },
    type: 'track',
    ...(computed
      ? {
          name: stageChanged,
          properties: { lifecycle: segmentId, from: computed.before ?? null, to: computed.value ?? null, cause },
        }
      : { name: isMember ? segmentJoined : segmentLeft, properties: { segment: segmentId, cause } }),
    timestamp: batch.acceptedAt,
    depth: causing?.depth ?? 0,
    isHistorical: cause === 'merge' || cause === 'definition' || causing?.isHistorical === true,
  };
}

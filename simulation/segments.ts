import { oncePer } from '../core/base/once-per.ts';
import type { CustomerHistory } from '../core/condition/history/history.ts';
import type { SegmentDefinition } from '../core/segment/definition.ts';
import {
  type ChangeCause,
  evaluateSegments,
  type MembershipChange,
  type SegmentLook,
} from '../core/segment/evaluate.ts';
import { type SegmentSet, segmentSet } from '../core/segment/segment-set.ts';
import type { PlayedCustomer } from './run.ts';

export const segmentSetOf = oncePer((segments: readonly SegmentDefinition[]) =>
  segmentSet(segments.map((definition) => ({ version: 1, definition }))),
);

/** Looks at all segments of a customer. Keeps what is found, and gives those that they joined or left. */
export function changedSegments(
  set: SegmentSet,
  customer: PlayedCustomer,
  history: CustomerHistory,
  cause: ChangeCause,
): readonly MembershipChange[] {
  const { traits, memberships } = customer;
  const looks = new Map([...set.all.keys()].map((id): [string, SegmentLook] => [id, { cause }]));
  const { now, timeZone } = history;
  const changes = evaluateSegments(set, looks, { traits, history, timeZone }, memberships, now);
  for (const { segmentId, isMember, dueAt, computed } of changes) {
    memberships.set(segmentId, { isMember, dueAt });
    if (!computed) continue;
    const { [computed.trait]: _old, ...others } = customer.traits;
    customer.traits = computed.value === undefined ? others : { ...others, [computed.trait]: computed.value };
  }
  return changes.filter(({ isChanged, computed }) => isChanged || computed);
}

/** The customer whose segments may change first by themselves, by `moment` at the latest. */
export function nextDueCustomer(
  customers: readonly PlayedCustomer[],
  moment: number,
): { readonly customer: PlayedCustomer; readonly at: number } | undefined {
  let next: { readonly customer: PlayedCustomer; readonly at: number } | undefined;
  for (const customer of customers) {
    for (const { dueAt } of customer.memberships.values()) {
      if (dueAt !== undefined && dueAt <= moment && (next === undefined || dueAt < next.at))
        next = { customer, at: dueAt };
    }
  }
  return next;
}

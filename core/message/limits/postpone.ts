import { chance } from '../../base/chance.ts';
import { lengthOf } from '../../base/duration.ts';
import type { AwaitedMessageFacts, GuardVerdict } from '../guard-facts.ts';

/** Later; or, where the message will have expired by then, not at all, at once. */
export function postpone(
  { expiresAt }: Pick<AwaitedMessageFacts, 'expiresAt'>,
  rule: string,
  until: number,
): GuardVerdict {
  return expiresAt !== undefined && until > expiresAt
    ? { verdict: 'block', rule, value: new Date(until).toISOString() }
    : { verdict: 'defer', until, rule };
}

/** Since when this rule has deferred the message without a break; now, if it did not. */
export function deferredSince({ now, earlier }: Pick<AwaitedMessageFacts, 'now' | 'earlier'>, rule: string): number {
  const deferral = earlier?.deferral;
  return deferral?.rule === rule ? deferral.since : now;
}

/**
 * A moment at which many may wait to go, moved by up to the workspace's `spread`, so that it is no burst. The messages of
 * one customer move alike; none moves past its expiry, or to where it may not go.
 */
export function spread(
  { expiresAt, limits: { customerId, quietHours } }: Pick<AwaitedMessageFacts, 'expiresAt' | 'limits'>,
  moment: number,
  mayGoAt: (moment: number) => boolean,
): number {
  const most = quietHours.spread === 'none' ? 0 : (lengthOf(quietHours.spread) ?? 0);
  const moved = Math.round(moment + most * chance('spread', customerId, String(moment)));
  const last = expiresAt !== undefined && expiresAt >= moment ? Math.min(moved, expiresAt) : moved;
  return mayGoAt(last) ? last : moment;
}

import { lengthOf } from '../../base/duration.ts';
import type { GuardRule } from '../guard-facts.ts';
import { deferredSince } from '../limits/postpone.ts';

/** Nothing says when a condition will change, so it is asked again: often in its first hour. */
const LOOK_AGAIN_MS = 60_000;
const LOOK_AGAIN_LATER_MS = 5 * 60_000;
const FIRST_MS = 3_600_000;

/** A condition of the workspace holds for the customer: marketing waits until it does not, at most its limit, or is not sent. */
export const hold: GuardRule = {
  name: 'hold',
  describe: (value) => `marketing to the customer is on hold${value === null ? '' : `: ${value}`}`,
  evaluate(facts) {
    const { now, limits, expiresAt } = facts;
    if (!limits.bound.has('holds')) return undefined;
    const [first] = [...limits.holds].sort((a, b) => Number(a.effect === 'wait') - Number(b.effect === 'wait'));
    if (!first) return undefined;
    const title = first.title ?? first.name;
    if (first.effect === 'block') return { verdict: 'block', rule: 'hold', value: title };
    const since = deferredSince(facts, 'hold');
    const limit = since + (lengthOf(first.atMost) as number);
    if (now >= limit) return { verdict: 'block', rule: 'hold', value: `${title}, for all of its time` };
    const later = now + (now - since < FIRST_MS ? LOOK_AGAIN_MS : LOOK_AGAIN_LATER_MS);
    const expiry = expiresAt === undefined ? Number.POSITIVE_INFINITY : expiresAt + 1; // then it is blocked as expired
    return { verdict: 'defer', until: Math.min(later, limit, expiry), rule: 'hold' };
  },
};

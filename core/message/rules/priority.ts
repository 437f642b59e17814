import type { GuardRule } from '../guard-facts.ts';
import { type CapUse, capUses, isSameOf } from '../limits/caps.ts';
import { isUnder, type LimitFacts, type RivalMessage } from '../limits/facts.ts';
import { deferredSince } from '../limits/postpone.ts';

/** A message of a higher priority holds others back for so long, then they go. */
const EACH_MS = 60_000;
const IN_ALL_MS = 10 * 60_000;
const SOONEST_MS = 1_000;

/**
 * A message of a journey with a higher priority is about to leave, and both may not have a place under one cap: it goes first.
 * Its outcome wakes this one; a timer does if that is lost. Equal priorities never wait for each other.
 */
export const priority: GuardRule = {
  name: 'priority',
  describe: (value) =>
    `a message of a higher priority goes first under a shared cap${value === null ? '' : `: ${value}, too late for this one`}`,
  evaluate(facts) {
    const { now, limits, expiresAt } = facts;
    if (!limits.bound.has('priority')) return undefined;
    const since = deferredSince(facts, 'priority');
    if (now >= since + IN_ALL_MS) return undefined;
    const first = goingFirst(limits, now);
    if (first.length === 0) return undefined;
    const soonest = Math.min(...first.map((rival) => rival.since + EACH_MS));
    const until = Math.max(now + SOONEST_MS, Math.min(soonest, since + IN_ALL_MS));
    if (expiresAt === undefined || until <= expiresAt) return { verdict: 'defer', until, rule: 'priority' };
    return {
      verdict: 'block',
      rule: 'priority',
      value: first.map(({ journey, step }) => `${journey} ▸ ${step}`).join(', '),
    };
  },
};

/** The messages that may take the last place of a cap. Where nothing is left without them, caps decide at once. */
function goingFirst(limits: LimitFacts, now: number): readonly RivalMessage[] {
  const higher = limits.rivals.filter((rival) => rival.priority > limits.message.priority);
  if (higher.length === 0) return [];
  const undecided = new Set(higher.map(({ id }) => id));
  const settled = limits.counted.messages.filter(({ id }) => !undecided.has(id));
  const uses = capUses({ ...limits, counted: { ...limits.counted, messages: settled } }, now);
  if (uses.some(({ left }) => left === 0)) return [];
  const contested = uses.flatMap((use) => {
    const rivals = higher.filter((rival) => sharesPlace(use, rival, limits));
    return rivals.length >= use.left ? rivals : [];
  });
  return [...new Set(contested)];
}

function sharesPlace({ cap }: CapUse, rival: RivalMessage, { message }: LimitFacts): boolean {
  return isUnder(cap, rival) && isSameOf(cap, rival, message);
}

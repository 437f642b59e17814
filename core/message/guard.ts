import type { AwaitedMessageFacts, GuardFacts, GuardVerdict } from './guard-facts.ts';
import { guardRules } from './rules/index.ts';

/**
 * The guard: may this attempt be made now? The first rule that has something to say decides; if none has, the message is
 * claimed. A pure function over facts.
 */
export function guard(facts: GuardFacts): GuardVerdict {
  const { origin } = facts;
  if (!origin?.isWaiting) return { verdict: 'yield' };
  const awaited = { ...facts, origin };
  for (const rule of guardRules) {
    const verdict = rule.evaluate(awaited);
    if (verdict?.verdict === 'claim' && isForbidden(awaited)) return { verdict: 'unknown' };
    if (verdict) return verdict;
  }
  return { verdict: 'claim' };
}

/** An attempt in doubt would be made again; a rule that speaks for the customer forbids it, and the message stays unknown. */
function isForbidden(facts: AwaitedMessageFacts): boolean {
  return guardRules.some((rule) => rule.protectsCustomer && rule.evaluate(facts)?.verdict === 'block');
}

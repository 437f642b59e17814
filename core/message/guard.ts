import type { GuardFacts, GuardVerdict } from './guard-facts.ts';
import { guardRules } from './rules/index.ts';

/**
 * The guard: may this attempt be made now? The first rule that has something to say decides; if none has, the message is
 * claimed. A pure function over facts.
 */
export function guard(facts: GuardFacts): GuardVerdict {
  const { origin } = facts;
  if (!origin?.isWaiting) return { verdict: 'yield' };
  for (const rule of guardRules) {
    const verdict = rule.evaluate({ ...facts, origin });
    if (verdict) return verdict;
  }
  return { verdict: 'claim' };
}

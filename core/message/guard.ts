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
    // An attempt in doubt would be made again: where that is forbidden, the message stays unknown.
    if (verdict?.verdict === 'claim' && blockForCustomer(awaited)) return { verdict: 'unknown' };
    if (verdict) return verdict;
  }
  return { verdict: 'claim' };
}

/** What speaks for the customer against this message, whatever became of attempts before. */
export function blockForCustomer(facts: AwaitedMessageFacts): Extract<GuardVerdict, { verdict: 'block' }> | undefined {
  for (const rule of guardRules) {
    const verdict = rule.protectsCustomer && rule.evaluate(facts);
    if (verdict && verdict.verdict === 'block') return verdict;
  }
  return undefined;
}

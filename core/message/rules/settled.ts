import type { GuardRule } from '../guard-facts.ts';

const outcomes: ReadonlySet<string> = new Set(['accepted', 'failed-permanently', 'blocked', 'unknown', 'observed']);

/**
 * The outcome is stored, and its input waits for the run's next turn. An attempt that was in doubt before keeps that mark,
 * so this comes before the rule about it: that one would ask the receiver again, or take an accepted mail for unknown.
 */
export const settled: GuardRule = {
  name: 'settled',
  evaluate: ({ earlier }) => (earlier && outcomes.has(earlier.state) ? { verdict: 'yield' } : undefined),
};

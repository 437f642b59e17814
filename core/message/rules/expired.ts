import type { GuardRule } from '../guard-facts.ts';

/** The step said "not after". */
export const expired: GuardRule = {
  name: 'expired',
  evaluate({ now, expiresAt }) {
    if (expiresAt === undefined || now <= expiresAt) return undefined;
    return { verdict: 'block', rule: 'expired', value: new Date(expiresAt).toISOString() };
  },
};

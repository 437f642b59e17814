import type { GuardRule } from '../guard-facts.ts';

/** The step said "not after". */
export const expired: GuardRule = {
  name: 'expired',
  describe: (value, moment) => `it was too late: not to be sent after ${value === null ? 'its time' : moment(value)}`,
  evaluate({ now, expiresAt }) {
    if (expiresAt === undefined || now <= expiresAt) return undefined;
    return { verdict: 'block', rule: 'expired', value: new Date(expiresAt).toISOString() };
  },
};

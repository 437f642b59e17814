import { type GuardRule, TRY_FOR_MS } from '../guard-facts.ts';

/** Attempts that fail temporarily end after a day; a message that was never tried has no end but its own expiry. */
export const givenUp: GuardRule = {
  name: 'given-up',
  evaluate({ now, origin, earlier }) {
    const isOver = earlier?.state === 'failed-temporarily' && now > origin.requestedAt + TRY_FOR_MS;
    return isOver ? { verdict: 'give-up' } : undefined;
  },
};

import { type GuardRule, TRY_FOR_MS } from '../guard-facts.ts';

/**
 * What has begun can't be taken back: "blocked" would be a guess. Only the receiver knows how it ended, and is asked again
 * where it drops repeats of our key.
 */
export const inDoubt: GuardRule = {
  name: 'in-doubt',
  evaluate({ now, origin, earlier, receiverHonoursKey, address }) {
    if (!earlier || !(earlier.inDoubt || earlier.state === 'sending')) return undefined;
    const mayAsk = receiverHonoursKey && address !== undefined && now <= origin.requestedAt + TRY_FOR_MS;
    return { verdict: mayAsk ? 'claim' : 'unknown' };
  },
};

import { type AwaitedMessageFacts, type GuardRule, TRY_FOR_MS } from '../guard-facts.ts';
import { quietUntilOf } from './quiet-hours.ts';

/**
 * What has begun can't be taken back: "blocked" would be a guess. Only the receiver knows how it ended, and is asked again
 * where it drops repeats of our key; outside quiet hours only, of every message, since it may be the first that arrives.
 */
export const inDoubt: GuardRule = {
  name: 'in-doubt',
  describe: () => 'it may have arrived, and is asked again after the quiet hours',
  evaluate(facts) {
    const { now, origin, earlier, receiverHonoursKey, address } = facts;
    if (!earlier || !(earlier.inDoubt || earlier.state === 'sending')) return undefined;
    const mayAsk = receiverHonoursKey && address !== undefined && now <= origin.requestedAt + TRY_FOR_MS;
    return (mayAsk && waitsForMorning(facts)) || { verdict: mayAsk ? 'claim' : 'unknown' };
  },
};

function waitsForMorning(facts: AwaitedMessageFacts) {
  const until = quietUntilOf(facts, facts.now);
  if (until === undefined) return undefined;
  const isTooLate = until === 'never' || until > facts.origin.requestedAt + TRY_FOR_MS;
  return isTooLate ? ({ verdict: 'unknown' } as const) : ({ verdict: 'defer', until, rule: 'in-doubt' } as const);
}

import type { GuardRule } from '../guard-facts.ts';
import { postpone } from '../limits/postpone.ts';

/** The channel sends no faster than its workspace allows: the message waits for the slot that was reserved for it. */
export const sendRate: GuardRule = {
  name: 'send-rate',
  describe: (value, moment) =>
    `the channel sends no faster${value === null ? '' : `: its turn would come too late, ${moment(value)}`}`,
  evaluate(facts) {
    const { now, slotAt } = facts;
    return slotAt === undefined || slotAt <= now ? undefined : postpone(facts, 'send-rate', slotAt);
  },
};

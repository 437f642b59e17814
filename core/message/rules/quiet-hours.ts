import { kindOfChannel } from '../../journey/definition/names.ts';
import type { GuardFacts, GuardRule } from '../guard-facts.ts';
import { hoursOf } from '../limits/facts.ts';
import { postpone, spread } from '../limits/postpone.ts';
import { quietUntil } from '../limits/quiet-hours.ts';

/** They make a noise: at night, by the workspace's clock, a customer of whose zone nothing is known gets none of them. */
const loudChannels: ReadonlySet<string> = new Set(['sms', 'push']);

const values: ReadonlyMap<string, string> = new Map([
  ['zone-unknown', "at night by the workspace's clock, and nothing tells the customer's time zone"],
  ['no-common-hour', 'no hour of the day is allowed in all zones in which the customer may be'],
]);

/** Until when it is quiet for this customer on the message's channel, whether or not the message is bound by it. */
export function quietUntilOf({ limits: { quietHours, message, zones } }: Pick<GuardFacts, 'limits'>, now: number) {
  return quietUntil(hoursOf(quietHours, message.channel), zones.zones, now);
}

/** Marketing waits until the quiet hours of its channel end, by the customer's clock. */
export const quietHours: GuardRule = {
  name: 'quiet-hours',
  describe: (value, moment) =>
    `quiet hours of the customer${value === null ? '' : `: ${values.get(value) ?? `they end too late, ${moment(value)}`}`}`,
  evaluate(facts) {
    const { now, limits } = facts;
    if (!limits.bound.has('quiet-hours')) return undefined;
    const end = quietUntilOf(facts, now);
    if (end === undefined) return undefined;
    if (end === 'never') return { verdict: 'block', rule: 'quiet-hours', value: 'no-common-hour' };
    if (limits.zones.from === 'workspace' && loudChannels.has(kindOfChannel(limits.message.channel)))
      return { verdict: 'block', rule: 'quiet-hours', value: 'zone-unknown' };
    return postpone(
      facts,
      'quiet-hours',
      spread(facts, end, (moment) => quietUntilOf(facts, moment) === undefined),
    );
  },
};

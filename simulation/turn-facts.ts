import { timeZoneOf } from '../core/customer/time-zone.ts';
import { hourOfWeek } from '../core/decision/expand-times.ts';
import { capReached, dayOfUses } from '../core/decision/offer-caps.ts';
import { hoursOfWeek, populationProfile } from '../core/decision/send-time.ts';
import type { DecisionFacts } from '../core/journey/engine/decision-facts.ts';
import { lookBackFrom } from '../core/journey/engine/run-state.ts';
import type { EventInput, Facts, TurnDecision } from '../core/journey/engine/turn.ts';
import { policiesOf } from '../core/journey/subscriptions.ts';
import { quietAt, wouldBlock } from '../core/message/would-block.ts';
import { historyOf } from './history.ts';
import { engagementIn, type PlayedCustomer, type Run } from './run.ts';
import type { WorldSettings, WorldWatch } from './world-types.ts';

export interface TurnMoment {
  readonly now: number;
  readonly seed: string;
  /** Channel and address ▸ why nothing is sent there any more. */
  readonly suppressed: ReadonlyMap<string, string>;
  /** Offers that were chosen, in order. */
  readonly offered: readonly OfferUse[];
}

export interface OfferUse {
  readonly offer: string;
  readonly customerId: string;
  readonly at: number;
}

/** What was chosen, for the caps of offers; `watch` hears of each decision. */
export function offersOf(
  run: Run,
  decisions: readonly TurnDecision[],
  at: number,
  watch: WorldWatch | undefined,
): readonly OfferUse[] {
  return decisions.flatMap((decision) => {
    watch?.decision?.(run, decision, at);
    const { chosen } = decision.record;
    return chosen === null ? [] : [{ offer: chosen, customerId: run.customer.id, at }];
  });
}

/** What a turn of production would read of a run and its customer. */
export function turnFacts(run: Run, settings: WorldSettings, moment: TurnMoment): Facts {
  const { traits } = run.customer;
  const from = lookBackFrom(run.state);
  return {
    journeyRunId: run.id,
    customer: { traits },
    entry: run.entry,
    engagement: engagementIn(run),
    history: historyOf(run.customer, moment.now),
    key: run.key,
    timeZone: timeZoneOf(traits),
    lookBack: run.inputs
      .slice(0, run.consumed)
      .filter((input): input is EventInput => input.kind === 'event' && input.seq > from),
    books: run.books,
    isPaused: run.queuedAt !== undefined,
    begunJobs: noJobs, // an attempt here has ended before anybody can look
    draws: { seed: moment.seed, customerId: run.customer.id, arms: run.customer.arms },
    ...(policiesOf(run.definition).length > 0 && { decisions: decisionsFor(run, settings, moment) }),
  };
}

const noJobs: ReadonlySet<number> = new Set();

/** As a turn of production reads it: the policies, and what the guard would say of their candidates. */
function decisionsFor(
  { customer, definition }: Run,
  { policies = [], policyAt, regimes, limits }: WorldSettings,
  { now, suppressed, offered }: TurnMoment,
): DecisionFacts {
  const { traits, identities, consents } = customer;
  const suppressionOf = (channel: string, address: string) =>
    customer.suppressionOf?.(channel, address) ?? suppressed.get(`${channel} ${address.toLowerCase()}`);
  const today = dayOfUses(now);
  return {
    usedUp(candidate) {
      if (!candidate.offer) return undefined;
      const uses = offered.filter(({ offer }) => offer === candidate.id);
      return capReached(
        candidate,
        {
          total: uses.length,
          today: uses.filter(({ at }) => dayOfUses(at) === today).length,
          own: uses.filter(({ customerId }) => customerId === customer.id).map(({ at }) => at),
        },
        now,
      );
    },
    policies: new Map(
      policies.map((policy) => [policy.definition.id, policyAt?.(policy.definition.id, now) ?? policy]),
    ),
    hours: policies.some(({ definition: { rank } }) => rank.by === 'best-hour') ? hoursKnown(customer, now) : undefined,
    blocked: ({ gives, time }) =>
      time
        ? quietAt(time, { definition, zone: timeZoneOf(traits), quietHours: limits.quietHours })
        : wouldBlock(gives?.channels ?? [], definition, { traits, identities, consents, regimes, suppressionOf, now }),
  };
}

/** What the customer did in the story; of all customers nothing is known. */
function hoursKnown({ events, traits }: PlayedCustomer, now: number): DecisionFacts['hours'] {
  const own = new Array<number>(hoursOfWeek).fill(0);
  const zone = timeZoneOf(traits);
  const deeds = events.filter(({ timestamp, depth }) => timestamp <= now && depth === 0);
  for (const { timestamp } of deeds) {
    const hour = hourOfWeek(timestamp, zone);
    own[hour] = (own[hour] as number) + 1;
  }
  return { own, deeds: deeds.length, population: populationProfile([]) };
}

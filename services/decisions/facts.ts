import type { Needs } from '../../core/condition/history/needs.ts';
import { joinNeeds, needsHistory, needsOf, noNeeds } from '../../core/condition/history/needs.ts';
import { mayProfile } from '../../core/customer/consent.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { type LivePolicy, prepareState } from '../../core/decision/choose.ts';
import { withOffers } from '../../core/decision/expand-offers.ts';
import { capReached } from '../../core/decision/offer-caps.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { DecisionFacts } from '../../core/journey/engine/decision-facts.ts';
import { policiesOf } from '../../core/journey/subscriptions.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import { quietAt, wouldBlock } from '../../core/message/would-block.ts';
import { regimesOf } from '../../core/workspace/regimes.ts';
import type { Customer } from '../../store/customers/customers.ts';
import type { Database, Transaction } from '../../store/database/database.ts';
import { getOfferVersions } from '../../store/decisions/offers.ts';
import { getPolicyModel, getPolicyVersion } from '../../store/decisions/states.ts';
import type { AskedForDecisions, DecisionsRow } from '../../store/decisions/turn-decisions.ts';
import { digestOfAddress } from '../../store/messages/suppressions.ts';
import { getConfigurationVersion } from '../../store/workspaces/configuration.ts';
import { hourFacts } from './hours.ts';

/** What a turn has to read for the definition's decisions; undefined: it decides nothing. */
export function askedForDecisions(definition: JourneyDefinition, { traits }: Customer): AskedForDecisions | undefined {
  const policies = policiesOf(definition);
  if (policies.length === 0) return undefined;
  const addresses = Object.values<ChannelKind>(channelKinds)
    .filter(({ reaches }) => reaches === 'customer')
    .flatMap(({ addressOf }) => addressOf(traits, {}) ?? []);
  return { policies, addressDigests: addresses.map((address) => digestOfAddress(address).toString('hex')) };
}

/** What was read, as the engine needs it. Versions and states are immutable: most turns find them in memory. */
export async function decisionFacts(
  database: Database,
  trx: Transaction,
  {
    definition,
    customer,
    workspace,
  }: {
    /** Undefined: a place on a page asks, and nothing is sent. */
    definition: JourneyDefinition | undefined;
    customer: Customer;
    workspace: string;
  },
  read: DecisionsRow,
  now: number,
): Promise<DecisionFacts> {
  const policies = new Map<string, LivePolicy>();
  const offers = await getOfferVersions(database, trx, { workspace, offers: read.offers });
  for (const { id: policyId, version, state } of read.policies) {
    const policy = await getPolicyVersion(database, trx, { workspace, policyId, version });
    const model =
      state === null ? undefined : await getPolicyModel(database, trx, { workspace, policyId, number: state });
    if (!policy) continue;
    const overrides = read.overrides
      .filter((override) => override.policy === policyId)
      .map(({ kind, candidate, when, until }) => ({
        kind,
        candidate,
        when: when ?? undefined,
        until: until ?? undefined,
      }));
    const live = {
      definition: withOffers(policy, offers),
      version,
      overrides,
      ...(model && state !== null && { state: { number: state, model } }),
    };
    prepareState(live);
    policies.set(policyId, live);
  }
  const configuration = await getConfigurationVersion(database, trx, { workspace, version: read.configurationVersion });
  const regimes = regimesOf(configuration);
  const { traits, consents } = customer;
  const suppressions = new Map(read.suppressed.map(({ channel, hash, reason }) => [`${channel} ${hash}`, reason]));
  const facts = {
    ...{ traits, consents, regimes, now, identities: read.identities },
    suppressionOf: (channel: string, address: string) =>
      suppressions.get(`${channel} ${digestOfAddress(address).toString('hex')}`),
    stopped: new Set(read.killSwitches.map(({ scope, name }) => (scope === 'channel' ? name : '*'))),
  };
  const zone = timeZoneOf(traits);
  const isTimed = [...policies.values()].some(({ definition: { rank } }) => rank.by === 'best-hour');
  return {
    policies,
    hours: isTimed ? await hourFacts(database, trx, { workspace, customerId: customer.id, zone }, now) : undefined,
    blocked({ gives, time }) {
      if (!definition) return undefined;
      if (time) return quietAt(time, { definition, zone, quietHours: configuration.quietHours });
      return gives?.channels ? wouldBlock(gives.channels, definition, facts) : undefined;
    },
    usedUp: capsIn(read, now),
    withoutContext: !mayProfile(consents, regimes, now),
  };
}

/** Caps of offers, as they were when the facts were read. */
function capsIn({ offers }: DecisionsRow, now: number): NonNullable<DecisionFacts['usedUp']> {
  const uses = new Map(offers.map((offer) => [offer.id, offer]));
  return (candidate) => capReached(candidate, uses.get(candidate.id), now);
}

/** What the conditions of these policies look back to, beside those of the definition. */
export function needsWithPolicies(own: Needs | undefined, { policies }: DecisionFacts): Needs | undefined {
  const conditions = [...policies.values()].flatMap(({ definition, overrides = [] }) => [
    ...definition.candidates.flatMap(({ eligible }) => eligible ?? []),
    ...overrides.flatMap(({ when }) => when ?? []),
  ]);
  const needs = joinNeeds([own ?? noNeeds, ...conditions.map(needsOf)]);
  return needsHistory(needs) ? needs : undefined;
}

import { chance } from '../../core/base/chance.ts';
import { lengthOf } from '../../core/base/duration.ts';
import { newId } from '../../core/base/id.ts';
import { holds } from '../../core/condition/compile.ts';
import { reader } from '../../core/condition/fields.ts';
import type { Properties, Scope } from '../../core/condition/schema.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { type Asked, choose, type LivePolicy } from '../../core/decision/choose.ts';
import { withOffers } from '../../core/decision/expand-offers.ts';
import { mostCandidates, type PolicyDefinition, policySchema } from '../../core/decision/policy.ts';
import type { DecisionRecord } from '../../core/decision/record.ts';
import { shadowChoice } from '../../core/decision/shadow.ts';
import { type DrawFacts, keepOrDraw, policyArmsOf } from '../../core/journey/arms.ts';
import { readHistory } from '../../store/condition/read-histories.ts';
import type { Customer } from '../../store/customers/customers.ts';
import { findCustomer, findCustomerByIdentity, lockResolved } from '../../store/customers/resolve-customer.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, type Transaction } from '../../store/database/database.ts';
import { insertDecisions } from '../../store/decisions/decisions.ts';
import { releaseUnseen, reserveOffers } from '../../store/decisions/offer-uses.ts';
import { getOfferVersions } from '../../store/decisions/offers.ts';
import { findPolicyOfPlacement } from '../../store/decisions/policies.ts';
import { readDecisions } from '../../store/decisions/turn-decisions.ts';
import { insertArms, readDraws } from '../../store/experiments/arms.ts';
import { decisionFacts, needsWithPolicies } from './facts.ts';

/** What a page or an app is given to show. */
export interface ChosenOffer {
  /** Names the decision, for what is noted of it later. */
  readonly id: string;
  readonly offer: string;
  readonly data: Properties;
  /** Until then it is kept for the customer; not shown by then, it is given back. */
  readonly expiresAt: number;
}

/** Our server knows either; a user token says only the userId, which is never taken for an id of ours. */
export type OfferedCustomer = { readonly name: string } | { readonly userId: string };

export async function findOffered(
  database: Database,
  workspace: string,
  customer: OfferedCustomer,
): Promise<string | undefined> {
  if ('name' in customer) return findCustomer(database, workspace, customer.name);
  return findCustomerByIdentity(database, workspace, { kind: 'user_id', value: customer.userId });
}

export interface AskedForOffers {
  readonly workspace: string;
  readonly customer: OfferedCustomer;
  readonly placement: string;
  readonly count: number;
  /** What conditions and features see as `entry.properties`. */
  readonly context: Properties;
}

/** How long what was chosen is kept for a customer to whom it was not shown. */
const KEPT_MS = 3_600_000;
/** Each time one offer more has just run out. */
const MOST_ROUNDS = 50;

/** A placement that no policy serves: the offer of the greatest priority. Its name can be no policy's. */
const plainPolicy = (placement: string): PolicyDefinition => ({
  ...policySchema.parse({
    id: 'plain',
    purpose: 'transactional',
    candidates: [],
    sources: [{ from: 'offers', placement, most: mostCandidates }],
    rank: { by: 'formula', score: { ref: 'candidate.priority', default: 0 } },
  }),
  id: `placement/${placement}`,
});

/**
 * The best offers of a placement for a customer, each decided, recorded and reserved. Asking again replaces what was asked
 * before and not shown. Undefined: there is no such customer.
 */
export async function chooseOffers(database: Database, asked: AskedForOffers): Promise<ChosenOffer[] | undefined> {
  const { workspace, placement } = asked;
  const id = await findOffered(database, workspace, asked.customer);
  if (id === undefined) return undefined;
  await releaseUnseen(database, { workspace, customerId: id, placement });
  return inTransaction(database, async (trx) => {
    const customer = await lockResolved(trx, workspace, id);
    return customer && chooseFor(database, trx, asked, customer);
  });
}

async function chooseFor(
  database: Database,
  trx: Transaction,
  { workspace, placement, count, context }: AskedForOffers,
  customer: Customer,
): Promise<ChosenOffer[]> {
  const now = await workspaceClock(trx, workspace).now();
  const served = await findPolicyOfPlacement(trx, { workspace, placement });
  const read = await readDecisions(
    trx,
    { policies: served ? [served] : [], addressDigests: [], withOffers: true },
    { workspace, customerId: customer.id },
  );
  const facts = await decisionFacts(database, trx, { definition: undefined, customer, workspace }, read, now);
  const offers = await getOfferVersions(database, trx, { workspace, offers: read.offers });
  const policy: LivePolicy = facts.policies.get(served ?? '') ?? {
    definition: withOffers(plainPolicy(placement), offers),
    version: 0,
  };
  const all = new Map([...facts.policies, [policy.definition.id, policy]]);
  const needs = needsWithPolicies(undefined, { ...facts, policies: all });
  const timeZone = timeZoneOf(customer.traits);
  const history = await readHistory(trx, { id: customer.id, timeZone }, needs, now);
  const scope: Scope = { customer, entry: { name: placement, properties: context }, history };
  const arms = policyArmsOf(policy.definition.id);
  const stored = await readDraws(trx, workspace, {
    customerIds: [customer.id],
    experiments: [arms.baseline, arms.choice],
  });
  const draws: DrawFacts = {
    seed: stored.seed,
    customerId: customer.id,
    arms: new Map(stored.arms.map(({ experiment, arm }) => [experiment, arm])),
  };
  const share = policy.definition.baselinePerMille;
  const arm = share > 0 ? keepOrDraw(draws, arms.baseline, { policy: 1000 - share, baseline: share }) : undefined;
  const isKept = policy.definition.sticky === 'customer';
  const ids = Array.from({ length: count }, () => newId());
  const about = (decisionId: string): Asked => ({
    now,
    read: (field) => reader(field)(scope),
    holds: (condition) => holds(condition, scope),
    blocked: () => undefined,
    isBaseline: arm?.arm === 'baseline',
    kept: isKept ? draws.arms.get(arms.choice) : undefined,
    withoutContext: facts.withoutContext,
    luck: chance(stored.seed, 'decide', decisionId, '1'),
  });
  const usedUp = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const made: Made[] = [];
    for (const decisionId of ids) {
      const given = new Set(made.flatMap(({ record }) => record.chosen ?? []));
      if (made.at(-1)?.record.chosen === null) break;
      const own: Asked = {
        ...about(decisionId),
        usedUp(candidate) {
          if (given.has(candidate.id)) return 'chosen already';
          return usedUp.has(candidate.id) ? 'just used up' : facts.usedUp?.(candidate, 1);
        },
      };
      made.push({ id: decisionId, record: judge(policy, own, { isFirst: made.length === 0, all: facts.policies }) });
    }
    const uses = made.flatMap(({ id, record }) => {
      const candidate = policy.definition.candidates.find((each) => each.id === record.chosen);
      return candidate?.offer ? [{ id, candidate, offer: candidate.offer }] : [];
    });
    const ranOut = await reserveOffers(trx, {
      workspace,
      now,
      uses: uses.map(({ id, candidate, offer }) => ({
        ...{ journeyRunId: id, visit: 1, customerId: customer.id, offer: candidate.id, version: offer.version },
        ...{ caps: offer.caps, placement, isReserved: true, oneMessage: false, expiresAt: now + KEPT_MS },
      })),
    });
    for (const offer of ranOut.keys()) usedUp.add(offer);
    if (ranOut.size > 0) continue;
    const chosen = made[0]?.record.chosen ?? null;
    await insertArms(trx, {
      workspace,
      at: now,
      arms: [
        ...(arm?.isNew ? [{ experiment: arm.experiment, arm: arm.arm, customerId: customer.id }] : []),
        ...(isKept && chosen !== null && chosen !== draws.arms.get(arms.choice)
          ? [{ experiment: arms.choice, arm: chosen, customerId: customer.id }]
          : []),
      ],
    });
    const within = policy.definition.reward?.within;
    const closesAt = now + (within === undefined ? 0 : (lengthOf(within) ?? 0));
    for (const { id: journeyRunId, record } of made)
      await insertDecisions(trx, {
        ...{ journeyRunId, workspace, customerId: customer.id, at: now },
        decisions: [{ visit: 1, step: placement, record, closesAt }],
      });
    return uses.map(({ id, candidate }) => ({
      id,
      offer: candidate.id,
      data: (candidate.gives?.data ?? {}) as Properties,
      expiresAt: now + KEPT_MS,
    }));
  }
  throw new Error(`the offers of the placement "${placement}" can not be reserved`);
}

/** The choice, and those of policies in shadow. What is shown beside the first would be learned from at another place. */
function judge(
  policy: LivePolicy,
  asked: Asked,
  { isFirst, all }: { isFirst: boolean; all: ReadonlyMap<string, LivePolicy> },
): DecisionRecord {
  const record = choose(policy, asked);
  const shadows = isFirst ? (policy.definition.shadows ?? []).flatMap((id) => all.get(id) ?? []) : [];
  return {
    ...record,
    isTrial: record.isTrial && isFirst,
    ...(shadows.length > 0 && { shadows: shadows.map((shadow) => shadowChoice(shadow, policy, asked)) }),
  };
}

interface Made {
  readonly id: string;
  readonly record: DecisionRecord;
}

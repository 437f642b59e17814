import { PermanentFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import {
  ANONYMOUS_ID,
  byRank,
  type Identity,
  isSharedAddress,
  normalizeIdentity,
  USER_ID,
} from '../../core/customer/identity.ts';
import {
  type IdentityPlan,
  type KnownCustomers,
  type NamedBy,
  nameOfIdentity,
  planIdentities,
} from '../../core/customer/identity-plan.ts';
import {
  countIdentities,
  findIdentities,
  insertCustomers,
  insertIdentities,
  lockIdentitiesOf,
} from '../../store/customers/customers.ts';
import type { Transaction } from '../../store/database/database.ts';
import type { IncomingEvent } from './event.ts';

/** The customer of each identity that is known, by its name. */
export type Known = ReadonlyMap<string, string>;

/** What was decided, and how many identities of a kind its customers should then have: see `lock`. */
export interface Resolved extends IdentityPlan {
  readonly expected: KnownCustomers['kinds'];
}

/**
 * Who loses a race knows the winner in the next round, so two rounds do, and a third after an erasure. An identity that
 * PostgreSQL holds in another way than it was given is taken in each round and never known.
 */
const MOST_ROUNDS = 5;

/** By what a call names its customer. Addresses among the traits that a server sends are tied to the customer. */
export function namedBy(event: IncomingEvent): NamedBy {
  const { userId, anonymousId, identities = [], previousId, byBrowserKey } = event;
  const named: Identity[] = [
    ...(userId === undefined ? [] : [{ kind: USER_ID, value: userId }]),
    ...identities,
    ...(anonymousId === undefined ? [] : [{ kind: ANONYMOUS_ID, value: anonymousId }]),
  ];
  return {
    identities: identities.length === 0 ? named : named.sort(byRank),
    ties: event.type === 'identify' && !byBrowserKey ? addressesIn(event) : [],
    previousId: previousId === userId ? undefined : previousId,
    mayJoinPeople: !byBrowserKey,
  };
}

function addressesIn({ properties }: IncomingEvent): Identity[] {
  return ['email', 'phone'].flatMap((kind) => {
    const value = Object.hasOwn(properties, kind) ? properties[kind] : undefined;
    const normal = typeof value === 'string' && value.length <= 255 ? normalizeIdentity(kind, value) : undefined;
    return normal === undefined || !isSharedAddress(kind) ? [] : [{ kind, value: normal }];
  });
}

/** All identities that calls speak of. */
function spokenOf({ identities, ties, previousId }: NamedBy): Identity[] {
  if (ties.length === 0 && previousId === undefined) return [...identities];
  const previous = previousId === undefined ? [] : [USER_ID, ANONYMOUS_ID].map((kind) => ({ kind, value: previousId }));
  return [...identities, ...ties, ...previous];
}

/** The identities of these calls that are known now. */
export async function findKnown(trx: Transaction, workspace: string, calls: readonly NamedBy[]): Promise<Known> {
  const found = await findIdentities(trx, workspace, distinct(calls.flatMap(spokenOf)));
  return new Map(found.map((identity) => [nameOfIdentity(identity), identity.customerId]));
}

/**
 * Finds or makes the customer of each call, by the rules of `planIdentities`, and inserts what is new.
 *
 * Locks: identities in the order (kind, value). Who loses the race for a new identity waits for the winner's commit and
 * then looks again, so two batches that bring the same new people in opposite order agree. What was known a moment ago
 * (`firstKnown`) may have been joined meanwhile: the stage `lock` sees that and the transaction begins again.
 */
export async function resolveCustomers(
  trx: Transaction,
  workspace: string,
  calls: readonly NamedBy[],
  firstKnown: Known,
): Promise<Resolved> {
  let owners = firstKnown;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (round > 0) owners = await findKnown(trx, workspace, calls);
    const known = await lockChanging(trx, workspace, calls, owners);
    const plan = planIdentities(calls, known, newId);
    const resolved = { ...plan, expected: known.kinds };
    if (plan.joins.length > 0)
      await lockIdentitiesOf(
        trx,
        plan.joins.map(({ from }) => from),
      );
    const { newIdentities, newCustomers } = plan;
    if (newIdentities.length === 0) return resolved;
    const won = await insertIdentities(trx, workspace, newIdentities);
    if (won.length === newIdentities.length) {
      if (newCustomers.length > 0) await insertCustomers(trx, workspace, newCustomers);
      return resolved;
    }
    // Some were taken meanwhile and are visible now. What we won stands with the ids planned for it: a customer for
    // each, and the next look finds them all.
    const wonNames = new Set(won.map(nameOfIdentity));
    const used = new Set(
      newIdentities.filter((each) => wonNames.has(nameOfIdentity(each))).map(({ customerId }) => customerId),
    );
    const kept = newCustomers.filter((id) => used.has(id));
    if (kept.length > 0) await insertCustomers(trx, workspace, kept);
  }
  throw new PermanentFailure('no-progress', `identities were taken and not found in ${MOST_ROUNDS} rounds`);
}

/**
 * Known customers to whom a call may tie something, or that it may join: the identities that lead to them are locked, so
 * that two batches can't give one of them two userIds, and what else they have is counted. Most calls change nothing.
 */
async function lockChanging(
  trx: Transaction,
  workspace: string,
  calls: readonly NamedBy[],
  owners: Known,
): Promise<KnownCustomers> {
  const changing = calls.filter((call) => {
    const all = spokenOf(call);
    if (all.length < 2) return false;
    const [first, ...others] = all.map((identity) => owners.get(nameOfIdentity(identity)));
    return others.some((owner) => owner !== first);
  });
  const leading = distinct(changing.flatMap(spokenOf)).filter((identity) => owners.has(nameOfIdentity(identity)));
  if (leading.length === 0) return { owners, kinds: new Map() };
  const locked = await findIdentities(trx, workspace, leading, { lock: true });
  const now = new Map([...owners, ...locked.map((each) => [nameOfIdentity(each), each.customerId] as const)]);
  const kinds = new Map<string, Map<string, number>>();
  const counted = await countIdentities(trx, [...new Set(locked.map(({ customerId }) => customerId))]);
  for (const { customerId, kind, count } of counted) {
    kinds.set(customerId, (kinds.get(customerId) ?? new Map<string, number>()).set(kind, count));
  }
  return { owners: now, kinds };
}

function distinct(identities: readonly Identity[]): Identity[] {
  return [...new Map(identities.map((identity) => [nameOfIdentity(identity), identity])).values()];
}

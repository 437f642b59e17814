import { PermanentFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import {
  findCustomersWith,
  findIdentities,
  type Identity,
  insertCustomers,
  insertIdentities,
  type OwnedIdentity,
} from '../../store/customers/customers.ts';
import type { Transaction } from '../../store/database/database.ts';
import type { IncomingEvent } from './event.ts';

export const USER_ID = 'user_id';
export const ANONYMOUS_ID = 'anonymous_id';

type Person = Pick<IncomingEvent, 'userId' | 'anonymousId'>;

/** The customer of each identity that is known, by its name. */
export type Known = ReadonlyMap<string, string>;

/**
 * Who loses a race knows the winner in the next round, so two rounds do, and a third after an erasure. An identity that
 * PostgreSQL holds in another way than it was given is taken in each round and never known.
 */
const MOST_ROUNDS = 5;

/** The identities of these people that are known now. */
export async function findKnown(trx: Transaction, workspace: string, people: readonly Person[]): Promise<Known> {
  const found = await findIdentities(trx, workspace, distinct(people.flatMap(identitiesOf)));
  return new Map(found.map((identity) => [nameOf(identity), identity.customerId]));
}

/**
 * Finds or makes the customer of each event, in order. userId decides; an anonymousId that comes with it is tied to the
 * same customer where it is free. Somebody known only anonymously becomes the customer of the first userId that comes
 * with that anonymousId; a second userId on the same device is a customer of their own. Two known customers are never
 * joined here: that is merging.
 *
 * Locks: identities in the order (kind, value). Who loses the race for a new identity waits for the winner's commit and
 * then looks again, so two batches that bring the same new people in opposite order agree. What was known a moment ago
 * (`firstKnown`) is still true, and what was not is found out in the same way.
 */
export async function resolveCustomers(
  trx: Transaction,
  workspace: string,
  people: readonly Person[],
  firstKnown: Known,
): Promise<string[]> {
  let known = firstKnown;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (round > 0) known = await findKnown(trx, workspace, people);
    const owned = await lockAdopted(trx, workspace, people, known);
    const { customers, newIdentities, newCustomers } = plan(people, known, owned);
    if (newIdentities.length === 0) return customers;
    const won = await insertIdentities(trx, workspace, newIdentities);
    if (won.length === newIdentities.length) {
      if (newCustomers.length > 0) await insertCustomers(trx, workspace, newCustomers);
      return customers;
    }
    // Some were taken meanwhile and are visible now. What we won stands with the ids planned for it: a customer for
    // each, and the next look finds them all.
    const wonNames = new Set(won.map(nameOf));
    const used = new Set(
      newIdentities.filter((each) => wonNames.has(nameOf(each))).map(({ customerId }) => customerId),
    );
    const kept = newCustomers.filter((id) => used.has(id));
    if (kept.length > 0) await insertCustomers(trx, workspace, kept);
  }
  throw new PermanentFailure('no-progress', `identities were taken and not found in ${MOST_ROUNDS} rounds`);
}

/**
 * Customers with a userId, among those that an anonymousId points to and that a new userId would adopt. Their anonymous
 * identity is locked first, so that two batches can't give one of them two userIds.
 */
async function lockAdopted(
  trx: Transaction,
  workspace: string,
  people: readonly Person[],
  known: Known,
): Promise<Set<string>> {
  const adopting = people.filter(
    ({ userId, anonymousId }) =>
      userId !== undefined &&
      anonymousId !== undefined &&
      !known.has(nameOf(user(userId))) &&
      known.has(nameOf(device(anonymousId))),
  );
  if (adopting.length === 0) return new Set();
  const locked = await findIdentities(
    trx,
    workspace,
    distinct(adopting.map(({ anonymousId }) => device(anonymousId as string))),
    { lock: true },
  );
  return findCustomersWith(
    trx,
    USER_ID,
    locked.map(({ customerId }) => customerId),
  );
}

function plan(people: readonly Person[], known: Known, withUserId: ReadonlySet<string>) {
  const owners = new Map(known);
  const taken = new Set(withUserId);
  const newIdentities: OwnedIdentity[] = [];
  const newCustomers: string[] = [];
  const tie = (identity: Identity, customerId: string) => {
    owners.set(nameOf(identity), customerId);
    newIdentities.push({ ...identity, customerId });
  };
  const customers = people.map(({ userId, anonymousId }) => {
    const byUser = userId === undefined ? undefined : owners.get(nameOf(user(userId)));
    const byDevice = anonymousId === undefined ? undefined : owners.get(nameOf(device(anonymousId)));
    const adoptable = byDevice !== undefined && !taken.has(byDevice) ? byDevice : undefined;
    const customerId = byUser ?? (userId === undefined ? byDevice : adoptable) ?? newId();
    if (byUser === undefined && customerId !== byDevice) newCustomers.push(customerId);
    if (userId !== undefined) {
      if (byUser === undefined) tie(user(userId), customerId);
      taken.add(customerId);
    }
    if (anonymousId !== undefined && byDevice === undefined) tie(device(anonymousId), customerId);
    return customerId;
  });
  return { customers, newIdentities, newCustomers };
}

function identitiesOf({ userId, anonymousId }: Person): Identity[] {
  return [...(userId === undefined ? [] : [user(userId)]), ...(anonymousId === undefined ? [] : [device(anonymousId)])];
}

const user = (value: string): Identity => ({ kind: USER_ID, value });
const device = (value: string): Identity => ({ kind: ANONYMOUS_ID, value });
const nameOf = ({ kind, value }: Identity) => `${kind}\n${value}`;

function distinct(identities: readonly Identity[]): Identity[] {
  return [...new Map(identities.map((identity) => [nameOf(identity), identity])).values()];
}

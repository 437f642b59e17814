import { type Identity, isPersonal } from '../../../core/customer/identity.ts';
import { nameOfIdentity } from '../../../core/customer/identity-plan.ts';
import { findIdentityOwners } from '../../../store/customers/resolve-customer.ts';
import type { ImportTarget } from './kind.ts';

interface Named {
  readonly identities: readonly Identity[];
}

/** The customers that rows mean, by name of identity. */
export async function findOwners(
  { database, workspace }: ImportTarget,
  rows: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(rows.flatMap(({ identities }) => identities).map((each) => [nameOfIdentity(each), each]));
  const found = await findIdentityOwners(database, workspace, [...wanted.values()]);
  return new Map(found.map(({ customerId, ...identity }) => [nameOfIdentity(identity), customerId]));
}

/**
 * Whom a row means. Where it gives an id of one person that nobody has, its address is not asked: two people may share
 * that.
 */
export function ownerOf({ identities }: Named, owners: ReadonlyMap<string, string>): string | undefined {
  const personal = identities.filter(({ kind }) => isPersonal(kind));
  const asked = personal.length > 0 ? personal : identities;
  return asked.map((identity) => owners.get(nameOfIdentity(identity))).find((owner) => owner !== undefined);
}

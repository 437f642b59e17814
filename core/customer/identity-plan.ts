import type { Problem } from '../base/problem.ts';
import { ANONYMOUS_ID, type Identity, isPersonal, isSharedAddress, mostIdentities, USER_ID } from './identity.ts';

/** By what one call names its customer. */
export interface NamedBy {
  /** In the order of `byRank`; one at least. */
  readonly identities: readonly Identity[];
  /** What is tied to the customer where it is free, and finds nobody: addresses among the traits. */
  readonly ties: readonly Identity[];
  /** Another id of the same customer, of an alias call. */
  readonly previousId: string | undefined;
  /** The sender is a server: an alias may join two people. */
  readonly mayJoinPeople: boolean;
}

/** What is stored: whose an identity is, and how many of each kind a customer has. */
export interface KnownCustomers {
  /** By `nameOfIdentity`. */
  readonly owners: ReadonlyMap<string, string>;
  /** Customer ▸ kind ▸ how many; of those whose calls may tie or join. */
  readonly kinds: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export interface PlannedJoin {
  readonly from: string;
  readonly into: string;
  /** The place of the call that joins them. */
  readonly call: number;
  readonly why: 'same-call' | 'alias';
}

export interface IdentityPlan {
  /** The customer of each call, after all joins. */
  readonly customers: readonly string[];
  readonly newIdentities: readonly (Identity & { readonly customerId: string })[];
  readonly newCustomers: readonly string[];
  /** Of customers that are stored. */
  readonly joins: readonly PlannedJoin[];
  /** What of a call had no effect, by the place of the call. */
  readonly flags: ReadonlyMap<number, readonly Problem[]>;
}

export const nameOfIdentity = ({ kind, value }: Identity): string => `${kind}\n${value}`;

/**
 * Finds or makes the customer of each call, in order, and says what is tied and joined. Pure.
 *   1 The customer is that of the first identity by rank that is known. It finds nobody where that customer has another id
 *     than an identity of higher rank says: a second userId on one device is a person of their own.
 *   2 What is free is tied to the customer. What is another customer's joins the two, unless both have an id of one kind
 *     that names one person, or it is an e-mail or a phone: these join nobody.
 *   3 An alias of a server joins any two. That of a browser joins a device that no userId owns.
 */
export function planIdentities(calls: readonly NamedBy[], known: KnownCustomers, newId: () => string): IdentityPlan {
  const draft = createPlan(known, newId);
  const customers = calls.map((call, index) => {
    const customer = draft.ownerOf(call) ?? draft.make();
    return draft.alias(call, index, draft.tieAll(call, index, customer));
  });
  return draft.finish(customers);
}

function createPlan({ owners: stored, kinds: storedKinds }: KnownCustomers, newId: () => string) {
  const owners = new Map(stored);
  const kinds = new Map([...storedKinds].map(([id, counts]) => [id, new Map(counts)]));
  const ties = new Map<string, Identity & { readonly customerId: string }>();
  const made = new Set<string>();
  const joinedInto = new Map<string, string>();
  const joins: PlannedJoin[] = [];
  const flags = new Map<number, Problem[]>();

  const final = (id: string): string => {
    let at = id;
    for (let next = joinedInto.get(at); next !== undefined; next = joinedInto.get(at)) at = next;
    return at;
  };
  const ownerOf = (identity: Identity) => {
    const owner = owners.get(nameOfIdentity(identity));
    return owner === undefined ? undefined : final(owner);
  };
  const countsOf = (customer: string) => {
    const counts = kinds.get(customer) ?? new Map<string, number>();
    kinds.set(customer, counts);
    return counts;
  };
  const has = (customer: string, kind: string) => (countsOf(customer).get(kind) ?? 0) > 0;
  const total = (customer: string) => [...countsOf(customer).values()].reduce((sum, count) => sum + count, 0);
  const flag = (call: number, problem: Problem) => flags.set(call, [...(flags.get(call) ?? []), problem]);

  function tie(identity: Identity, customer: string, call: number): void {
    if (total(customer) >= mostIdentities) {
      flag(call, tooMany(identity));
      return;
    }
    owners.set(nameOfIdentity(identity), customer);
    ties.set(nameOfIdentity(identity), { ...identity, customerId: customer });
    const counts = countsOf(customer);
    counts.set(identity.kind, (counts.get(identity.kind) ?? 0) + 1);
  }

  /** Who has a userId stays; of two alike the older one, by the order of our ids. */
  function join(a: string, b: string, call: number, why: PlannedJoin['why']): string {
    if (total(a) + total(b) > mostIdentities) {
      flag(call, tooMany({ kind: why, value: '' }));
      return a;
    }
    const [aHas, bHas] = [has(a, USER_ID), has(b, USER_ID)];
    const [into, from] = (aHas === bHas ? a < b : aHas) ? [a, b] : [b, a];
    const counts = countsOf(into);
    for (const [kind, count] of countsOf(from)) counts.set(kind, (counts.get(kind) ?? 0) + count);
    joinedInto.set(from, into);
    if (!made.delete(from)) joins.push({ from, into, call, why });
    return into;
  }

  return {
    make() {
      const customer = newId();
      made.add(customer);
      return customer;
    },
    ownerOf({ identities }: NamedBy): string | undefined {
      for (const [rank, identity] of identities.entries()) {
        const owner = ownerOf(identity);
        if (owner === undefined) continue;
        const isAnother = (before: Identity) =>
          isPersonal(before.kind) && has(owner, before.kind) && ownerOf(before) !== owner;
        if (!identities.slice(0, rank).some(isAnother)) return owner;
      }
      return undefined;
    },
    tieAll(call: NamedBy, index: number, first: string): string {
      let customer = first;
      for (const identity of call.identities) {
        const owner = ownerOf(identity);
        if (owner === undefined) tie(identity, customer, index);
        else if (owner !== customer) {
          const isOfTwo = [...countsOf(owner).keys()].some((kind) => isPersonal(kind) && has(customer, kind));
          if (!isOfTwo && !isSharedAddress(identity.kind)) customer = join(customer, owner, index, 'same-call');
          else if (identity.kind !== ANONYMOUS_ID) flag(index, ofAnother(identity));
        }
      }
      for (const identity of call.ties) if (ownerOf(identity) === undefined) tie(identity, customer, index);
      return customer;
    },
    alias({ previousId, mayJoinPeople }: NamedBy, index: number, first: string): string {
      if (previousId === undefined) return first;
      const person = { kind: USER_ID, value: previousId };
      const device = { kind: ANONYMOUS_ID, value: previousId };
      const [asPerson, asDevice] = [ownerOf(person), ownerOf(device)];
      const previous = mayJoinPeople ? (asPerson ?? asDevice) : (asDevice ?? asPerson);
      if (previous === undefined) {
        tie(device, first, index);
        if (mayJoinPeople) tie(person, first, index);
        return first;
      }
      if (previous === first) return first;
      if (mayJoinPeople || (asDevice !== undefined && !has(previous, USER_ID)))
        return join(first, previous, index, 'alias');
      flag(index, aliasNeedsServerKey);
      return first;
    },
    finish(customers: readonly string[]): IdentityPlan {
      return {
        customers: customers.map(final),
        newIdentities: [...ties.values()].map((identity) => ({ ...identity, customerId: final(identity.customerId) })),
        newCustomers: [...made],
        joins,
        flags,
      };
    },
  };
}

const ofAnother = ({ kind }: Identity): Problem => ({
  code: 'identity-of-another',
  where: `identities.${kind}`,
  problem: `the ${kind} is another customer's and was left there`,
  remedy: 'Send an alias call with a server key if the two are one person.',
  severity: 'warning',
});

const tooMany = ({ kind }: Identity): Problem => ({
  code: 'too-many-identities',
  where: kind,
  problem: `the customer would have more than ${mostIdentities} identities: this one was not tied to them`,
  remedy: 'Look for an id that many people share.',
  severity: 'warning',
});

const aliasNeedsServerKey: Problem = {
  code: 'needs-server-key',
  where: 'previousId',
  problem: 'a browser key joins only a device that no userId owns: the two were not joined',
  remedy: 'Send this from your server, with a server key.',
  severity: 'warning',
};

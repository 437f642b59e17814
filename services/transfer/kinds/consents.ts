import { z } from 'zod';
import { groupBy } from '../../../core/base/group-by.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { consentPurposes, consentStates, consentSubjectKinds } from '../../../core/customer/consent.ts';
import type { Identity } from '../../../core/customer/identity.ts';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import { addSuppressions } from '../../../store/messages/suppressions.ts';
import { recordConsentsOfMany, type SpokenConsent } from '../../customers/consents.ts';
import { findOwners, ownerOf } from './find-owners.ts';
import {
  accepted,
  customerUnknown,
  defineKind,
  identitiesOf,
  isProblem,
  nobody,
  type RowOutcome,
  time,
  timeOf,
  who,
} from './kind.ts';

interface ReadConsent {
  readonly identities: readonly Identity[];
  readonly spoken: SpokenConsent;
}

/**
 * What customers granted and withdrew elsewhere. A withdrawal without a time counts from the time of the file; a grant
 * without one counts only where nothing else was ever stated. A withdrawal of somebody who is not known is kept as a hash of
 * the address, so that nobody's "no" is lost.
 */
export const consents = defineKind({
  name: 'consents',
  words: 'what customers granted and withdrew; the newest statement counts, by its own time',
  schema: z.strictObject({
    ...who,
    subject: z.enum(consentSubjectKinds).default('topic'),
    name: z
      .string()
      .regex(/^[a-z0-9]+([-:][a-z0-9]+)*$/, 'must be the id of a topic, a channel or a purpose')
      .max(64),
    state: z.enum(consentStates),
    at: time.optional().describe('When it was made.'),
    expiresAt: time.optional(),
  }),
  example: { email: 'ann@example.com', name: 'offers', state: 'withdrawn', at: '2026-03-02T20:10:00Z' },
  read({ subject: kind, name, state, at, expiresAt, ...named }, target): ReadConsent | Problem {
    const { now, asOf, configuration } = target;
    const madeAt = timeOf(at, 'at', now);
    if (isProblem(madeAt)) return madeAt;
    const until = timeOf(expiresAt, 'expiresAt', Number.MAX_SAFE_INTEGER);
    if (isProblem(until)) return until;
    const identities = identitiesOf(named);
    if (identities.length === 0) return nobody;
    const topics = Object.keys(configuration.topics);
    if (kind === 'topic' && topics.length > 0 && !topics.includes(name)) return topicUnknown(name, topics);
    if (kind === 'purpose' && !consentPurposes.some((purpose) => purpose === name)) return purposeUnknown(name);
    const undated = state === 'granted' ? null : Math.min(asOf, now);
    const spoken = { subject: { kind, name }, state, at: madeAt ?? undated, expiresAt: until, isTakenOver: true };
    return { identities, spoken };
  },
  async store(rows, target) {
    const { database, workspace } = target;
    const owners = await findOwners(target, rows);
    const outcomes = rows.map((row) => outcomeOf(row, ownerOf(row, owners)));
    const kept = rows.flatMap((row, index) => (outcomes[index]?.suppresses ?? []).map((each) => ({ ...each, row })));
    await addSuppressions(
      database,
      workspace,
      kept.map(({ row, ...address }) => ({
        ...{ ...address, reason: 'withdrawn' as const, at: row.spoken.at ?? target.now },
      })),
    );
    const ofCustomers = rows.flatMap(({ spoken }, index) => {
      const customerId = outcomes[index]?.customerId;
      return customerId === undefined ? [] : [{ customerId, spoken }];
    });
    const statements = new Map(
      [...groupBy(ofCustomers, ({ customerId }) => customerId)].map(([id, own]) => [
        id,
        own.map(({ spoken }) => spoken),
      ]),
    );
    for (const part of partsOf(statements)) await recordConsentsOfMany(database, { workspace, source: 'import' }, part);
    return outcomes.map(({ outcome }) => outcome);
  },
});

interface ConsentOutcome {
  readonly outcome: RowOutcome;
  readonly customerId?: string | undefined;
  readonly suppresses?: readonly { readonly channel: string; readonly address: string }[];
}

function outcomeOf({ identities, spoken }: ReadConsent, customerId: string | undefined): ConsentOutcome {
  if (customerId !== undefined) return { outcome: accepted, customerId };
  if (spoken.state === 'granted') return { outcome: { result: 'rejected', problem: customerUnknown } };
  const suppresses = identities.flatMap(({ kind, value }) => {
    const channel = kind === 'email' ? 'email' : kind === 'phone' ? 'sms' : undefined;
    const address = channel && channelKinds[channel].addressOf({ email: value, phone: value });
    return channel && address ? [{ channel, address }] : [];
  });
  if (suppresses.length === 0) return { outcome: { result: 'rejected', problem: customerUnknown } };
  return { outcome: { result: 'accepted', warnings: [keptByAddress] }, suppresses };
}

/** Customers of one transaction: a short one, so that claims and intake wait for no lock for long. */
const CUSTOMERS_AT_ONCE = 100;

function partsOf<Value>(all: ReadonlyMap<string, Value>): ReadonlyMap<string, Value>[] {
  const entries = [...all];
  const count = Math.ceil(entries.length / CUSTOMERS_AT_ONCE);
  return Array.from({ length: count }, (_, part) => {
    return new Map(entries.slice(part * CUSTOMERS_AT_ONCE, (part + 1) * CUSTOMERS_AT_ONCE));
  });
}

const keptByAddress: Problem = {
  code: 'kept-by-address',
  where: 'email',
  problem: 'nobody is known by these ids: the address gets no marketing, whatever the statement was about',
  remedy: 'Import the customers first to keep statements by topic.',
  severity: 'warning',
};

const topicUnknown = (name: string, topics: readonly string[]): Problem => ({
  code: 'unknown-topic',
  where: 'name',
  problem: `there is no topic "${name}"`,
  remedy: `Topics of this workspace: ${topics.join(', ')}.`,
});

const purposeUnknown = (name: string): Problem => ({
  code: 'unknown-purpose',
  where: 'name',
  problem: `there is no purpose "${name}"`,
  remedy: `Purposes are ${consentPurposes.join(', ')}.`,
});

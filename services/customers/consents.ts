import { TemporaryFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import type { Properties } from '../../core/condition/schema.ts';
import {
  type ConsentSource,
  type ConsentState,
  type ConsentStatement,
  type ConsentSubject,
  type Consents,
  type Regimes,
  withStatement,
} from '../../core/customer/consent.ts';
import { exitsByConsent } from '../../core/journey/consent-exit.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import { regimesOf } from '../../core/workspace/regimes.ts';
import { insertConsents } from '../../store/consents/consents.ts';
import { type Customer, lockCustomers } from '../../store/customers/customers.ts';
import { lockResolved } from '../../store/customers/resolve-customer.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inLoadingTransaction, type Load, type Transaction } from '../../store/database/database.ts';
import { getDefinitions, versionKey } from '../../store/journeys/definitions.ts';
import { liftWithdrawn } from '../../store/messages/suppressions.ts';
import { enqueueRuns, lanes } from '../../store/outbox/outbox.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import { findOpenRuns } from '../../store/runs/runs.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';

/** What a customer grants or withdraws, as it is said to us. */
export interface SpokenConsent {
  readonly subject: ConsentSubject;
  readonly state: ConsentState;
  /** When it was made; null: unknown; now unless said. */
  readonly at?: number | null | undefined;
  readonly expiresAt?: number | undefined;
  /** See ConsentStatement. */
  readonly isTakenOver?: boolean | undefined;
}

/** What is known of the customer's consents under their lock. */
export interface KnownConsents {
  readonly consents: Consents;
  readonly regimes: Regimes;
  readonly now: number;
}

export interface ConsentRecord {
  readonly workspace: string;
  readonly source: ConsentSource;
  /** The message whose link was used, or that was complained about. */
  readonly messageId?: string | undefined;
  /** What is stated; a form decides it by what is known, so that it changes only what its sender saw. */
  readonly statements: readonly SpokenConsent[] | ((known: KnownConsents) => readonly SpokenConsent[]);
}

export interface Recorded {
  /** The customer that the id meant: another one after a merge. */
  readonly customerId: string;
  readonly recorded: number;
}

/**
 * Stores statements of one customer: one transaction that locks the customer. When it has committed, no claim lets a
 * message go out that they forbid, and the runs that end by them (see exitsByConsent) have their input and are enqueued.
 * Undefined: there is no such customer.
 */
export async function recordConsents(
  database: Database,
  { customerId, ...record }: ConsentRecord & { readonly customerId: string },
): Promise<Recorded | undefined> {
  return inLoadingTransaction(database, async (trx, load) => {
    const customer = await lockResolved(trx, record.workspace, customerId);
    return customer && recordOf({ database, trx, load }, customer, record);
  });
}

/**
 * The same for many customers in one transaction. The ids are those of today; if one was merged meanwhile, the transaction
 * begins again and fails in the end: the caller finds the customers again.
 */
export async function recordConsentsOfMany(
  database: Database,
  { workspace, source }: Pick<ConsentRecord, 'workspace' | 'source'>,
  statements: ReadonlyMap<string, readonly SpokenConsent[]>,
): Promise<void> {
  await inLoadingTransaction(database, async (trx, load) => {
    const locked = await lockCustomers(trx, [...statements.keys()]);
    if (locked.length < statements.size || locked.some(({ mergedInto }) => mergedInto !== null))
      throw new TemporaryFailure('customer-merged', 'a customer of the batch was joined or erased meanwhile');
    for (const customer of locked) {
      const own = statements.get(customer.id) ?? [];
      await recordOf({ database, trx, load }, customer, { workspace, source, statements: own });
    }
  });
}

/** The customer's lock is held, and no lock of a run or message. */
async function recordOf(
  { database, trx, load }: { database: Database; trx: Transaction; load: Load },
  customer: Pick<Customer, 'id' | 'consents' | 'traits'>,
  { workspace, source, messageId, statements }: ConsentRecord,
): Promise<Recorded> {
  const now = await workspaceClock(trx, workspace).now();
  const { configuration } = await getConfiguration(database, trx, workspace);
  const known = { consents: customer.consents, regimes: regimesOf(configuration), now };
  const spoken = typeof statements === 'function' ? statements(known) : statements;
  if (spoken.length === 0) return { customerId: customer.id, recorded: 0 };
  const made = spoken.map(
    ({ at = now, ...said }): ConsentStatement => ({
      ...said,
      at: at === null ? null : Math.min(at, now),
      acceptedAt: now,
    }),
  );
  const consents = made.reduce<Consents>(withStatement, customer.consents);
  const rows = made.map((statement) => ({ ...statement, id: newId(), source, messageId }));
  await insertConsents(trx, { workspace, customerId: customer.id }, rows, consents);
  const granted = made.filter(({ state, at }) => state === 'granted' && at !== null).map(({ at }) => at as number);
  if (granted.length > 0 && source !== 'import')
    await liftWithdrawn(trx, workspace, addressesOf(customer.traits), Math.max(...granted));
  const withdrawn = spoken.filter(({ state }) => state === 'withdrawn');
  if (withdrawn.length > 0) {
    const consent = withdrawn.map(({ subject }) => subject.name).join(', ');
    await endRuns({ database, trx, load }, { workspace, customerId: customer.id, consents, now, consent });
  }
  return { customerId: customer.id, recorded: spoken.length };
}

/** Where messages about marketing reach the customer by an address of their own. */
export function addressesOf(traits: Properties): { readonly channel: string; readonly address: string }[] {
  return (['email', 'sms'] as const).flatMap((channel) => {
    const address = channelKinds[channel].addressOf(traits);
    return address === undefined ? [] : [{ channel, address }];
  });
}

/** Notifies the open runs that end by these consents. `consent` says what was withdrawn. */
async function endRuns(
  { database, trx, load }: { database: Database; trx: Transaction; load: Load },
  {
    workspace,
    customerId,
    consents,
    now,
    consent,
  }: { workspace: string; customerId: string; consents: Consents; now: number; consent: string },
): Promise<void> {
  const open = await findOpenRuns(trx, workspace, [customerId]);
  // Titles do not matter here, so any definition in memory will do.
  const definitions = await getDefinitions(database, load, { workspace, catalogVersion: 0 }, open);
  const ending = open.filter((run) => {
    const definition = definitions.get(versionKey(run));
    return definition !== undefined && exitsByConsent(definition, consents, now);
  });
  const inputs = ending.map(({ id }) => ({ journeyRunId: id, kind: 'consent-withdrawn', consent }) as const);
  await appendInputs(trx, now, inputs);
  const label = 'consent withdrawn';
  await enqueueRuns(
    trx,
    ending.map(({ id }) => ({ journeyRunId: id, label })),
    lanes.live,
  );
}

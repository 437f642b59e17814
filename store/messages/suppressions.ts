import { createHash } from 'node:crypto';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

export const suppressionReasons = ['hard-bounce', 'complaint', 'manual', 'stop', 'withdrawn'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/**
 * The list knows addresses in small letters, as keyed hashes: `keyed_address` hashes this digest with the workspace's own
 * key. So the list outlives the customer, and who reads the table can not try out addresses.
 */
export function digestOfAddress(address: string): Buffer {
  return createHash('sha256').update(address.trim().toLowerCase()).digest();
}

/** An address of a kind of channel, and why nothing is sent to it. */
export interface NewSuppression {
  readonly channel: string;
  readonly address: string;
  /** withdrawn: the owner said no to marketing, and nobody is known by the address: it blocks marketing only. */
  readonly reason: SuppressionReason;
  readonly at: number;
}

export interface Suppression extends NewSuppression {
  readonly workspace: string;
}

/** Adds an address to the list; the first reason stays, unless it blocks marketing only. */
export async function addSuppression(database: Database, { workspace, ...suppression }: Suppression): Promise<void> {
  await addSuppressions(database, workspace, [suppression]);
}

export async function addSuppressions(
  on: Database | Transaction,
  workspace: string,
  suppressions: readonly NewSuppression[],
): Promise<void> {
  if (suppressions.length === 0) return;
  // The same address may come twice: one statement must not touch a row twice.
  await execute(
    on,
    `insert into suppressions (workspace, channel, address_hash, reason, at)
     select distinct on (channel, digest) ?, channel, keyed_address(?, digest), reason, at
     from unnest(cast(? as text[]), cast(? as bytea[]), cast(? as text[]), cast(? as timestamptz[]))
       as new (channel, digest, reason, at)
     order by channel, digest, reason = 'withdrawn', at
     on conflict (workspace, channel, address_hash) do update set reason = excluded.reason, at = excluded.at
     where suppressions.reason = 'withdrawn' and (excluded.reason <> 'withdrawn' or excluded.at > suppressions.at)`,
    [
      ...[workspace, workspace],
      suppressions.map(({ channel }) => channel),
      suppressions.map(({ address }) => digestOfAddress(address)),
      suppressions.map(({ reason }) => reason),
      suppressions.map(({ at }) => timestamp(at)),
    ],
  );
}

/** Somebody known by these addresses grants again: what was withdrawn before then holds no more. */
export async function liftWithdrawn(
  on: Database | Transaction,
  workspace: string,
  addresses: readonly { readonly channel: string; readonly address: string }[],
  grantedAt: number,
): Promise<void> {
  if (addresses.length === 0) return;
  await execute(
    on,
    `delete from suppressions s using unnest(cast(? as text[]), cast(? as bytea[])) as asked (channel, digest)
     where s.workspace = ? and s.channel = asked.channel and s.address_hash = keyed_address(s.workspace, asked.digest)
       and s.reason = 'withdrawn' and s.at < ?`,
    [
      addresses.map(({ channel }) => channel),
      addresses.map(({ address }) => digestOfAddress(address)),
      workspace,
      timestamp(grantedAt),
    ],
  );
}

/** Takes an address off the list, if it is there for the given reason. Says whether it was there. */
export async function removeSuppression(
  database: Database,
  { workspace, channel, address }: Pick<Suppression, 'workspace' | 'channel' | 'address'>,
  reason?: SuppressionReason,
): Promise<boolean> {
  const removed = await rows(
    database,
    `delete from suppressions where workspace = ? and channel = ? and address_hash = keyed_address(workspace, ?)
       and reason = coalesce(?, reason) returning channel`,
    [workspace, channel, digestOfAddress(address), reason ?? null],
  );
  return removed.length > 0;
}

/** Adds the address to which a message was sent. Nothing for a message that was never handed over. */
export async function suppressAddressOf(
  database: Database,
  { messageId, reason, at }: { readonly messageId: string; readonly reason: SuppressionReason; readonly at: number },
): Promise<void> {
  await execute(
    database,
    `insert into suppressions (workspace, channel, address_hash, reason, message_id, at)
     select workspace, channel, address_hash, ?, id, ? from messages where id = ? and address_hash is not null
     on conflict (workspace, channel, address_hash) do update set reason = excluded.reason, at = excluded.at
     where suppressions.reason = 'withdrawn'`,
    [reason, timestamp(at), messageId],
  );
}

export interface FoundSuppression {
  readonly channel: string;
  readonly address: string;
  readonly reason: SuppressionReason;
  readonly at: number;
}

/** Which of these addresses are on the list, and why. */
export async function findSuppressions(
  on: Database | Transaction,
  workspace: string,
  addresses: readonly { readonly channel: string; readonly address: string }[],
): Promise<FoundSuppression[]> {
  if (addresses.length === 0) return [];
  const found = await rows<{ place: number; reason: SuppressionReason; at: number }>(
    on,
    `select cast(asked.place as integer) as place, s.reason, s.at
     from unnest(cast(? as text[]), cast(? as bytea[])) with ordinality as asked (channel, digest, place)
     join suppressions s on s.workspace = ? and s.channel = asked.channel and s.address_hash = keyed_address(s.workspace, asked.digest)`,
    [addresses.map(({ channel }) => channel), addresses.map(({ address }) => digestOfAddress(address)), workspace],
  );
  return found.flatMap(({ place, ...how }) => {
    const address = addresses[place - 1];
    return address ? [{ ...address, ...how }] : [];
  });
}

import { createHash } from 'node:crypto';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

export const suppressionReasons = ['hard-bounce', 'complaint', 'manual', 'stop'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** An address as the list knows it: in small letters, hashed, so that the list outlives the customer without naming anybody. */
export function hashOfAddress(address: string): Buffer {
  return createHash('sha256').update(address.trim().toLowerCase()).digest();
}

export interface Suppression {
  readonly workspace: string;
  readonly channel: string;
  readonly address: string;
  readonly reason: SuppressionReason;
  readonly messageId?: string | undefined;
  readonly at: number;
}

/** Adds an address to the list; the first reason stays. */
export async function addSuppression(
  database: Database,
  { workspace, channel, address, reason, messageId, at }: Suppression,
): Promise<void> {
  await execute(
    database,
    `insert into suppressions (workspace, channel, address_hash, reason, message_id, at) values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [workspace, channel, hashOfAddress(address), reason, messageId ?? null, timestamp(at)],
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
    `delete from suppressions where workspace = ? and channel = ? and address_hash = ? and reason = coalesce(?, reason) returning channel`,
    [workspace, channel, hashOfAddress(address), reason ?? null],
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
     on conflict do nothing`,
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
     from unnest(cast(? as text[]), cast(? as bytea[])) with ordinality as asked (channel, hash, place)
     join suppressions s on s.workspace = ? and s.channel = asked.channel and s.address_hash = asked.hash`,
    [addresses.map(({ channel }) => channel), addresses.map(({ address }) => hashOfAddress(address)), workspace],
  );
  return found.flatMap(({ place, ...how }) => {
    const address = addresses[place - 1];
    return address ? [{ ...address, ...how }] : [];
  });
}

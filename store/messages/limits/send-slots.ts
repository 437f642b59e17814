import { rows, type Transaction, timestamp } from '../../database/database.ts';

/** Which row the messages of a channel share, and how it paces them, in milliseconds. */
export interface Pace {
  readonly workspace: string;
  readonly channel: string;
  readonly interval: number;
  /** How far a burst may run ahead of the pace. */
  readonly ahead: number;
}

/**
 * Reserves the next slot of a channel, over all workers: the row holds when the channel would be free if every message took its
 * whole interval (a token bucket, as one moment). Gives the moment of the slot, now or later; undefined: it would be after
 * `latest`, and none is reserved. The row stays locked until the transaction ends, so this is the last lock of a claim.
 */
export async function reserveSlot(
  trx: Transaction,
  { workspace, channel, interval, ahead }: Pace,
  { messageId, now, latest }: { messageId: string; now: number; latest: number | undefined },
): Promise<number | undefined> {
  const [at, end] = [timestamp(now), latest === undefined ? null : timestamp(latest)];
  const [slot] = await rows<{ at: number }>(
    trx,
    `with taken as (
       insert into send_slots as slot (workspace, channel, free_at) values (?, ?, cast(? as timestamptz) + ? * interval '1 millisecond')
       on conflict (workspace, channel) do update
         set free_at = greatest(slot.free_at, cast(? as timestamptz)) + ? * interval '1 millisecond'
         where cast(? as timestamptz) is null or greatest(slot.free_at - ? * interval '1 millisecond', ?) <= ?
       returning greatest(cast(? as timestamptz), free_at - ? * interval '1 millisecond') as at)
     update messages set slot_at = taken.at from taken where messages.id = ?
     returning date_trunc('milliseconds', taken.at) as at`,
    [workspace, channel, at, interval, at, interval, end, ahead, at, end, at, interval + ahead, messageId],
  );
  return slot?.at;
}

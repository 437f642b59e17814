import { newId } from '../../core/base/id.ts';
import { type Database, rows, timestamp } from '../database/database.ts';
import type { InboxOwner } from './inbox.ts';

/** A ticket opens one stream, once: its row is deleted by its use. */
export interface StreamTicket extends InboxOwner {
  /** When the user token behind it expires, and the stream with it. */
  readonly endsAt: number;
}

/** Gives the ticket's id. Tickets that nobody used in time are deleted on the way. */
export async function addStreamTicket(
  database: Database,
  { workspace, userId, endsAt }: StreamTicket,
  { now, validUntil }: { readonly now: number; readonly validUntil: number },
): Promise<string> {
  const id = newId();
  await rows(
    database,
    `with unused as (delete from stream_tickets where valid_until < ?)
     insert into stream_tickets (id, workspace, user_id, valid_until, ends_at) values (?, ?, ?, ?, ?) returning id`,
    [timestamp(now), id, workspace, userId, timestamp(validUntil), timestamp(endsAt)],
  );
  return id;
}

/** Undefined: there is no such ticket (any more). */
export async function takeStreamTicket(
  database: Database,
  { id, workspace, now }: { readonly id: string; readonly workspace: string; readonly now: number },
): Promise<StreamTicket | undefined> {
  const [taken] = await rows<StreamTicket>(
    database,
    `delete from stream_tickets where id = ? and workspace = ? and valid_until >= ?
     returning workspace, user_id as "userId", ends_at as "endsAt"`,
    [id, workspace, timestamp(now)],
  );
  return taken;
}

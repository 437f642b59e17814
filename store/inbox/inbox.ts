import type { InAppContent, InAppPlace } from '../../core/message/in-app.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, inTransaction, look, rows, type Transaction } from '../database/database.ts';

/**
 * The inboxes of customers. A message enters once, under its own id. Every insert and change is made under the customer's
 * lock and takes a new position, so positions of one customer are committed in their order: what stands behind a position
 * is all that has changed since, and a reader that lost its connection misses nothing. A user token names a userId; each
 * read finds the customer by it again, and so follows merges.
 */
export interface InboxMessage {
  readonly id: string;
  readonly position: number;
  readonly title: string;
  readonly body: string;
  readonly url: string | null;
  readonly button: string | null;
  readonly place: InAppPlace;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly deliveredAt: number | null;
  readonly seenAt: number | null;
  readonly clickedAt: number | null;
  readonly dismissedAt: number | null;
}

/** Whose inbox: what a user token names. */
export interface InboxOwner {
  readonly workspace: string;
  readonly userId: string;
}

/** NOTIFY with the customer's id as payload: a hint to streams. */
export const INBOX_CHANNEL = 'throughline_inbox';

const columns = `message.id, message.position, message.title, message.body, message.url, message.button, message.place,
  message.created_at as "createdAt", message.expires_at as "expiresAt", message.delivered_at as "deliveredAt",
  message.seen_at as "seenAt", message.clicked_at as "clickedAt", message.dismissed_at as "dismissedAt"`;

const ownerOf = `(select customer_id from identities where workspace = ? and kind = 'user_id' and value = ?)`;

/** What a person can still see. One parameter: the workspace. */
const isShown = `message.dismissed_at is null and message.expires_at > ${nowInWorkspace}`;

/**
 * Puts a message into its customer's inbox; a repeat changes nothing. False: the message is gone, because its customer was
 * erased. A merge may move the message to another customer while this waits for the lock: then it begins again.
 */
export async function putIntoInbox(database: Database, messageId: string, content: InAppContent): Promise<boolean> {
  for (;;) {
    const put = await inTransaction(database, (trx) => putUnderLock(trx, messageId, content));
    if (put !== 'moved') return put === 'there';
  }
}

async function putUnderLock(
  trx: Transaction,
  messageId: string,
  { title, body, url, button, place, days }: InAppContent,
): Promise<'there' | 'gone' | 'moved'> {
  const [locked] = await look<{ id: string }>(
    trx,
    `select id from customers where id = (select customer_id from messages where id = ?) for no key update`,
    [messageId],
  );
  const [owner] = await rows<{ customerId: string; workspace: string }>(
    trx,
    `select customer_id as "customerId", workspace from messages where id = ? for key share`,
    [messageId],
  );
  if (!owner) return 'gone';
  if (locked?.id !== owner.customerId) return 'moved';
  await execute(
    trx,
    `insert into inbox_messages (id, workspace, customer_id, title, body, url, button, place, created_at, expires_at)
     select ?, ?, ?, ?, ?, ?, ?, ?, now, now + make_interval(days => ?) from (select ${nowInWorkspace} as now) clock
     on conflict (id) do nothing`,
    [
      messageId,
      owner.workspace,
      owner.customerId,
      title,
      body,
      url ?? null,
      button ?? null,
      place,
      days,
      owner.workspace,
    ],
  );
  await notify(trx, owner.customerId);
  return 'there';
}

export interface InboxPage {
  readonly items: readonly InboxMessage[];
  readonly unread: number;
  /** Of the newest change: a stream goes on from here. */
  readonly position: number;
}

/** Newest first: what is neither dismissed nor expired. `after` is the id of the last one seen. */
export async function listInbox(
  database: Database,
  { workspace, userId }: InboxOwner,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<InboxPage> {
  const [page] = await rows<{ items: (InboxMessage & { customerId: string })[]; unread: number; position: number }>(
    database,
    `with owner as (select ${ownerOf} as id),
     place as (select created_at, id from inbox_messages where id = cast(? as uuid) and customer_id = (select id from owner)),
     page as (
       select ${columnsAsJson} as item, message.created_at, message.id from inbox_messages message
       where message.customer_id = (select id from owner) and ${isShown}
         and (cast(? as uuid) is null or (message.created_at, message.id) < (select created_at, id from place))
       order by message.created_at desc, message.id desc limit ?)
     select coalesce((select json_agg(item order by created_at desc, id desc) from page), '[]') as items,
       (select count(*) from inbox_messages message
        where message.customer_id = (select id from owner) and message.seen_at is null and ${isShown}) as unread,
       coalesce((select max(position) from inbox_messages where customer_id = (select id from owner)), 0) as position`,
    [workspace, userId, after ?? null, workspace, after ?? null, limit, workspace],
  );
  return page ?? { items: [], unread: 0, position: 0 };
}

const epoch = (column: string) => `floor(extract(epoch from message.${column}) * 1000)`;
const columnsAsJson = `json_build_object('id', message.id, 'position', message.position, 'title', message.title,
  'body', message.body, 'url', message.url, 'button', message.button, 'place', message.place,
  'createdAt', ${epoch('created_at')}, 'expiresAt', ${epoch('expires_at')}, 'deliveredAt', ${epoch('delivered_at')},
  'seenAt', ${epoch('seen_at')}, 'clickedAt', ${epoch('clicked_at')}, 'dismissedAt', ${epoch('dismissed_at')})`;

export interface InboxChanges {
  /** Undefined: no customer with this userId is known yet. */
  readonly customerId: string | undefined;
  /** In the order of their positions; also those that were dismissed since. */
  readonly items: readonly InboxMessage[];
  readonly unread: number;
}

/** What has changed since a position, at most `limit` messages. */
export async function readInboxChanges(
  database: Database,
  { workspace, userId }: InboxOwner,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<InboxChanges> {
  const [read] = await rows<{ customerId: string | null; items: InboxMessage[]; unread: number }>(
    database,
    `with owner as (select ${ownerOf} as id),
     changed as (
       select ${columnsAsJson} as item, message.position from inbox_messages message
       where message.customer_id = (select id from owner) and message.position > ? and message.expires_at > ${nowInWorkspace}
       order by message.position limit ?)
     select (select id from owner) as "customerId",
       coalesce((select json_agg(item order by position) from changed), '[]') as items,
       (select count(*) from inbox_messages message
        where message.customer_id = (select id from owner) and message.seen_at is null and ${isShown}) as unread`,
    [workspace, userId, since, workspace, limit, workspace],
  );
  return { ...(read ?? { items: [], unread: 0 }), customerId: read?.customerId ?? undefined };
}

export const inboxActions = ['seen', 'clicked', 'dismissed'] as const;
export type InboxAction = (typeof inboxActions)[number];

/** Each action says that the message was seen, too: nothing else can be clicked or dismissed. */
const written: Readonly<Record<InboxAction, readonly string[]>> = {
  seen: ['seen_at'],
  clicked: ['seen_at', 'clicked_at'],
  dismissed: ['seen_at', 'dismissed_at'],
};

/** Of these messages, those that are in this inbox. */
export async function findInInbox(
  database: Database,
  { workspace, userId }: InboxOwner,
  ids: readonly string[],
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    database,
    `select id from inbox_messages where customer_id = ${ownerOf} and id = any(cast(? as uuid[]))`,
    [workspace, userId, [...ids]],
  );
  return found.map(({ id }) => id);
}

/** Notes what a person did with messages of their inbox, and gives the number of unseen ones. What was noted before keeps its time. */
export async function markInbox(
  database: Database,
  { workspace, userId }: InboxOwner,
  { ids, action }: { readonly ids: readonly string[]; readonly action: InboxAction },
): Promise<number> {
  const set = written[action];
  const setters = set.map((name) => `${name} = coalesce(${name}, ${nowInWorkspace})`).join(', ');
  return inTransaction(database, async (trx) => {
    const [customer] = await look<{ id: string }>(
      trx,
      `select id from customers where id = ${ownerOf} for no key update`,
      [workspace, userId],
    );
    if (!customer) return 0;
    const marked = await rows<{ id: string }>(
      trx,
      `update inbox_messages set position = nextval('inbox_position'), ${setters}
       where customer_id = ? and id = any(cast(? as uuid[])) and ${set.at(-1)} is null returning id`,
      [...set.map(() => workspace), customer.id, [...ids]],
    );
    if (marked.length > 0) await notify(trx, customer.id);
    const [counted] = await rows<{ unread: number }>(
      trx,
      `select count(*) as unread from inbox_messages message
       where message.customer_id = ? and message.seen_at is null and ${isShown}`,
      [customer.id, workspace],
    );
    return counted?.unread ?? 0;
  });
}

/** Of these messages, those that were not given out before. */
export async function markDelivered(database: Database, workspace: string, ids: readonly string[]): Promise<string[]> {
  const marked = await rows<{ id: string }>(
    database,
    `update inbox_messages set delivered_at = ${nowInWorkspace} where id = any(cast(? as uuid[])) and delivered_at is null returning id`,
    [workspace, [...ids]],
  );
  return marked.map(({ id }) => id);
}

export interface InboxMessageOfAnyone extends InboxMessage {
  readonly customerId: string;
  readonly userId: string | null;
}

/** Of all customers, newest first: for operators. */
export async function listInboxMessages(
  database: Database,
  workspace: string,
  query: { readonly userId?: string | undefined; readonly limit: number; readonly after?: string | undefined },
): Promise<InboxMessageOfAnyone[]> {
  return rows<InboxMessageOfAnyone>(
    database,
    `select ${columns}, message.customer_id as "customerId",
       (select min(value) from identities where customer_id = message.customer_id and kind = 'user_id') as "userId"
     from inbox_messages message
     where message.workspace = ? and message.id < coalesce(cast(? as uuid), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
       and (cast(? as text) is null or message.customer_id = ${ownerOf})
     order by message.id desc limit ?`,
    [workspace, query.after ?? null, query.userId ?? null, workspace, query.userId ?? null, query.limit],
  );
}

/** In a merge, under the locks of both: the messages follow, and streams of the customer who stays hear of them. */
export async function moveInbox(
  trx: Transaction,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number> {
  const moved = await rows(
    trx,
    `update inbox_messages set customer_id = ?, position = nextval('inbox_position') where customer_id = ? returning 1 as moved`,
    [to, from],
  );
  await notify(trx, to);
  return moved.length;
}

/** Expired messages; the ledger keeps what was sent. */
export async function forgetExpiredInbox(trx: Transaction): Promise<void> {
  await execute(trx, `delete from inbox_messages where expires_at < clock_timestamp() - interval '30 days'`);
}

async function notify(trx: Transaction, customerId: string): Promise<void> {
  await execute(trx, `select pg_notify('${INBOX_CHANNEL}', cast(? as text))`, [customerId]);
}

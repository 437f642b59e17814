import { createHash } from 'node:crypto';
import { newId } from '../../core/base/id.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, inTransaction, rows } from '../database/database.ts';

/** What a browser gives when its user allows notifications. */
export interface BrowserSubscription {
  /** The push service's address of this browser. */
  readonly endpoint: string;
  /** The browser's public key: 65 bytes in base64url. */
  readonly p256dh: string;
  /** The secret between us and the browser: 16 bytes in base64url. */
  readonly auth: string;
}

export interface PushSubscription extends BrowserSubscription {
  readonly id: string;
}

/** Browsers of one customer; a new one takes the place of the oldest. */
const MOST_SUBSCRIPTIONS = 10;

const hashOf = (endpoint: string) => createHash('sha256').update(endpoint).digest();

/**
 * Stores a browser as the customer's whom the user token names. A browser that was another customer's changes hands: who
 * signs in last there gets its messages. False: nobody is known by the userId. Locks: identities by (kind, value).
 */
export async function addSubscription(
  database: Database,
  { workspace, userId }: { readonly workspace: string; readonly userId: string },
  { endpoint, p256dh, auth }: BrowserSubscription,
): Promise<boolean> {
  return inTransaction(database, async (trx) => {
    const [stored] = await rows<{ id: string }>(
      trx,
      `insert into push_subscriptions (id, workspace, endpoint_hash, endpoint, p256dh, auth, created_at)
       select ?, ?, ?, ?, ?, ?, ${nowInWorkspace}
       where exists (select from identities where workspace = ? and kind = 'user_id' and value = ?)
       on conflict (workspace, endpoint_hash) do update set p256dh = excluded.p256dh, auth = excluded.auth
       returning id`,
      [newId(), workspace, hashOf(endpoint), endpoint, p256dh, auth, workspace, workspace, userId],
    );
    if (!stored) return false;
    await execute(trx, `select from identities where workspace = ? and kind = 'push' and value = ? for no key update`, [
      workspace,
      stored.id,
    ]);
    // Locked against a merge or an erasure, which would take the identity elsewhere.
    const [owner] = await rows<{ customerId: string }>(
      trx,
      `select customer_id as "customerId" from identities where workspace = ? and kind = 'user_id' and value = ? for share`,
      [workspace, userId],
    );
    if (!owner) throw new Error('the customer was erased meanwhile');
    await execute(
      trx,
      `insert into identities (workspace, kind, value, customer_id, added_at) select ?, 'push', ?, ?, ${nowInWorkspace}
       on conflict (workspace, kind, value) do update set customer_id = excluded.customer_id, added_at = excluded.added_at
       where identities.customer_id <> excluded.customer_id`,
      [workspace, stored.id, owner.customerId, workspace],
    );
    await execute(
      trx,
      `with surplus as (
         delete from identities where workspace = ? and kind = 'push' and customer_id = ? and value in (
           select value from identities where customer_id = ? and kind = 'push' and value <> ?
           order by added_at desc, value desc offset ?)
         returning value)
       delete from push_subscriptions where id in (select value from surplus)`,
      [workspace, owner.customerId, owner.customerId, stored.id, MOST_SUBSCRIPTIONS - 1],
    );
    return true;
  });
}

/** Takes away a browser of the customer whom the user token names. One that is another's, or unknown, changes nothing. */
export async function removeSubscription(
  database: Database,
  { workspace, userId }: { readonly workspace: string; readonly userId: string },
  endpoint: string,
): Promise<void> {
  const found = await rows<{ id: string }>(
    database,
    `select subscription.id from push_subscriptions subscription
     join identities own on own.workspace = subscription.workspace and own.kind = 'push' and own.value = subscription.id
     join identities named on named.workspace = own.workspace and named.customer_id = own.customer_id
     where subscription.workspace = ? and subscription.endpoint_hash = ? and named.kind = 'user_id' and named.value = ?`,
    [workspace, hashOf(endpoint), userId],
  );
  await removeSubscriptions(
    database,
    found.map(({ id }) => id),
  );
}

/** Browsers that are gone. */
export async function removeSubscriptions(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await inTransaction(database, async (trx) => {
    await execute(
      trx,
      `delete from identities identity using push_subscriptions subscription
       where subscription.id = any(cast(? as text[])) and identity.workspace = subscription.workspace
         and identity.kind = 'push' and identity.value = subscription.id`,
      [[...ids]],
    );
    await execute(trx, `delete from push_subscriptions where id = any(cast(? as text[]))`, [[...ids]]);
  });
}

/** The browsers that a message goes to: all of its customer's, the newest first. */
export async function listSubscriptionsOf(database: Database, messageId: string): Promise<PushSubscription[]> {
  return rows(
    database,
    `select subscription.id, subscription.endpoint, subscription.p256dh, subscription.auth
     from messages message
     join identities identity on identity.customer_id = message.customer_id and identity.kind = 'push'
     join push_subscriptions subscription on subscription.workspace = identity.workspace and subscription.id = identity.value
     where message.id = ? order by identity.added_at desc limit ?`,
    [messageId, MOST_SUBSCRIPTIONS],
  );
}

import { createHash, randomBytes } from 'node:crypto';
import type { PersonRole } from '../../core/access/rights.ts';
import { newId } from '../../core/base/id.ts';
import { type Database, execute, inTransaction, rows, type Transaction } from '../database/database.ts';

/**
 * Sessions of the console, and the links that begin one. Their tokens hold 256 random bits and are stored as SHA-256.
 * A session ends after 12 hours without use, after 7 days, or with the person or the key behind it. All by the clock of
 * PostgreSQL.
 */
export const LONGEST_SESSION_MS = 7 * 24 * 3_600_000;
const IDLE_HOURS = 12;
const LINK_MINUTES = 10;

/** Whose session or link it is: a person's or an admin key's. */
export type SessionOwner = { readonly userId: string } | { readonly keyId: string };
export type SignInWay = 'password' | 'key' | 'link';

export interface SessionRow {
  readonly id: string;
  readonly workspace: string;
  readonly userId: string | null;
  readonly keyId: string | null;
  readonly via: SignInWay;
  readonly agent: string | null;
  readonly createdAt: number;
  /** To the minute. */
  readonly seenAt: number;
  /** If it is used on; else earlier. */
  readonly endsAt: number;
  /** Of the person; null: an admin key. */
  readonly role: PersonRole | null;
  /** The person's e-mail address, or the title of the key. */
  readonly title: string;
}

const columns = `s.id, s.workspace, s.user_id as "userId", s.key_id as "keyId", s.via, s.agent, s.created_at as "createdAt",
  s.seen_at as "seenAt", s.ends_at as "endsAt", u.role, coalesce(u.email, k.title) as title`;

const live = `s.ends_at > now() and s.seen_at > now() - interval '${IDLE_HOURS} hours' and u.removed_at is null and k.revoked_at is null`;

const joined = `sessions s left join users u on u.id = s.user_id left join access_keys k on k.id = s.key_id`;

/** Begins a session and gives its token, which is kept nowhere. Rows that ended long ago are deleted on the way. */
export async function startSession(
  on: Database | Transaction,
  {
    workspace,
    owner,
    via,
    agent,
  }: {
    readonly workspace: string;
    readonly owner: SessionOwner;
    readonly via: SignInWay;
    readonly agent: string | undefined;
  },
): Promise<{ readonly token: string; readonly session: SessionRow }> {
  const token = randomBytes(32).toString('base64url');
  const id = newId();
  await execute(
    on,
    `with old as (delete from sessions where ends_at < now()), unused as (delete from sign_in_links where valid_until < now())
     insert into sessions (id, workspace, hash, user_id, key_id, via, agent, ends_at)
     values (?, ?, ?, ?, ?, ?, ?, now() + ? * interval '1 millisecond')`,
    [id, workspace, hashOf(token), ...idsOf(owner), via, agent ?? null, LONGEST_SESSION_MS],
  );
  const [session] = await rows<SessionRow>(on, `select ${columns} from ${joined} where s.id = ?`, [id]);
  return { token, session: session as SessionRow };
}

/** The session of a token, if it still is one. Its use is noted once a minute. */
export async function findSession(database: Database, token: string): Promise<SessionRow | undefined> {
  const [found] = await rows<SessionRow & { isNoted: boolean }>(
    database,
    `select ${columns}, s.seen_at > now() - interval '1 minute' as "isNoted" from ${joined} where s.hash = ? and ${live}`,
    [hashOf(token)],
  );
  if (!found) return undefined;
  const { isNoted, ...session } = found;
  if (!isNoted) await execute(database, `update sessions set seen_at = now() where id = ?`, [session.id]);
  return session;
}

/** Is the session still one? Asking is no use of it: a page that is only open does not keep its person signed in. */
export async function isSessionOpen(database: Database, id: string): Promise<boolean> {
  const found = await rows(database, `select s.id from ${joined} where s.id = ? and ${live}`, [id]);
  return found.length > 0;
}

/** Those of one owner, or of everybody; the one that was used last first. */
export async function listSessions(database: Database, workspace: string, owner?: SessionOwner): Promise<SessionRow[]> {
  const [userId, keyId] = owner ? idsOf(owner) : [null, null];
  return rows<SessionRow>(
    database,
    `select ${columns} from ${joined} where s.workspace = ? and ${live}
       and (cast(? as uuid) is null or s.user_id = ?) and (cast(? as uuid) is null or s.key_id = ?)
     order by s.seen_at desc, s.id desc limit 200`,
    [workspace, userId, userId, keyId, keyId],
  );
}

/** Says whether there was such a session (of this owner). */
export async function endSession(
  database: Database,
  { workspace, id, owner }: { readonly workspace: string; readonly id: string; readonly owner?: SessionOwner },
): Promise<boolean> {
  const [userId, keyId] = owner ? idsOf(owner) : [null, null];
  const ended = await rows(
    database,
    `delete from sessions where workspace = ? and id = ?
       and (cast(? as uuid) is null or user_id = ?) and (cast(? as uuid) is null or key_id = ?) returning id`,
    [workspace, id, userId, userId, keyId, keyId],
  );
  return ended.length > 0;
}

/** Ends the sessions of a person but one. After a change of password, sessions of others who knew it must end. */
export async function endOtherSessions(
  on: Database | Transaction,
  userId: string,
  but: string | undefined,
): Promise<void> {
  await execute(on, `delete from sessions where user_id = ? and id is distinct from cast(? as uuid)`, [
    userId,
    but ?? null,
  ]);
  await execute(on, `delete from sign_in_links where user_id = ?`, [userId]);
}

/** Makes a link's token; it is good once, for ten minutes. */
export async function makeSignInLink(
  database: Database,
  workspace: string,
  owner: SessionOwner,
): Promise<{ readonly token: string; readonly validUntil: number }> {
  const token = randomBytes(32).toString('base64url');
  const [made] = await rows<{ validUntil: number }>(
    database,
    `insert into sign_in_links (hash, workspace, user_id, key_id, valid_until)
     values (?, ?, ?, ?, now() + interval '${LINK_MINUTES} minutes') returning valid_until as "validUntil"`,
    [hashOf(token), workspace, ...idsOf(owner)],
  );
  return { token, validUntil: made?.validUntil ?? 0 };
}

/** Uses a link up and begins its session; undefined: it is unknown, used, too old, or its owner is gone. */
export async function startSessionByLink(
  database: Database,
  { token, agent }: { readonly token: string; readonly agent: string | undefined },
): Promise<{ readonly token: string; readonly session: SessionRow } | undefined> {
  return inTransaction(database, async (trx) => {
    const [link] = await rows<{ workspace: string; userId: string | null; keyId: string | null }>(
      trx,
      `delete from sign_in_links l where l.hash = ? and l.valid_until > now()
         and not exists (select 1 from users u where u.id = l.user_id and u.removed_at is not null)
         and not exists (select 1 from access_keys k where k.id = l.key_id and k.revoked_at is not null)
       returning l.workspace, l.user_id as "userId", l.key_id as "keyId"`,
      [hashOf(token)],
    );
    if (!link) return undefined;
    const owner = link.userId ? { userId: link.userId } : { keyId: link.keyId ?? '' };
    return startSession(trx, { workspace: link.workspace, owner, via: 'link', agent });
  });
}

function idsOf(owner: SessionOwner): [userId: string | null, keyId: string | null] {
  return 'userId' in owner ? [owner.userId, null] : [null, owner.keyId];
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

import type { PersonRole } from '../../core/access/rights.ts';
import { newId } from '../../core/base/id.ts';
import { type Database, rows, type Transaction } from '../database/database.ts';

/** A person who uses the console. */
export interface UserRow {
  readonly id: string;
  readonly workspace: string;
  /** In small letters: who types it otherwise is the same person. */
  readonly email: string;
  readonly name: string | null;
  readonly role: PersonRole;
  readonly hasPassword: boolean;
  readonly createdAt: number;
  /** When a session of the person was used last; null: never. */
  readonly seenAt: number | null;
}

const columns = `u.id, u.workspace, u.email, u.name, u.role, u.password_hash is not null as "hasPassword",
  u.created_at as "createdAt", (select max(seen_at) from sessions s where s.user_id = u.id) as "seenAt"`;

/** By e-mail address. All of them: a workspace has few. */
export async function listUsers(database: Database, workspace: string): Promise<UserRow[]> {
  return rows<UserRow>(
    database,
    `select ${columns} from users u where u.workspace = ? and u.removed_at is null order by u.email limit 1000`,
    [workspace],
  );
}

export async function findUser(database: Database, workspace: string, id: string): Promise<UserRow | undefined> {
  const [found] = await rows<UserRow>(
    database,
    `select ${columns} from users u where u.workspace = ? and u.id = ? and u.removed_at is null`,
    [workspace, id],
  );
  return found;
}

export interface UserPassword {
  readonly id: string;
  readonly passwordHash: string | null;
}

/** For signing in: workspaces are told apart by the address alone. */
export async function findUserByEmail(
  database: Database,
  workspace: string,
  email: string,
): Promise<UserPassword | undefined> {
  const [found] = await rows<UserPassword>(
    database,
    `select id, password_hash as "passwordHash" from users where workspace = ? and email = ? and removed_at is null`,
    [workspace, email.toLowerCase()],
  );
  return found;
}

export async function findPasswordHash(database: Database, id: string): Promise<string | null | undefined> {
  const [found] = await rows<UserPassword>(
    database,
    `select id, password_hash as "passwordHash" from users where id = ? and removed_at is null`,
    [id],
  );
  return found?.passwordHash;
}

/** Gives the id; undefined: somebody has the address already. */
export async function insertUser(
  database: Database,
  user: {
    readonly workspace: string;
    readonly email: string;
    readonly name: string | undefined;
    readonly role: PersonRole;
    readonly passwordHash: string | undefined;
  },
): Promise<string | undefined> {
  const [made] = await rows<{ id: string }>(
    database,
    `insert into users (id, workspace, email, name, role, password_hash) values (?, ?, ?, ?, ?, ?)
     on conflict (workspace, email) where removed_at is null do nothing returning id`,
    [newId(), user.workspace, user.email.toLowerCase(), user.name ?? null, user.role, user.passwordHash ?? null],
  );
  return made?.id;
}

/** What is undefined stays. Says whether there is such a person. */
export async function updateUser(
  on: Database | Transaction,
  {
    workspace,
    id,
    name,
    role,
    passwordHash,
  }: {
    readonly workspace: string;
    readonly id: string;
    readonly name?: string | undefined;
    readonly role?: PersonRole | undefined;
    readonly passwordHash?: string | undefined;
  },
): Promise<boolean> {
  const found = await rows(
    on,
    `update users set name = coalesce(?, name), role = coalesce(?, role), password_hash = coalesce(?, password_hash)
     where workspace = ? and id = ? and removed_at is null returning id`,
    [name ?? null, role ?? null, passwordHash ?? null, workspace, id],
  );
  return found.length > 0;
}

/** The sessions of the person end with it. Says whether there was such a person. */
export async function removeUser(database: Database, workspace: string, id: string): Promise<boolean> {
  const found = await rows(
    database,
    `with gone as (
       update users set removed_at = now(), password_hash = null
       where workspace = ? and id = ? and removed_at is null returning id),
     ended as (delete from sessions where user_id in (select id from gone)),
     unused as (delete from sign_in_links where user_id in (select id from gone))
     select id from gone`,
    [workspace, id],
  );
  return found.length > 0;
}

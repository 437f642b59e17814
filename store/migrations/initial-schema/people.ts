/** People who use the console, their sessions, what they changed, and what they stopped. */
export const people = `
  -- A removed person stays, for what the audit log says (store/access/users.ts).
  create table users (
    id uuid primary key,
    workspace text not null references workspaces,
    email text not null check (email = lower(email)),
    name text,
    role text not null check (role in ('viewer', 'support', 'editor', 'publisher', 'operator', 'admin')),
    password_hash text,                        -- argon2id; null: signs in by a link only
    created_at timestamptz not null default now(),
    removed_at timestamptz
  );
  create unique index users_email on users (workspace, email) where removed_at is null;

  -- Tokens hold 256 random bits and are stored as SHA-256. A session or a link belongs to a person or to an admin key.
  create table sessions (
    id uuid primary key,
    workspace text not null references workspaces,
    hash bytea not null unique,
    user_id uuid references users,
    key_id uuid references access_keys,
    via text not null check (via in ('password', 'key', 'link')),
    agent text,                                -- what the browser says it is
    created_at timestamptz not null default now(),
    seen_at timestamptz not null default now(), -- to the minute
    ends_at timestamptz not null,
    check (num_nonnulls(user_id, key_id) = 1)
  );
  create index sessions_user on sessions (user_id);

  -- Good once: the row goes when it is used.
  create table sign_in_links (
    hash bytea primary key,
    workspace text not null references workspaces,
    user_id uuid references users,
    key_id uuid references access_keys,
    valid_until timestamptz not null,
    check (num_nonnulls(user_id, key_id) = 1)
  );

  -- Every change that a person or a key asked for, written before it is made (store/access/audit.ts).
  create table audit_entries (
    id uuid primary key,
    workspace text not null,
    at timestamptz not null default now(),
    user_id uuid,
    key_id uuid,
    operation text not null,
    target text,                               -- the id of what was changed
    status smallint,                           -- of the answer; null: the process died before it had one
    code text                                  -- of a refusal
  );
  create index audit_entries_newest on audit_entries (workspace, id);
  create index audit_entries_target on audit_entries (workspace, target, id);

  -- Nothing is sent while one is there that fits (store/messages/kill-switches.ts).
  create table kill_switches (
    workspace text not null references workspaces,
    scope text not null check (scope in ('workspace', 'channel', 'journey')),
    name text not null,                        -- of the workspace, the channel or the journey
    reason text not null,
    set_by text not null,                      -- the title of the key, or the person's e-mail address
    since timestamptz not null default now(),
    primary key (workspace, scope, name)
  );
`;

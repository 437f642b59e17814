/** Workspaces, their published configuration, and the keys and secrets that give access to them. */
export const workspaces = `
  create table workspaces (
    id text primary key,
    catalog_number bigint not null default 1,  -- the catalog version: each publish increments it
    clock_offset_ms bigint not null default 0, -- moved by tests only
    clock_stopped_at timestamptz,              -- in test mode: it is this moment until the clock is set again
    test_answers jsonb not null default '{}',  -- in test mode: channel ▸ what its provider says instead of being asked
    time_zone text not null default 'UTC',
    -- What chances are drawn from (core/base/chance.ts): made once, never shown. Two random UUIDs hold 244 bits.
    seed bytea not null default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')),
    -- With it addresses are hashed that must be known again and read by nobody; never shown.
    address_key bytea not null default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')),
    configuration_version integer not null default 0, -- 0: none was published yet
    caps_since timestamptz,                    -- since when messages are counted for frequency caps; null: there are no caps
    caps_for interval,                         -- how far back caps look
    created_at timestamptz not null default now()
  );

  -- The keyed hash of an address, from its digest (store/messages/suppressions.ts).
  create function keyed_address(id text, digest bytea) returns bytea language sql stable strict parallel safe as $$
    select sha256(w.address_key || digest) from workspaces w where w.id = keyed_address.id
  $$;

  create table configuration_versions (
    workspace text not null references workspaces,
    version integer not null,
    configuration jsonb not null,
    published_at timestamptz not null,
    published_by text,                         -- a person, or the title of a key
    primary key (workspace, version)
  );
  insert into workspaces (id) values ('default');

  create table access_keys (
    id uuid primary key,
    workspace text not null references workspaces,
    kind text not null check (kind in ('browser', 'server', 'admin')),
    title text not null,
    hash bytea not null unique,                -- SHA-256; keys hold 256 random bits, so no slow hash is needed
    created_at timestamptz not null default now(),
    revoked_at timestamptz
  );

  create table workspace_secrets (
    id uuid primary key,
    workspace text not null references workspaces,
    purpose text not null check (purpose in ('links', 'user-tokens')),
    secret bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    retired_at timestamptz
  );
  create index workspace_secrets_purpose on workspace_secrets (workspace, purpose) where retired_at is null;
`;

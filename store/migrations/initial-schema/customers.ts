/** Customers: who they are, what they consented to, and which were joined. */
export const customers = `
  create table customers (
    id uuid primary key,
    workspace text not null references workspaces,
    traits jsonb not null default '{}',
    trait_times jsonb not null default '{}',   -- trait ▸ time (ms) of the event that set it: the latest event wins
    consents jsonb not null default '{}',      -- what the rows of consents amount to
    merged_into uuid references customers,     -- the customer that this one was joined into; never one that was joined itself
    created_at timestamptz not null,
    -- The trait \`timezone\` as it was sent. Its own column, so that other traits change without a new entry in its index.
    time_zone text generated always as (left(traits->>'timezone', 64)) stored
  ) with (fillfactor = 85);
  create index customers_zone on customers (workspace, time_zone, id) where merged_into is null;
  create index customers_merged on customers (merged_into) where merged_into is not null;

  create table consents (
    id uuid primary key,
    workspace text not null references workspaces,
    customer_id uuid not null references customers,
    subject_kind text not null check (subject_kind in ('topic', 'channel', 'marketing-channel', 'purpose')),
    subject_name text not null,
    state text not null check (state in ('granted', 'withdrawn')),
    source text not null check (source in ('page', 'api', 'one-click', 'complaint', 'operator', 'import', 'reply')),
    occurred_at timestamptz,                   -- null: unknown, which counts as withdrawn
    accepted_at timestamptz not null,
    expires_at timestamptz,
    message_id uuid                            -- whose link was used, or that was complained about
  );
  create index consents_customer on consents (customer_id, id);

  create table identities (
    workspace text not null,
    kind text not null,
    value text not null,
    customer_id uuid not null references customers deferrable initially deferred,
    added_at timestamptz not null default clock_timestamp(),
    primary key (workspace, kind, value)
  );
  create index identities_customer on identities (customer_id);
  create index identities_value on identities (workspace, value text_pattern_ops, kind); -- people look by beginnings

  -- A trace of each join of two customers (services/customers/merge.ts).
  create table merges (
    id uuid primary key,
    workspace text not null,
    customer_id uuid not null references customers, -- who stays, as it was then
    merged_id uuid not null references customers,
    at timestamptz not null,
    why text not null check (why in ('same-call', 'alias', 'operator')),
    by text not null,                          -- kind of the key of the call, or the title of the operator's key
    message_id text,                           -- of the call
    moved jsonb not null                       -- subject ▸ how many of it were moved
  );
  create index merges_customer on merges (customer_id, at);
  create index merges_merged on merges (merged_id);
`;

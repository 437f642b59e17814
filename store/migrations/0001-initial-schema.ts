import type { Knex } from 'knex';

/**
 * The initial schema. Conventions: the workspace is a column of every table and part of every key that people give;
 * our own ids are UUIDv7; states are text with a check. Events are partitioned by month of acceptance: maintenance makes
 * the months ahead (event-partitions.ts), and a default partition takes the rest.
 *
 * Status and metrics must be cheap on tables of any size (store/measurement). They read partial indexes whose entries are
 * few (stuck, swept, unfinished), and a BRIN index on the time at which messages were created.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table workspaces (
      id text primary key,
      catalog_number bigint not null default 1,  -- the catalog version: each publish increments it
      clock_offset_ms bigint not null default 0, -- moved by tests only
      time_zone text not null default 'UTC',
      configuration_version integer not null default 0, -- 0: none was published yet
      created_at timestamptz not null default now()
    );
    create table configuration_versions (
      workspace text not null references workspaces,
      version integer not null,
      configuration jsonb not null,
      published_at timestamptz not null,
      primary key (workspace, version)
    );
    insert into workspaces (id) values ('default');

    create table access_keys (
      id uuid primary key,
      workspace text not null references workspaces,
      kind text not null check (kind in ('write', 'admin')),
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

    create table customers (
      id uuid primary key,
      workspace text not null references workspaces,
      traits jsonb not null default '{}',
      trait_times jsonb not null default '{}',   -- trait ▸ time (ms) of the event that set it: the latest event wins
      created_at timestamptz not null
    ) with (fillfactor = 85);

    create table identities (
      workspace text not null,
      kind text not null,
      value text not null,
      customer_id uuid not null references customers deferrable initially deferred,
      primary key (workspace, kind, value)
    );
    create index identities_customer on identities (customer_id);

    create table accepted_messages (
      workspace text not null,
      message_id text not null,
      accepted_at timestamptz not null,
      primary key (workspace, message_id)
    );
    create index accepted_messages_age on accepted_messages using brin (accepted_at);

    create table events (
      id uuid not null,
      workspace text not null,
      customer_id uuid not null,
      type text not null,
      name text not null,
      properties jsonb not null,
      context jsonb not null,
      message_id text not null,
      occurred_at timestamptz not null,          -- the event's own time
      accepted_at timestamptz not null,
      primary key (accepted_at, id)
    ) partition by range (accepted_at);
    create index events_customer on events (customer_id, name, accepted_at);
    create table events_default partition of events default;

    create table journeys (
      workspace text not null references workspaces,
      id text not null,
      live_version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (workspace, id)
    );
    create table journey_versions (
      workspace text not null,
      journey_id text not null,
      version integer not null,
      hash text not null,                        -- SHA-256 of the canonical meaning
      definition jsonb not null,
      published_at timestamptz not null,
      primary key (workspace, journey_id, version),
      unique (workspace, journey_id, hash),
      foreign key (workspace, journey_id) references journeys deferrable initially deferred
    );

    create table templates (
      workspace text not null references workspaces,
      id text not null,
      live_version integer not null,
      updated_at timestamptz not null,
      primary key (workspace, id)
    );
    create table template_versions (
      workspace text not null,
      template_id text not null,
      version integer not null,
      hash text not null,
      content jsonb not null,                    -- channel ▸ part, or part.language ▸ source
      partials jsonb not null default '{}',      -- those that the parts name, as they were: name, or name.language ▸ source
      data jsonb,                                -- what it declares of its data
      fixtures jsonb not null default '{}',      -- name ▸ sample data; no part of the hash
      published_at timestamptz not null,
      primary key (workspace, template_id, version),
      unique (workspace, template_id, hash),
      foreign key (workspace, template_id) references templates deferrable initially deferred
    );
    create table partials (                      -- as they were published last; versions of templates hold their own
      workspace text not null references workspaces,
      name text not null,
      sources jsonb not null,                    -- name, or name.language ▸ source
      updated_at timestamptz not null,
      primary key (workspace, name)
    );

    create table journey_runs (
      id uuid primary key,
      workspace text not null,
      customer_id uuid not null references customers,
      journey_id text not null,
      version integer not null,
      key text,
      entry_event_id uuid not null,
      entry_accepted_at timestamptz not null,
      entered_at timestamptz not null,
      state jsonb not null,                      -- RunState of the engine
      label text not null default '',
      last_seq bigint not null,                  -- seq of the newest input
      consumed bigint not null default 0,        -- seq of the newest input that a turn has taken
      due_at timestamptz,                        -- by when a turn is due; null: only an input makes one due
      swept integer not null default 0,          -- how often the sweeper has enqueued the run since it last moved
      ended_at timestamptz,
      end_reason text,
      stuck_at timestamptz,
      stuck_error_id uuid,
      foreign key (workspace, journey_id, version) references journey_versions
    ) with (fillfactor = 70);
    create unique index journey_runs_open on journey_runs (workspace, customer_id, journey_id, coalesce(key, ''))
      where ended_at is null;
    create index journey_runs_customer on journey_runs (customer_id, journey_id, entered_at);
    create index journey_runs_due on journey_runs (due_at) where ended_at is null and stuck_at is null;
    create index journey_runs_stuck on journey_runs (stuck_at) where stuck_at is not null;
    create index journey_runs_swept on journey_runs (due_at)
      where swept > 0 and ended_at is null and stuck_at is null;

    create table run_inputs (
      journey_run_id uuid not null references journey_runs on delete cascade,
      seq bigint not null,
      kind text not null,
      event_id uuid,
      event_accepted_at timestamptz,
      body jsonb,                                -- null for events
      accepted_at timestamptz not null,
      primary key (journey_run_id, seq)
    );

    create table run_visits (
      journey_run_id uuid not null references journey_runs on delete cascade,
      visit integer not null,
      step_id text not null,
      arrived_at timestamptz not null,
      left_at timestamptz,
      path text,
      primary key (journey_run_id, visit)
    );

    create table messages (
      id uuid primary key,                       -- what receivers know the message by
      origin text not null check (origin in ('run', 'api', 'broadcast')),
      journey_run_id uuid references journey_runs,
      visit integer,
      workspace text not null,
      customer_id uuid not null,
      journey_id text,
      step_id text,
      channel text not null,                     -- until an attempt selects one: the first of the step's
      template_id text not null,
      template_version integer,
      language text,                             -- of the parts that were sent; null: the unmarked ones
      state text not null check (state in ('requested', 'claimed', 'sending', 'accepted', 'blocked', 'deferred',
        'failed-temporarily', 'failed-permanently', 'unknown')),
      -- No index names a column that each message changes, so that its updates stay on their page (HOT).
      is_retried boolean not null generated always as (state = 'failed-temporarily') stored,
      attempt integer not null default 0,        -- of the newest attempt; 0: none was made
      leased_until timestamptz,
      in_doubt boolean not null default false,   -- an attempt may have arrived: see messages.ts
      rule text,                                 -- which rule of the guard said no or later
      rule_value text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      accepted_at timestamptz,
      unique (journey_run_id, visit),
      check (num_nonnulls(journey_run_id, visit, journey_id, step_id) = case origin when 'run' then 4 else 0 end)
    ) with (fillfactor = 70);
    create index messages_customer on messages (customer_id, created_at);
    create index messages_retried on messages (workspace) where is_retried;
    create index messages_created on messages using brin (created_at) with (autosummarize = on);

    create table message_attempts (
      message_id uuid not null references messages on delete cascade,
      attempt integer not null,
      channel text not null,
      token uuid not null,                       -- the attempt that has it holds the claim
      outcome text check (outcome in ('accepted', 'failed-temporarily', 'failed-permanently', 'unknown', 'abandoned')),
      provider_id text,                          -- what the provider calls the message
      error_code text,
      error_id uuid,
      started_at timestamptz not null,
      ended_at timestamptz,
      primary key (message_id, attempt)
    ) with (fillfactor = 85);

    -- The transactional outbox: runs that need a turn (store/outbox/outbox.ts).
    create sequence outbox_generation;
    create table outbox (
      journey_run_id uuid primary key,
      generation bigint not null default nextval('outbox_generation'),
      lane smallint not null,
      label text not null default '',            -- input kind and event name, for Temporal's UI
      enqueued_at timestamptz not null default clock_timestamp(), -- enqueueing a waiting run again keeps it
      attempts smallint not null default 0,      -- how often Temporal was notified since, without a turn
      leased_until timestamptz not null default '-infinity'
    ) with (fillfactor = 70);
    create index outbox_order on outbox (lane, generation);

    -- Heartbeats of API and worker processes (store/measurement/processes.ts).
    create table processes (
      id uuid primary key,
      role text not null check (role in ('api', 'worker')),
      version text not null,
      host text not null,
      pid integer not null,
      kinds jsonb not null,                      -- family ▸ names of the kinds that the process knows
      started_at timestamptz not null,
      seen_at timestamptz not null
    );

    create table failures (
      id uuid primary key,
      at timestamptz not null default now(),
      journey_run_id uuid,
      class text not null,
      code text not null,
      message text not null,                     -- may hold personal data: stays out of Temporal and logs
      stack text
    );
    create index failures_run on failures (journey_run_id);
  `);
}

export async function down(): Promise<void> {
  throw new Error('The initial schema has no way back: drop the database instead.');
}

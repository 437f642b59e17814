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
      clock_stopped_at timestamptz,              -- in test mode: it is this moment until the clock is set again
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

    create table customers (
      id uuid primary key,
      workspace text not null references workspaces,
      traits jsonb not null default '{}',
      trait_times jsonb not null default '{}',   -- trait ▸ time (ms) of the event that set it: the latest event wins
      consents jsonb not null default '{}',      -- what the rows of consents amount to
      merged_into uuid references customers,     -- the customer that this one was joined into; never one that was joined itself
      created_at timestamptz not null
    ) with (fillfactor = 85);
    create index customers_merged on customers (merged_into) where merged_into is not null;

    create table consents (
      id uuid primary key,
      workspace text not null references workspaces,
      customer_id uuid not null references customers,
      subject_kind text not null check (subject_kind in ('topic', 'channel', 'marketing-channel', 'purpose')),
      subject_name text not null,
      state text not null check (state in ('granted', 'withdrawn')),
      source text not null check (source in ('page', 'api', 'one-click', 'complaint', 'operator', 'import')),
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
      by_device boolean not null default false,  -- by the clock of a browser or device
      flags text[],                              -- codes of what was not used of the call, or counts otherwise
      accepted_at timestamptz not null,
      depth smallint not null default 0,         -- causation: of an event that a run emits, one more than what led to it
      primary key (accepted_at, id)
    ) partition by range (accepted_at);
    create index events_customer on events (customer_id, accepted_at, name);
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
      superseded_at timestamptz,                 -- an older run of the customer goes on in its place; it still has to end
      stuck_at timestamptz,
      stuck_error_id uuid,
      goal_until timestamptz,                    -- the goal's watch ends then, whether or not the run has; null: there is none
      foreign key (workspace, journey_id, version) references journey_versions
    ) with (fillfactor = 70);
    create unique index journey_runs_open on journey_runs (workspace, customer_id, journey_id, coalesce(key, ''))
      where ended_at is null and superseded_at is null;
    create index journey_runs_customer on journey_runs (customer_id, journey_id, entered_at);
    create index journey_runs_due on journey_runs (due_at) where ended_at is null and stuck_at is null;
    create index journey_runs_goal on journey_runs (customer_id, goal_until) where goal_until is not null;
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
      is_unknown boolean not null generated always as (state = 'unknown') stored,
      attempt integer not null default 0,        -- of the newest attempt; 0: none was made
      leased_until timestamptz,
      in_doubt boolean not null default false,   -- an attempt may have arrived: see messages.ts
      rule text,                                 -- which rule of the guard said no or later
      rule_value text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      accepted_at timestamptz,
      -- Engagement: the earliest human sign of each level (store/messages/feedback.ts).
      delivered_at timestamptz,
      opened_at timestamptz,
      clicked_at timestamptz,
      tracks_opens boolean,                      -- null until an attempt is made; false: opens are not measured
      tracks_links boolean,
      address_hash bytea,                        -- of the newest attempt's address: what a bounce suppresses
      resend_at timestamptz,                     -- an operator decided so: another attempt is due, which no run waits for
      unique (journey_run_id, visit),
      check (num_nonnulls(journey_run_id, visit, journey_id, step_id) = case origin when 'run' then 4 else 0 end)
    ) with (fillfactor = 70);
    create index messages_customer on messages (customer_id, created_at);
    create index messages_retried on messages (workspace) where is_retried;
    create index messages_unknown on messages (workspace, id) where is_unknown;
    create index messages_resend on messages (resend_at) where resend_at is not null;
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

    -- The inboxes of customers: what the channel in-app delivers. Every insert and change takes a new position, under the
    -- customer's lock: what is behind a position is what has changed since (store/inbox/inbox.ts).
    create sequence inbox_position;
    create table inbox_messages (
      id uuid primary key references messages on delete cascade, -- the message's: a repeated insert is no second message
      workspace text not null,
      customer_id uuid not null references customers,
      position bigint not null default nextval('inbox_position'),
      title text not null,
      body text not null,                        -- limited Markdown: core/message/limited-markdown.ts
      url text,
      button text,
      place text not null check (place in ('inbox', 'banner', 'modal')),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      delivered_at timestamptz,                  -- first fetched or streamed
      seen_at timestamptz,
      clicked_at timestamptz,
      dismissed_at timestamptz
    ) with (fillfactor = 85);
    create unique index inbox_messages_position on inbox_messages (customer_id, position);
    create index inbox_messages_expired on inbox_messages (expires_at);
    create index inbox_messages_newest on inbox_messages (workspace, id);

    -- One use each, within seconds: a browser's EventSource has no header for a user token.
    create table stream_tickets (
      id uuid primary key,
      workspace text not null references workspaces,
      user_id text not null,
      valid_until timestamptz not null,
      ends_at timestamptz not null               -- of the stream: when the user token behind it expires
    );
    create index stream_tickets_valid on stream_tickets (valid_until);

    -- What providers, pixels and links report of messages (store/messages/feedback.ts).
    create table message_feedback (
      id uuid primary key,
      message_id uuid not null references messages on delete cascade,
      source text not null,
      fingerprint bytea not null,                -- SHA-256 of the provider's event id, else of the body: a repeat has the same
      kind text not null check (kind in ('delivered', 'opened', 'clicked', 'bounced', 'complained', 'unsubscribed',
        'seen', 'dismissed')),
      bounce text check (bounce in ('hard', 'soft')),
      url text,                                  -- of a click
      links integer,                             -- of a click: how many links the message has
      machine text,                              -- by which sign it was no person; null: a person, or not decided yet
      occurred_at timestamptz not null,
      received_at timestamptz not null,
      due_at timestamptz,                        -- by PostgreSQL's clock: when it is decided; null: it is
      unique (message_id, source, fingerprint)
    );
    create index message_feedback_due on message_feedback (due_at) where due_at is not null;

    -- Addresses that nothing is sent to any more. A hash, so that the list outlives the customer without naming anybody.
    create table suppressions (
      workspace text not null references workspaces,
      channel text not null,
      address_hash bytea not null,               -- SHA-256 of the address as store/messages/suppressions.ts spells it
      reason text not null check (reason in ('hard-bounce', 'complaint', 'manual')),
      message_id uuid,                           -- whose feedback it was
      at timestamptz not null,
      primary key (workspace, channel, address_hash)
    );

    -- What an operator decided about a message without an outcome.
    create table message_decisions (
      message_id uuid not null references messages on delete cascade,
      at timestamptz not null,
      decision text not null check (decision in ('resend', 'accept')),
      decided_by text not null,                  -- the title of the key
      why text not null,
      primary key (message_id, at)
    );

    -- Channels whose provider refuses us, not an address (services/delivery/breaker.ts).
    create table channel_alarms (
      workspace text not null references workspaces,
      channel text not null,
      code text not null,
      error_id uuid,
      since timestamptz not null,
      last_at timestamptz not null,
      primary key (workspace, channel)
    );

    -- What people were asked to do by runs (store/tasks/tasks.ts).
    create table tasks (
      id uuid primary key,
      workspace text not null,
      journey_run_id uuid not null references journey_runs on delete cascade,
      visit integer not null,
      journey_id text not null,
      step_id text not null,
      title text not null,
      instruction text not null,                 -- with the customer's values: stays in this table
      choices text[] not null,
      group_id text,                             -- the group that is asked now
      person text,                               -- the person who is asked now, where it is no group
      assignee text,                             -- whose turn it is, or who has claimed it
      state text not null check (state in ('open', 'claimed', 'answered', 'overdue', 'cancelled')),
      choice text,
      note text,
      remind_at timestamptz,
      escalate_at timestamptz,
      due_at timestamptz,
      reminded_at timestamptz,
      escalated_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      closed_at timestamptz,
      unique (journey_run_id, visit),
      check (num_nonnulls(group_id, person) = 1),
      check ((state = 'answered') = (choice is not null)),
      check ((state in ('open', 'claimed')) = (closed_at is null))
    ) with (fillfactor = 85);
    create index tasks_open on tasks (workspace, id) where closed_at is null;
    create index tasks_group on tasks (workspace, group_id, id);
    create index tasks_assignee on tasks (workspace, assignee, id);

    create table task_history (
      task_id uuid not null references tasks on delete cascade,
      seq integer not null,
      at timestamptz not null,
      what text not null check (what in ('created', 'claimed', 'released', 'reminded', 'escalated', 'answered', 'overdue',
        'cancelled')),
      person text,                               -- who did it; of created, reminded and escalated: who is asked
      group_id text,                             -- the group that is asked
      primary key (task_id, seq)
    );

    -- What people are told about tasks (store/tasks/task-alerts.ts).
    create table task_alerts (
      id uuid primary key,
      task_id uuid not null references tasks on delete cascade,
      what text not null check (what in ('created', 'reminded', 'escalated')),
      alert text,                                -- of the workspace's configuration
      address text,                              -- or of the person who is asked
      state text not null check (state in ('waiting', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'dropped')),
      token uuid,
      leased_until timestamptz,
      due_at timestamptz not null default clock_timestamp(), -- of the next attempt
      created_at timestamptz not null default clock_timestamp(),
      error_code text,
      unique (task_id, what),
      check (num_nonnulls(alert, address) = 1)
    ) with (fillfactor = 70);
    create index task_alerts_open on task_alerts (due_at) where state in ('waiting', 'claimed', 'sending');

    -- Whose turn it is in a group: how many tasks were given out by rotation.
    create table task_rotations (
      workspace text not null,
      group_id text not null,
      given bigint not null,
      primary key (workspace, group_id)
    );

    -- Runs that reached the goal of their journey, by the first event that did.
    create table run_goals (
      journey_run_id uuid primary key references journey_runs on delete cascade,
      reached_at timestamptz not null,
      event_id uuid not null,
      event_accepted_at timestamptz not null,
      value numeric
    );

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

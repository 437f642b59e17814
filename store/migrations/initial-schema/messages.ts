/** Messages and the attempts to deliver them. */
export const messages = `
  create table messages (
    id uuid primary key,                       -- what receivers know the message by
    origin text not null check (origin in ('run', 'api', 'broadcast', 'import')),
    journey_run_id uuid references journey_runs,
    visit integer,
    decision_visit integer,                    -- of the decision that it carries out
    workspace text not null,
    customer_id uuid not null,
    journey_id text,
    step_id text,
    channel text not null,                     -- until an attempt selects one: the first of the step's
    template_id text not null,
    template_version integer,
    topic text,                                -- what it is about: caps may ask
    priority smallint not null default 50,     -- of its journey
    in_caps boolean not null default false,    -- it falls under frequency caps
    observed boolean not null default false,   -- of an observed run: it never leaves
    counted_at timestamptz,                    -- its newest claim, where the workspace has caps (store/messages/limits/counted-messages.ts)
    language text,                             -- of the parts that were sent; null: the unmarked ones
    state text not null check (state in ('requested', 'claimed', 'sending', 'accepted', 'blocked', 'deferred',
      'failed-temporarily', 'failed-permanently', 'unknown', 'observed')),
    check (not observed or state in ('requested', 'blocked', 'deferred', 'failed-permanently', 'observed')),
    -- No index names a column that each message changes, so that its updates stay on their page (HOT).
    is_retried boolean not null generated always as (state = 'failed-temporarily') stored,
    is_unknown boolean not null generated always as (state = 'unknown') stored,
    -- What people look for in the ledger: states that are no stop on the way to "accepted", and the rule that blocked.
    held text generated always as (case when state in ('blocked', 'deferred', 'failed-temporarily', 'failed-permanently',
      'unknown', 'observed') then state end) stored,
    blocked_by text generated always as (case when state = 'blocked' then rule end) stored,
    attempt integer not null default 0,        -- of the newest attempt; 0: none was made
    leased_until timestamptz,
    in_doubt boolean not null default false,   -- an attempt may have arrived: see messages.ts
    rule text,                                 -- which rule of the guard said no or later
    rule_value text,
    deferred_since timestamptz,                -- since when the same rule has deferred it without a break
    slot_at timestamptz,                       -- reserved for it in its channel's send rate
    created_at timestamptz not null,
    updated_at timestamptz not null,
    accepted_at timestamptz,
    prompted_at timestamptz,                   -- acceptance of the event that led to it at once; null: a wait, a pause or a rule lies between
    -- Engagement: the earliest human sign of each level (store/messages/feedback.ts).
    delivered_at timestamptz,
    opened_at timestamptz,
    clicked_at timestamptz,
    tracks_opens boolean,                      -- null until an attempt is made; false: opens are not measured
    tracks_links boolean,
    untracked_reason text check (untracked_reason in ('consent', 'settings')), -- of a mail of which one of the two is false
    address_hash bytea,                        -- of the newest attempt's address: what a bounce suppresses
    resend_at timestamptz,                     -- an operator decided so: another attempt is due, which no run waits for
    unique (journey_run_id, visit),
    check (num_nonnulls(journey_run_id, visit, journey_id, step_id) = case origin when 'run' then 4 else 0 end)
  ) with (fillfactor = 70);
  create index messages_customer on messages (customer_id, created_at);
  create index messages_counted on messages (customer_id, counted_at) where counted_at is not null;
  create index messages_journey on messages (workspace, journey_id, id);
  create index messages_held on messages (workspace, held, id) where held is not null;
  create index messages_blocked_by on messages (workspace, blocked_by, id) where blocked_by is not null;
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

  -- What an operator decided about a message without an outcome.
  create table message_decisions (
    message_id uuid not null references messages on delete cascade,
    at timestamptz not null,
    decision text not null check (decision in ('resend', 'accept')),
    decided_by text not null,                  -- the title of the key
    why text not null,
    primary key (message_id, at)
  );

  -- Send rates of channels: when each is free (store/messages/limits/send-slots.ts).
  create table send_slots (
    workspace text not null references workspaces,
    channel text not null,
    free_at timestamptz not null,
    primary key (workspace, channel)
  ) with (fillfactor = 50);

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

  -- Messages that people send to themselves to see whether a channel works (store/messages/test-sends.ts).
  create table test_sends (
    id uuid primary key,
    workspace text not null references workspaces,
    channel text not null,
    address text,                              -- until the attempt has ended
    asked_by text not null,                    -- a person, or the title of a key
    state text not null default 'waiting'
      check (state in ('waiting', 'claimed', 'sending', 'accepted', 'failed', 'unknown')),
    token uuid,
    leased_until timestamptz,
    code text,
    detail text,                               -- what the provider said
    created_at timestamptz not null default clock_timestamp(),
    answered_at timestamptz
  );
  create index test_sends_open on test_sends (id) where state in ('waiting', 'claimed', 'sending');
`;

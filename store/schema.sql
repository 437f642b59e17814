-- The schema that the migrations make, for reading. Written by `npm run schema` from the catalogs of a migrated database
-- (the embedded PostgreSQL brings no pg_dump); test/store/schema.test.ts compares it. Left out: the monthly partitions.

create sequence outbox_generation;

create table accepted_messages (
  workspace text not null,
  message_id text not null,
  accepted_at timestamp with time zone not null,
  constraint accepted_messages_pkey PRIMARY KEY (workspace, message_id)
);
CREATE INDEX accepted_messages_age ON accepted_messages USING brin (accepted_at);

create table access_keys (
  id uuid not null,
  workspace text not null,
  kind text not null,
  title text not null,
  hash bytea not null,
  created_at timestamp with time zone default now() not null,
  revoked_at timestamp with time zone,
  constraint access_keys_pkey PRIMARY KEY (id),
  constraint access_keys_hash_key UNIQUE (hash),
  constraint access_keys_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint access_keys_kind_check CHECK ((kind = ANY (ARRAY['write'::text, 'admin'::text])))
);

create table configuration_versions (
  workspace text not null,
  version integer not null,
  configuration jsonb not null,
  published_at timestamp with time zone not null,
  constraint configuration_versions_pkey PRIMARY KEY (workspace, version),
  constraint configuration_versions_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table customers (
  id uuid not null,
  workspace text not null,
  traits jsonb default '{}'::jsonb not null,
  trait_times jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
) with (fillfactor=85);

create table events (
  id uuid not null,
  workspace text not null,
  customer_id uuid not null,
  type text not null,
  name text not null,
  properties jsonb not null,
  context jsonb not null,
  message_id text not null,
  occurred_at timestamp with time zone not null,
  accepted_at timestamp with time zone not null,
  constraint events_pkey PRIMARY KEY (accepted_at, id)
) partition by RANGE (accepted_at);
CREATE INDEX events_customer ON events USING btree (customer_id, name, accepted_at);

create table events_default partition of events DEFAULT;

create table failures (
  id uuid not null,
  at timestamp with time zone default now() not null,
  journey_run_id uuid,
  class text not null,
  code text not null,
  message text not null,
  stack text,
  constraint failures_pkey PRIMARY KEY (id)
);
CREATE INDEX failures_run ON failures USING btree (journey_run_id);

create table identities (
  workspace text not null,
  kind text not null,
  value text not null,
  customer_id uuid not null,
  constraint identities_pkey PRIMARY KEY (workspace, kind, value),
  constraint identities_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX identities_customer ON identities USING btree (customer_id);

create table journey_runs (
  id uuid not null,
  workspace text not null,
  customer_id uuid not null,
  journey_id text not null,
  version integer not null,
  key text,
  entry_event_id uuid not null,
  entry_accepted_at timestamp with time zone not null,
  entered_at timestamp with time zone not null,
  state jsonb not null,
  label text default ''::text not null,
  last_seq bigint not null,
  consumed bigint default 0 not null,
  due_at timestamp with time zone,
  swept integer default 0 not null,
  ended_at timestamp with time zone,
  end_reason text,
  stuck_at timestamp with time zone,
  stuck_error_id uuid,
  constraint journey_runs_pkey PRIMARY KEY (id),
  constraint journey_runs_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint journey_runs_workspace_journey_id_version_fkey FOREIGN KEY (workspace, journey_id, version) REFERENCES journey_versions(workspace, journey_id, version)
) with (fillfactor=70);
CREATE INDEX journey_runs_customer ON journey_runs USING btree (customer_id, journey_id, entered_at);
CREATE INDEX journey_runs_due ON journey_runs USING btree (due_at) WHERE ((ended_at IS NULL) AND (stuck_at IS NULL));
CREATE INDEX journey_runs_stuck ON journey_runs USING btree (stuck_at) WHERE (stuck_at IS NOT NULL);
CREATE INDEX journey_runs_swept ON journey_runs USING btree (due_at) WHERE ((swept > 0) AND (ended_at IS NULL) AND (stuck_at IS NULL));
CREATE UNIQUE INDEX journey_runs_open ON journey_runs USING btree (workspace, customer_id, journey_id, COALESCE(key, ''::text)) WHERE (ended_at IS NULL);

create table journey_versions (
  workspace text not null,
  journey_id text not null,
  version integer not null,
  hash text not null,
  definition jsonb not null,
  published_at timestamp with time zone not null,
  constraint journey_versions_pkey PRIMARY KEY (workspace, journey_id, version),
  constraint journey_versions_workspace_journey_id_hash_key UNIQUE (workspace, journey_id, hash),
  constraint journey_versions_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id) DEFERRABLE INITIALLY DEFERRED
);

create table journeys (
  workspace text not null,
  id text not null,
  live_version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint journeys_pkey PRIMARY KEY (workspace, id),
  constraint journeys_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table message_attempts (
  message_id uuid not null,
  attempt integer not null,
  channel text not null,
  token uuid not null,
  outcome text,
  provider_id text,
  error_code text,
  error_id uuid,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint message_attempts_pkey PRIMARY KEY (message_id, attempt),
  constraint message_attempts_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE CASCADE,
  constraint message_attempts_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'failed-temporarily'::text, 'failed-permanently'::text, 'unknown'::text, 'abandoned'::text])))
) with (fillfactor=85);

create table messages (
  id uuid not null,
  origin text not null,
  journey_run_id uuid,
  visit integer,
  workspace text not null,
  customer_id uuid not null,
  journey_id text,
  step_id text,
  channel text not null,
  template_id text not null,
  template_version integer,
  language text,
  state text not null,
  is_retried boolean default (state = 'failed-temporarily'::text) not null,
  attempt integer default 0 not null,
  leased_until timestamp with time zone,
  in_doubt boolean default false not null,
  rule text,
  rule_value text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_journey_run_id_visit_key UNIQUE (journey_run_id, visit),
  constraint messages_journey_run_id_fkey FOREIGN KEY (journey_run_id) REFERENCES journey_runs(id),
  constraint messages_check CHECK ((num_nonnulls(journey_run_id, visit, journey_id, step_id) =
CASE origin
    WHEN 'run'::text THEN 4
    ELSE 0
END)),
  constraint messages_origin_check CHECK ((origin = ANY (ARRAY['run'::text, 'api'::text, 'broadcast'::text]))),
  constraint messages_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'claimed'::text, 'sending'::text, 'accepted'::text, 'blocked'::text, 'deferred'::text, 'failed-temporarily'::text, 'failed-permanently'::text, 'unknown'::text])))
) with (fillfactor=70);
CREATE INDEX messages_created ON messages USING brin (created_at) WITH (autosummarize='on');
CREATE INDEX messages_customer ON messages USING btree (customer_id, created_at);
CREATE INDEX messages_retried ON messages USING btree (workspace) WHERE is_retried;

create table outbox (
  journey_run_id uuid not null,
  generation bigint default nextval('outbox_generation'::regclass) not null,
  lane smallint not null,
  label text default ''::text not null,
  enqueued_at timestamp with time zone default clock_timestamp() not null,
  attempts smallint default 0 not null,
  leased_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint outbox_pkey PRIMARY KEY (journey_run_id)
) with (fillfactor=70);
CREATE INDEX outbox_order ON outbox USING btree (lane, generation);

create table partials (
  workspace text not null,
  name text not null,
  sources jsonb not null,
  updated_at timestamp with time zone not null,
  constraint partials_pkey PRIMARY KEY (workspace, name),
  constraint partials_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table processes (
  id uuid not null,
  role text not null,
  version text not null,
  host text not null,
  pid integer not null,
  kinds jsonb not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint processes_pkey PRIMARY KEY (id),
  constraint processes_role_check CHECK ((role = ANY (ARRAY['api'::text, 'worker'::text])))
);

create table run_inputs (
  journey_run_id uuid not null,
  seq bigint not null,
  kind text not null,
  event_id uuid,
  event_accepted_at timestamp with time zone,
  body jsonb,
  accepted_at timestamp with time zone not null,
  constraint run_inputs_pkey PRIMARY KEY (journey_run_id, seq),
  constraint run_inputs_journey_run_id_fkey FOREIGN KEY (journey_run_id) REFERENCES journey_runs(id) ON DELETE CASCADE
);

create table run_visits (
  journey_run_id uuid not null,
  visit integer not null,
  step_id text not null,
  arrived_at timestamp with time zone not null,
  left_at timestamp with time zone,
  path text,
  constraint run_visits_pkey PRIMARY KEY (journey_run_id, visit),
  constraint run_visits_journey_run_id_fkey FOREIGN KEY (journey_run_id) REFERENCES journey_runs(id) ON DELETE CASCADE
);

create table template_versions (
  workspace text not null,
  template_id text not null,
  version integer not null,
  hash text not null,
  content jsonb not null,
  partials jsonb default '{}'::jsonb not null,
  data jsonb,
  fixtures jsonb default '{}'::jsonb not null,
  published_at timestamp with time zone not null,
  constraint template_versions_pkey PRIMARY KEY (workspace, template_id, version),
  constraint template_versions_workspace_template_id_hash_key UNIQUE (workspace, template_id, hash),
  constraint template_versions_workspace_template_id_fkey FOREIGN KEY (workspace, template_id) REFERENCES templates(workspace, id) DEFERRABLE INITIALLY DEFERRED
);

create table templates (
  workspace text not null,
  id text not null,
  live_version integer not null,
  updated_at timestamp with time zone not null,
  constraint templates_pkey PRIMARY KEY (workspace, id),
  constraint templates_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table workspace_secrets (
  id uuid not null,
  workspace text not null,
  purpose text not null,
  secret bytea not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  retired_at timestamp with time zone,
  constraint workspace_secrets_pkey PRIMARY KEY (id),
  constraint workspace_secrets_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint workspace_secrets_purpose_check CHECK ((purpose = ANY (ARRAY['links'::text, 'user-tokens'::text])))
);
CREATE INDEX workspace_secrets_purpose ON workspace_secrets USING btree (workspace, purpose) WHERE (retired_at IS NULL);

create table workspaces (
  id text not null,
  catalog_number bigint default 1 not null,
  clock_offset_ms bigint default 0 not null,
  time_zone text default 'UTC'::text not null,
  configuration_version integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  constraint workspaces_pkey PRIMARY KEY (id)
);

-- The schema that the migrations make, for reading. Written by `npm run schema` from the catalogs of a migrated database
-- (the embedded PostgreSQL brings no pg_dump); test/store/schema.test.ts compares it. Left out: the monthly partitions.

create sequence inbox_position;

create sequence outbox_generation;

create sequence policy_feedback_id_seq;

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
  constraint access_keys_kind_check CHECK ((kind = ANY (ARRAY['browser'::text, 'server'::text, 'admin'::text])))
);

create table audit_entries (
  id uuid not null,
  workspace text not null,
  at timestamp with time zone default now() not null,
  user_id uuid,
  key_id uuid,
  operation text not null,
  target text,
  status smallint,
  code text,
  constraint audit_entries_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_entries_newest ON audit_entries USING btree (workspace, id);
CREATE INDEX audit_entries_target ON audit_entries USING btree (workspace, target, id);

create table blocked_entries (
  workspace text not null,
  journey_id text not null,
  hour timestamp with time zone not null,
  reason text not null,
  entries bigint not null,
  constraint blocked_entries_pkey PRIMARY KEY (workspace, journey_id, hour, reason),
  constraint blocked_entries_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table bulk_act_runs (
  act_id uuid not null,
  journey_run_id uuid not null,
  outcome text,
  constraint bulk_act_runs_pkey PRIMARY KEY (act_id, journey_run_id),
  constraint bulk_act_runs_act_id_fkey FOREIGN KEY (act_id) REFERENCES bulk_acts(id) ON DELETE CASCADE,
  constraint bulk_act_runs_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'gone'::text, 'ended'::text, 'not-stuck'::text])))
);
CREATE INDEX bulk_act_runs_open ON bulk_act_runs USING btree (act_id, journey_run_id) WHERE (outcome IS NULL);

create table bulk_acts (
  id uuid not null,
  workspace text not null,
  act text not null,
  reason text,
  move jsonb,
  asked jsonb not null,
  asked_by text not null,
  total integer not null,
  is_limited boolean not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint bulk_acts_pkey PRIMARY KEY (id),
  constraint bulk_acts_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint bulk_acts_act_check CHECK ((act = ANY (ARRAY['retry'::text, 'exit'::text, 'migrate'::text]))),
  constraint bulk_acts_check CHECK (((act = 'exit'::text) = (reason IS NOT NULL))),
  constraint bulk_acts_check1 CHECK (((act = 'migrate'::text) = (move IS NOT NULL)))
);
CREATE INDEX bulk_acts_newest ON bulk_acts USING btree (workspace, id);
CREATE INDEX bulk_acts_open ON bulk_acts USING btree (id) WHERE (ended_at IS NULL);

create table calls (
  journey_run_id uuid not null,
  visit integer not null,
  workspace text not null,
  step_id text not null,
  endpoint text not null,
  state text default 'open'::text not null,
  attempts integer not null,
  rule text,
  detail text,
  requested_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint calls_pkey PRIMARY KEY (journey_run_id, visit),
  constraint calls_journey_run_id_fkey FOREIGN KEY (journey_run_id) REFERENCES journey_runs(id) ON DELETE CASCADE,
  constraint calls_state_check CHECK ((state = ANY (ARRAY['open'::text, 'ok'::text, 'rejected'::text, 'failed'::text])))
);

create table channel_alarms (
  workspace text not null,
  channel text not null,
  code text not null,
  error_id uuid,
  since timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint channel_alarms_pkey PRIMARY KEY (workspace, channel),
  constraint channel_alarms_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table configuration_versions (
  workspace text not null,
  version integer not null,
  configuration jsonb not null,
  published_at timestamp with time zone not null,
  published_by text,
  constraint configuration_versions_pkey PRIMARY KEY (workspace, version),
  constraint configuration_versions_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table consents (
  id uuid not null,
  workspace text not null,
  customer_id uuid not null,
  subject_kind text not null,
  subject_name text not null,
  state text not null,
  source text not null,
  occurred_at timestamp with time zone,
  accepted_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  message_id uuid,
  constraint consents_pkey PRIMARY KEY (id),
  constraint consents_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint consents_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint consents_source_check CHECK ((source = ANY (ARRAY['page'::text, 'api'::text, 'one-click'::text, 'complaint'::text, 'operator'::text, 'import'::text, 'reply'::text]))),
  constraint consents_state_check CHECK ((state = ANY (ARRAY['granted'::text, 'withdrawn'::text]))),
  constraint consents_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['topic'::text, 'channel'::text, 'marketing-channel'::text, 'purpose'::text])))
);
CREATE INDEX consents_customer ON consents USING btree (customer_id, id);
CREATE INDEX consents_time ON consents USING brin (accepted_at) WITH (autosummarize='on');

create table customer_purchases (
  customer_id uuid not null,
  workspace text not null,
  days integer not null,
  first_day integer not null,
  last_day integer not null,
  money numeric not null,
  repeat_money numeric not null,
  model_number integer,
  constraint customer_purchases_pkey PRIMARY KEY (customer_id),
  constraint customer_purchases_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint customer_purchases_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);
CREATE INDEX customer_purchases_model ON customer_purchases USING btree (workspace, model_number);

create table customer_purchases_dirty (
  workspace text not null,
  customer_id uuid not null
);
CREATE INDEX customer_purchases_dirty_workspace ON customer_purchases_dirty USING btree (workspace);

create table customers (
  id uuid not null,
  workspace text not null,
  traits jsonb default '{}'::jsonb not null,
  trait_times jsonb default '{}'::jsonb not null,
  consents jsonb default '{}'::jsonb not null,
  merged_into uuid,
  created_at timestamp with time zone not null,
  time_zone text generated always as ("left"((traits ->> 'timezone'::text), 64)) stored,
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES customers(id),
  constraint customers_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
) with (fillfactor=85);
CREATE INDEX customers_merged ON customers USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX customers_zone ON customers USING btree (workspace, time_zone, id) WHERE (merged_into IS NULL);

create table date_entries (
  workspace text not null,
  journey_id text not null,
  entry_id text not null,
  rule jsonb not null,
  is_gone boolean default false not null,
  fill_after uuid,
  filled_at timestamp with time zone,
  constraint date_entries_pkey PRIMARY KEY (workspace, journey_id, entry_id),
  constraint date_entries_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id)
);

create table decision_rewards (
  journey_run_id uuid not null,
  visit integer not null,
  event_id uuid not null,
  value numeric not null,
  part smallint not null,
  at timestamp with time zone not null,
  constraint decision_rewards_pkey PRIMARY KEY (journey_run_id, visit, event_id),
  constraint decision_rewards_journey_run_id_visit_fkey FOREIGN KEY (journey_run_id, visit) REFERENCES decisions(journey_run_id, visit)
);

create table decisions (
  journey_run_id uuid not null,
  visit integer not null,
  workspace text not null,
  customer_id uuid,
  step_id text not null,
  policy_id text not null,
  policy_version integer not null,
  decided_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  cohort timestamp with time zone not null,
  candidate_key text,
  context text,
  is_trial boolean not null,
  record jsonb not null,
  void text,
  constraint decisions_pkey PRIMARY KEY (journey_run_id, visit),
  constraint decisions_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint decisions_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);
CREATE INDEX decisions_customer ON decisions USING btree (customer_id, policy_id, decided_at DESC);
CREATE INDEX decisions_policy ON decisions USING btree (workspace, policy_id, decided_at);

create table draft_readers (
  workspace text not null,
  journey_id text not null,
  page text not null,
  reader text not null,
  step text,
  seen_at timestamp with time zone default now() not null,
  constraint draft_readers_pkey PRIMARY KEY (workspace, journey_id, page),
  constraint draft_readers_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journey_drafts(workspace, journey_id) ON DELETE CASCADE
);

create table entry_counts (
  workspace text not null,
  journey_id text not null,
  period text not null,
  entered bigint not null,
  constraint entry_counts_pkey PRIMARY KEY (workspace, journey_id, period),
  constraint entry_counts_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id)
);

create table entry_dates (
  workspace text not null,
  journey_id text not null,
  entry_id text not null,
  customer_id uuid not null,
  date date,
  due_at timestamp with time zone,
  past date,
  constraint entry_dates_pkey PRIMARY KEY (customer_id, journey_id, entry_id),
  constraint entry_dates_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id)
) with (fillfactor=85);
CREATE INDEX entry_dates_due ON entry_dates USING btree (workspace, journey_id, entry_id, due_at);

create table entry_schedules (
  workspace text not null,
  journey_id text not null,
  schedule_id text not null,
  zone text not null,
  of_customers boolean not null,
  rule jsonb not null,
  next_date date,
  next_at timestamp with time zone,
  constraint entry_schedules_pkey PRIMARY KEY (workspace, journey_id, schedule_id, zone),
  constraint entry_schedules_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id)
);
CREATE INDEX entry_schedules_due ON entry_schedules USING btree (next_at) WHERE (next_at IS NOT NULL);

create table erased_runs (
  journey_run_id uuid not null,
  journey_id text not null,
  constraint erased_runs_pkey PRIMARY KEY (journey_run_id)
);

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
  by_device boolean default false not null,
  flags text[],
  accepted_at timestamp with time zone not null,
  depth smallint default 0 not null,
  constraint events_pkey PRIMARY KEY (accepted_at, id)
) partition by RANGE (accepted_at);
CREATE INDEX events_customer ON events USING btree (customer_id, accepted_at, name);

create table events_default partition of events DEFAULT;

create table experiment_arms (
  workspace text not null,
  customer_id uuid not null,
  experiment text not null,
  arm text not null,
  drawn_at timestamp with time zone not null,
  is_mixed boolean default false not null,
  constraint experiment_arms_pkey PRIMARY KEY (customer_id, experiment),
  constraint experiment_arms_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint experiment_arms_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);
CREATE INDEX experiment_arms_experiment ON experiment_arms USING btree (workspace, experiment, drawn_at);

create table experiment_days_dirty (
  workspace text not null,
  experiment text not null,
  day date not null
);
CREATE INDEX experiment_days_dirty_experiment ON experiment_days_dirty USING btree (workspace, experiment);

create table experiment_progress (
  workspace text not null,
  experiment text not null,
  metric text not null,
  until date not null,
  constraint experiment_progress_pkey PRIMARY KEY (workspace, experiment, metric),
  constraint experiment_progress_workspace_experiment_fkey FOREIGN KEY (workspace, experiment) REFERENCES experiments(workspace, id) ON DELETE CASCADE
);

create table experiment_sums (
  workspace text not null,
  experiment text not null,
  metric text not null,
  day date not null,
  arm text not null,
  n bigint not null,
  positive bigint not null,
  sum numeric not null,
  squares numeric not null,
  before numeric not null,
  before_squares numeric not null,
  products numeric not null,
  constraint experiment_sums_pkey PRIMARY KEY (workspace, experiment, metric, day, arm),
  constraint experiment_sums_workspace_experiment_fkey FOREIGN KEY (workspace, experiment) REFERENCES experiments(workspace, id) ON DELETE CASCADE
);

create table experiments (
  workspace text not null,
  id text not null,
  kind text not null,
  journey_id text,
  step_id text,
  title text,
  shares jsonb not null,
  shares_since timestamp with time zone not null,
  control text not null,
  metrics jsonb not null,
  metrics_since timestamp with time zone not null,
  caps jsonb default '{}'::jsonb not null,
  planned_size integer not null,
  worth_knowing double precision not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint experiments_pkey PRIMARY KEY (workspace, id),
  constraint experiments_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint experiments_kind_check CHECK ((kind = ANY (ARRAY['split'::text, 'holdout'::text, 'global-control'::text])))
);

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
  added_at timestamp with time zone default clock_timestamp() not null,
  constraint identities_pkey PRIMARY KEY (workspace, kind, value),
  constraint identities_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX identities_customer ON identities USING btree (customer_id);
CREATE INDEX identities_value ON identities USING btree (workspace, value text_pattern_ops, kind);

create table imports (
  workspace text not null,
  id uuid not null,
  kind text not null,
  file text not null,
  is_live boolean not null,
  started_by text not null,
  total bigint,
  done bigint default 0 not null,
  skipped bigint default 0 not null,
  failed bigint default 0 not null,
  warned bigint default 0 not null,
  entered bigint default 0 not null,
  counted int8multirange default '{}'::int8multirange not null,
  problems jsonb default '[]'::jsonb not null,
  started_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  ended_at timestamp with time zone,
  constraint imports_pkey PRIMARY KEY (workspace, id),
  constraint imports_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);
CREATE INDEX imports_newest ON imports USING btree (workspace, started_at DESC, id DESC);

create table inbox_messages (
  id uuid not null,
  workspace text not null,
  customer_id uuid not null,
  "position" bigint default nextval('inbox_position'::regclass) not null,
  title text not null,
  body text not null,
  url text,
  button text,
  place text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  delivered_at timestamp with time zone,
  seen_at timestamp with time zone,
  clicked_at timestamp with time zone,
  dismissed_at timestamp with time zone,
  constraint inbox_messages_pkey PRIMARY KEY (id),
  constraint inbox_messages_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint inbox_messages_id_fkey FOREIGN KEY (id) REFERENCES messages(id) ON DELETE CASCADE,
  constraint inbox_messages_place_check CHECK ((place = ANY (ARRAY['inbox'::text, 'banner'::text, 'modal'::text])))
) with (fillfactor=85);
CREATE INDEX inbox_messages_expired ON inbox_messages USING btree (expires_at);
CREATE INDEX inbox_messages_newest ON inbox_messages USING btree (workspace, id);
CREATE UNIQUE INDEX inbox_messages_position ON inbox_messages USING btree (customer_id, "position");

create table journey_acts (
  id uuid not null,
  workspace text not null,
  journey_id text not null,
  act text not null,
  reason text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint journey_acts_pkey PRIMARY KEY (id),
  constraint journey_acts_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id),
  constraint journey_acts_act_check CHECK ((act = ANY (ARRAY['pause'::text, 'resume'::text, 'drain'::text, 'unpublish'::text, 'observe'::text, 'go-live'::text])))
);
CREATE INDEX journey_acts_newest ON journey_acts USING btree (workspace, journey_id, id);

create table journey_drafts (
  workspace text not null,
  journey_id text not null,
  revision integer not null,
  base_version integer,
  definition jsonb not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  saved_at timestamp with time zone default now() not null,
  saved_by text not null,
  constraint journey_drafts_pkey PRIMARY KEY (workspace, journey_id),
  constraint journey_drafts_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table journey_runs (
  id uuid not null,
  workspace text not null,
  customer_id uuid not null,
  journey_id text not null,
  version integer not null,
  key text,
  books text,
  observation uuid,
  is_parallel boolean default false not null,
  entry_event_id uuid not null,
  entry_accepted_at timestamp with time zone not null,
  entered_at timestamp with time zone not null,
  state jsonb not null,
  label text default ''::text not null,
  last_seq bigint not null,
  consumed bigint default 0 not null,
  turns integer default 0 not null,
  due_at timestamp with time zone,
  swept integer default 0 not null,
  ended_at timestamp with time zone,
  end_reason text,
  awaited_by jsonb,
  superseded_at timestamp with time zone,
  stuck_at timestamp with time zone,
  stuck_error_id uuid,
  goal_until timestamp with time zone,
  held_since timestamp with time zone,
  queued_at timestamp with time zone,
  constraint journey_runs_pkey PRIMARY KEY (id),
  constraint journey_runs_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint journey_runs_observation_fkey FOREIGN KEY (observation) REFERENCES observations(id),
  constraint journey_runs_workspace_journey_id_version_fkey FOREIGN KEY (workspace, journey_id, version) REFERENCES journey_versions(workspace, journey_id, version),
  constraint journey_runs_books_check CHECK ((books = ANY (ARRAY['holdout'::text, 'global-control'::text])))
) with (fillfactor=70);
CREATE INDEX journey_runs_customer ON journey_runs USING btree (customer_id, journey_id, entered_at);
CREATE INDEX journey_runs_due ON journey_runs USING btree (due_at) WHERE ((ended_at IS NULL) AND (stuck_at IS NULL));
CREATE INDEX journey_runs_ended ON journey_runs USING btree (workspace, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX journey_runs_goal ON journey_runs USING btree (customer_id, goal_until) WHERE (goal_until IS NOT NULL);
CREATE INDEX journey_runs_held ON journey_runs USING btree (workspace, journey_id, held_since) WHERE (held_since IS NOT NULL);
CREATE INDEX journey_runs_journey ON journey_runs USING btree (workspace, journey_id, id);
CREATE INDEX journey_runs_observed ON journey_runs USING btree (observation) WHERE ((observation IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX journey_runs_queued ON journey_runs USING btree (workspace, journey_id, observation, queued_at, id) WHERE ((queued_at IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX journey_runs_stuck ON journey_runs USING btree (stuck_at) WHERE (stuck_at IS NOT NULL);
CREATE INDEX journey_runs_swept ON journey_runs USING btree (due_at) WHERE ((swept > 0) AND (ended_at IS NULL) AND (stuck_at IS NULL));
CREATE INDEX journey_runs_times ON journey_runs USING brin (entered_at) WITH (autosummarize='on');
CREATE UNIQUE INDEX journey_runs_open ON journey_runs USING btree (workspace, customer_id, journey_id, COALESCE(key, ''::text), COALESCE(
CASE
    WHEN is_parallel THEN id
    ELSE observation
END, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE ((ended_at IS NULL) AND (superseded_at IS NULL));

create table journey_states (
  workspace text not null,
  journey_id text not null,
  state text not null,
  entries text,
  reason text not null,
  set_by text not null,
  since timestamp with time zone not null,
  per_minute integer,
  drop_before timestamp with time zone,
  next_at timestamp with time zone default clock_timestamp() not null,
  constraint journey_states_pkey PRIMARY KEY (workspace, journey_id),
  constraint journey_states_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id),
  constraint journey_states_entries_check CHECK ((entries = ANY (ARRAY['keep'::text, 'drop'::text]))),
  constraint journey_states_state_check CHECK ((state = ANY (ARRAY['paused'::text, 'draining'::text, 'resuming'::text])))
);

create table journey_versions (
  workspace text not null,
  journey_id text not null,
  version integer not null,
  hash text not null,
  definition jsonb not null,
  published_at timestamp with time zone not null,
  published_by text,
  constraint journey_versions_pkey PRIMARY KEY (workspace, journey_id, version),
  constraint journey_versions_workspace_journey_id_hash_key UNIQUE (workspace, journey_id, hash),
  constraint journey_versions_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id) DEFERRABLE INITIALLY DEFERRED
);

create table journeys (
  workspace text not null,
  id text not null,
  live_version integer,
  kept_in text default 'code'::text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint journeys_pkey PRIMARY KEY (workspace, id),
  constraint journeys_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint journeys_kept_in_check CHECK ((kept_in = ANY (ARRAY['code'::text, 'console'::text])))
);

create table kill_switches (
  workspace text not null,
  scope text not null,
  name text not null,
  reason text not null,
  set_by text not null,
  since timestamp with time zone default now() not null,
  constraint kill_switches_pkey PRIMARY KEY (workspace, scope, name),
  constraint kill_switches_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint kill_switches_scope_check CHECK ((scope = ANY (ARRAY['workspace'::text, 'channel'::text, 'journey'::text])))
);

create table measures (
  workspace text not null,
  hour timestamp with time zone not null,
  journey_id text not null,
  version integer not null,
  step_id text default ''::text not null,
  channel text default ''::text not null,
  what text not null,
  detail text default ''::text not null,
  n bigint not null,
  money numeric,
  money_squares numeric,
  constraint measures_pkey PRIMARY KEY (workspace, journey_id, hour, version, step_id, channel, what, detail),
  constraint measures_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);
CREATE INDEX measures_hour ON measures USING btree (workspace, hour);

create table measures_dirty (
  workspace text not null,
  hour timestamp with time zone not null
);
CREATE INDEX measures_dirty_workspace ON measures_dirty USING btree (workspace);

create table measures_progress (
  workspace text not null,
  until timestamp with time zone not null,
  constraint measures_progress_pkey PRIMARY KEY (workspace),
  constraint measures_progress_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table member_entries (
  workspace text not null,
  journey_id text not null,
  segment_id text not null,
  per_minute integer not null,
  after_id uuid,
  asked bigint default 0 not null,
  entered bigint default 0 not null,
  total bigint not null,
  started_at timestamp with time zone not null,
  started_by text not null,
  finished_at timestamp with time zone,
  next_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint member_entries_pkey PRIMARY KEY (workspace, journey_id, segment_id),
  constraint member_entries_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id),
  constraint member_entries_workspace_segment_id_fkey FOREIGN KEY (workspace, segment_id) REFERENCES segments(workspace, id)
);
CREATE INDEX member_entries_open ON member_entries USING btree (next_at) WHERE (finished_at IS NULL);

create table merges (
  id uuid not null,
  workspace text not null,
  customer_id uuid not null,
  merged_id uuid not null,
  at timestamp with time zone not null,
  why text not null,
  by text not null,
  message_id text,
  moved jsonb not null,
  constraint merges_pkey PRIMARY KEY (id),
  constraint merges_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint merges_merged_id_fkey FOREIGN KEY (merged_id) REFERENCES customers(id),
  constraint merges_why_check CHECK ((why = ANY (ARRAY['same-call'::text, 'alias'::text, 'operator'::text])))
);
CREATE INDEX merges_customer ON merges USING btree (customer_id, at);
CREATE INDEX merges_merged ON merges USING btree (merged_id);

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

create table message_decisions (
  message_id uuid not null,
  at timestamp with time zone not null,
  decision text not null,
  decided_by text not null,
  why text not null,
  constraint message_decisions_pkey PRIMARY KEY (message_id, at),
  constraint message_decisions_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE CASCADE,
  constraint message_decisions_decision_check CHECK ((decision = ANY (ARRAY['resend'::text, 'accept'::text])))
);

create table message_feedback (
  id uuid not null,
  message_id uuid not null,
  source text not null,
  fingerprint bytea not null,
  kind text not null,
  bounce text,
  url text,
  links integer,
  answer jsonb,
  closes_at timestamp with time zone,
  machine text,
  occurred_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  due_at timestamp with time zone,
  constraint message_feedback_pkey PRIMARY KEY (id),
  constraint message_feedback_message_id_source_fingerprint_key UNIQUE (message_id, source, fingerprint),
  constraint message_feedback_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE CASCADE,
  constraint message_feedback_bounce_check CHECK ((bounce = ANY (ARRAY['hard'::text, 'soft'::text]))),
  constraint message_feedback_kind_check CHECK ((kind = ANY (ARRAY['delivered'::text, 'opened'::text, 'clicked'::text, 'bounced'::text, 'complained'::text, 'unsubscribed'::text, 'seen'::text, 'dismissed'::text, 'answered'::text])))
);
CREATE INDEX message_feedback_due ON message_feedback USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX message_feedback_times ON message_feedback USING brin (received_at) WITH (autosummarize='on');

create table messages (
  id uuid not null,
  origin text not null,
  journey_run_id uuid,
  visit integer,
  decision_visit integer,
  workspace text not null,
  customer_id uuid not null,
  journey_id text,
  step_id text,
  channel text not null,
  template_id text not null,
  template_version integer,
  topic text,
  priority smallint default 50 not null,
  in_caps boolean default false not null,
  observed boolean default false not null,
  counted_at timestamp with time zone,
  language text,
  state text not null,
  is_retried boolean generated always as ((state = 'failed-temporarily'::text)) stored not null,
  is_unknown boolean generated always as ((state = 'unknown'::text)) stored not null,
  held text generated always as (
CASE
    WHEN (state = ANY (ARRAY['blocked'::text, 'deferred'::text, 'failed-temporarily'::text, 'failed-permanently'::text, 'unknown'::text, 'observed'::text])) THEN state
    ELSE NULL::text
END) stored,
  blocked_by text generated always as (
CASE
    WHEN (state = 'blocked'::text) THEN rule
    ELSE NULL::text
END) stored,
  attempt integer default 0 not null,
  leased_until timestamp with time zone,
  in_doubt boolean default false not null,
  rule text,
  rule_value text,
  deferred_since timestamp with time zone,
  slot_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  prompted_at timestamp with time zone,
  delivered_at timestamp with time zone,
  opened_at timestamp with time zone,
  clicked_at timestamp with time zone,
  tracks_opens boolean,
  tracks_links boolean,
  untracked_reason text,
  address_hash bytea,
  resend_at timestamp with time zone,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_journey_run_id_visit_key UNIQUE (journey_run_id, visit),
  constraint messages_journey_run_id_fkey FOREIGN KEY (journey_run_id) REFERENCES journey_runs(id),
  constraint messages_check CHECK (((NOT observed) OR (state = ANY (ARRAY['requested'::text, 'blocked'::text, 'deferred'::text, 'failed-permanently'::text, 'observed'::text])))),
  constraint messages_check1 CHECK ((num_nonnulls(journey_run_id, visit, journey_id, step_id) =
CASE origin
    WHEN 'run'::text THEN 4
    ELSE 0
END)),
  constraint messages_origin_check CHECK ((origin = ANY (ARRAY['run'::text, 'api'::text, 'broadcast'::text, 'import'::text]))),
  constraint messages_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'claimed'::text, 'sending'::text, 'accepted'::text, 'blocked'::text, 'deferred'::text, 'failed-temporarily'::text, 'failed-permanently'::text, 'unknown'::text, 'observed'::text]))),
  constraint messages_untracked_reason_check CHECK ((untracked_reason = ANY (ARRAY['consent'::text, 'settings'::text])))
) with (fillfactor=70);
CREATE INDEX messages_blocked_by ON messages USING btree (workspace, blocked_by, id) WHERE (blocked_by IS NOT NULL);
CREATE INDEX messages_counted ON messages USING btree (customer_id, counted_at) WHERE (counted_at IS NOT NULL);
CREATE INDEX messages_created ON messages USING brin (created_at) WITH (autosummarize='on');
CREATE INDEX messages_customer ON messages USING btree (customer_id, created_at);
CREATE INDEX messages_held ON messages USING btree (workspace, held, id) WHERE (held IS NOT NULL);
CREATE INDEX messages_journey ON messages USING btree (workspace, journey_id, id);
CREATE INDEX messages_resend ON messages USING btree (resend_at) WHERE (resend_at IS NOT NULL);
CREATE INDEX messages_retried ON messages USING btree (workspace) WHERE is_retried;
CREATE INDEX messages_times ON messages USING brin (accepted_at, delivered_at, opened_at, clicked_at, updated_at) WITH (autosummarize='on');
CREATE INDEX messages_unknown ON messages USING btree (workspace, id) WHERE is_unknown;

create table observations (
  id uuid not null,
  workspace text not null,
  journey_id text,
  reason text not null,
  begun_by text not null,
  begun_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  is_drained boolean default false not null,
  constraint observations_pkey PRIMARY KEY (id),
  constraint observations_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint observations_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id)
);
CREATE INDEX observations_draining ON observations USING btree (ended_at) WHERE ((ended_at IS NOT NULL) AND (NOT is_drained));
CREATE UNIQUE INDEX observations_open ON observations USING btree (workspace, COALESCE(journey_id, ''::text)) WHERE (ended_at IS NULL);

create table offer_counts (
  workspace text not null,
  offer_id text not null,
  period text not null,
  used integer not null,
  constraint offer_counts_pkey PRIMARY KEY (workspace, offer_id, period),
  constraint offer_counts_workspace_offer_id_fkey FOREIGN KEY (workspace, offer_id) REFERENCES offers(workspace, id),
  constraint offer_counts_used_check CHECK ((used >= 0))
);

create table offer_uses (
  journey_run_id uuid not null,
  visit integer not null,
  workspace text not null,
  offer_id text not null,
  offer_version integer not null,
  customer_id uuid,
  placement text,
  at timestamp with time zone not null,
  state text not null,
  one_message boolean not null,
  expires_at timestamp with time zone,
  shown_at timestamp with time zone,
  accepted_at timestamp with time zone,
  constraint offer_uses_pkey PRIMARY KEY (journey_run_id, visit),
  constraint offer_uses_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint offer_uses_workspace_offer_id_fkey FOREIGN KEY (workspace, offer_id) REFERENCES offers(workspace, id),
  constraint offer_uses_state_check CHECK ((state = ANY (ARRAY['reserved'::text, 'used'::text, 'released'::text])))
);
CREATE INDEX offer_uses_customer ON offer_uses USING btree (customer_id, offer_id, at);
CREATE INDEX offer_uses_offer ON offer_uses USING btree (workspace, offer_id, at);
CREATE INDEX offer_uses_reserved ON offer_uses USING btree (workspace, offer_id) WHERE (state = 'reserved'::text);

create table offer_versions (
  workspace text not null,
  offer_id text not null,
  version integer not null,
  hash text not null,
  definition jsonb not null,
  published_at timestamp with time zone not null,
  published_by text,
  constraint offer_versions_pkey PRIMARY KEY (workspace, offer_id, version),
  constraint offer_versions_workspace_offer_id_hash_key UNIQUE (workspace, offer_id, hash),
  constraint offer_versions_workspace_offer_id_fkey FOREIGN KEY (workspace, offer_id) REFERENCES offers(workspace, id) DEFERRABLE INITIALLY DEFERRED
);

create table offers (
  workspace text not null,
  id text not null,
  live_version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint offers_pkey PRIMARY KEY (workspace, id),
  constraint offers_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

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

create table policies (
  workspace text not null,
  id text not null,
  live_version integer not null,
  state_number integer,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint policies_pkey PRIMARY KEY (workspace, id),
  constraint policies_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table policy_cells (
  workspace text not null,
  policy_id text not null,
  candidate_key text not null,
  cohort timestamp with time zone not null,
  context text not null,
  trials bigint not null,
  goals bigint not null,
  value numeric not null,
  squares numeric not null,
  constraint policy_cells_pkey PRIMARY KEY (workspace, policy_id, candidate_key, cohort, context)
);

create table policy_feedback (
  id bigint not null,
  workspace text not null,
  policy_id text not null,
  candidate_key text not null,
  cohort timestamp with time zone not null,
  context text not null,
  trials integer not null,
  goals integer not null,
  value numeric not null,
  squares numeric not null,
  constraint policy_feedback_pkey PRIMARY KEY (id)
);

create table policy_overrides (
  id uuid not null,
  workspace text not null,
  policy_id text not null,
  kind text not null,
  candidate text not null,
  condition jsonb,
  reason text,
  by text,
  made_at timestamp with time zone not null,
  until timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  constraint policy_overrides_pkey PRIMARY KEY (id),
  constraint policy_overrides_workspace_policy_id_fkey FOREIGN KEY (workspace, policy_id) REFERENCES policies(workspace, id),
  constraint policy_overrides_kind_check CHECK ((kind = ANY (ARRAY['pin'::text, 'ban'::text])))
);
CREATE INDEX policy_overrides_open ON policy_overrides USING btree (workspace, policy_id) WHERE (ended_at IS NULL);

create table policy_states (
  workspace text not null,
  policy_id text not null,
  number integer not null,
  made_at timestamp with time zone not null,
  trials bigint not null,
  goals bigint not null,
  model jsonb not null,
  constraint policy_states_pkey PRIMARY KEY (workspace, policy_id, number),
  constraint policy_states_workspace_policy_id_fkey FOREIGN KEY (workspace, policy_id) REFERENCES policies(workspace, id)
);

create table policy_versions (
  workspace text not null,
  policy_id text not null,
  version integer not null,
  hash text not null,
  definition jsonb not null,
  published_at timestamp with time zone not null,
  published_by text,
  constraint policy_versions_pkey PRIMARY KEY (workspace, policy_id, version),
  constraint policy_versions_workspace_policy_id_hash_key UNIQUE (workspace, policy_id, hash),
  constraint policy_versions_workspace_policy_id_fkey FOREIGN KEY (workspace, policy_id) REFERENCES policies(workspace, id) DEFERRABLE INITIALLY DEFERRED
);

create table processes (
  id uuid not null,
  role text not null,
  version text not null,
  host text not null,
  pid integer not null,
  kinds jsonb not null,
  channels text[],
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint processes_pkey PRIMARY KEY (id),
  constraint processes_role_check CHECK ((role = ANY (ARRAY['api'::text, 'worker'::text])))
);

create table push_subscriptions (
  id text not null,
  workspace text not null,
  endpoint_hash bytea not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamp with time zone not null,
  constraint push_subscriptions_pkey PRIMARY KEY (id),
  constraint push_subscriptions_workspace_endpoint_hash_key UNIQUE (workspace, endpoint_hash),
  constraint push_subscriptions_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table run_goals (
  journey_run_id uuid not null,
  reached_at timestamp with time zone not null,
  event_id uuid not null,
  event_accepted_at timestamp with time zone not null,
  value numeric,
  constraint run_goals_pkey PRIMARY KEY (journey_run_id),
  constraint run_goals_journey_run_id_fkey FOREIGN KEY (journey_run_id) REFERENCES journey_runs(id) ON DELETE CASCADE
);
CREATE INDEX run_goals_time ON run_goals USING brin (reached_at) WITH (autosummarize='on');

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
CREATE INDEX run_visits_times ON run_visits USING brin (arrived_at, left_at) WITH (autosummarize='on');

create table segment_fills (
  workspace text not null,
  segment_id text not null,
  version integer not null,
  after_id uuid,
  looked_at bigint default 0 not null,
  total bigint not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  leased_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint segment_fills_pkey PRIMARY KEY (workspace, segment_id),
  constraint segment_fills_workspace_segment_id_fkey FOREIGN KEY (workspace, segment_id) REFERENCES segments(workspace, id)
);
CREATE INDEX segment_fills_open ON segment_fills USING btree (started_at) WHERE (finished_at IS NULL);

create table segment_members (
  customer_id uuid not null,
  segment_id text not null,
  workspace text not null,
  is_member boolean not null,
  since timestamp with time zone not null,
  cause text not null,
  due_at timestamp with time zone,
  constraint segment_members_pkey PRIMARY KEY (customer_id, segment_id),
  constraint segment_members_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id)
) with (fillfactor=80);
CREATE INDEX segment_members_changed ON segment_members USING btree (workspace, segment_id, since) WHERE (since > '-infinity'::timestamp with time zone);
CREATE INDEX segment_members_due ON segment_members USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX segment_members_of ON segment_members USING btree (workspace, segment_id, customer_id) WHERE is_member;

create table segment_versions (
  workspace text not null,
  segment_id text not null,
  version integer not null,
  hash text not null,
  definition jsonb not null,
  published_at timestamp with time zone not null,
  published_by text,
  constraint segment_versions_pkey PRIMARY KEY (workspace, segment_id, version),
  constraint segment_versions_workspace_segment_id_hash_key UNIQUE (workspace, segment_id, hash),
  constraint segment_versions_workspace_segment_id_fkey FOREIGN KEY (workspace, segment_id) REFERENCES segments(workspace, id) DEFERRABLE INITIALLY DEFERRED
);

create table segments (
  workspace text not null,
  id text not null,
  live_version integer not null,
  journeys text[] default '{}'::text[] not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint segments_pkey PRIMARY KEY (workspace, id),
  constraint segments_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table send_slots (
  workspace text not null,
  channel text not null,
  free_at timestamp with time zone not null,
  constraint send_slots_pkey PRIMARY KEY (workspace, channel),
  constraint send_slots_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
) with (fillfactor=50);

create table sessions (
  id uuid not null,
  workspace text not null,
  hash bytea not null,
  user_id uuid,
  key_id uuid,
  via text not null,
  agent text,
  created_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_hash_key UNIQUE (hash),
  constraint sessions_key_id_fkey FOREIGN KEY (key_id) REFERENCES access_keys(id),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint sessions_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint sessions_check CHECK ((num_nonnulls(user_id, key_id) = 1)),
  constraint sessions_via_check CHECK ((via = ANY (ARRAY['password'::text, 'key'::text, 'link'::text])))
);
CREATE INDEX sessions_user ON sessions USING btree (user_id);

create table sign_in_links (
  hash bytea not null,
  workspace text not null,
  user_id uuid,
  key_id uuid,
  valid_until timestamp with time zone not null,
  constraint sign_in_links_pkey PRIMARY KEY (hash),
  constraint sign_in_links_key_id_fkey FOREIGN KEY (key_id) REFERENCES access_keys(id),
  constraint sign_in_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint sign_in_links_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint sign_in_links_check CHECK ((num_nonnulls(user_id, key_id) = 1))
);

create table sms_recipients (
  workspace text not null,
  address_hash bytea not null,
  customer_id uuid not null,
  message_id uuid not null,
  constraint sms_recipients_pkey PRIMARY KEY (workspace, address_hash, customer_id),
  constraint sms_recipients_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint sms_recipients_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);
CREATE INDEX sms_recipients_customer ON sms_recipients USING btree (customer_id);

create table source_payloads (
  id uuid not null,
  workspace text not null,
  source text not null,
  received_at timestamp with time zone default clock_timestamp() not null,
  topic text,
  payload jsonb not null,
  calls text[] not null,
  problems text[] not null,
  constraint source_payloads_pkey PRIMARY KEY (id),
  constraint source_payloads_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);
CREATE INDEX source_payloads_newest ON source_payloads USING btree (workspace, source, id);

create table stream_tickets (
  id uuid not null,
  workspace text not null,
  user_id text not null,
  valid_until timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint stream_tickets_pkey PRIMARY KEY (id),
  constraint stream_tickets_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);
CREATE INDEX stream_tickets_valid ON stream_tickets USING btree (valid_until);

create table suppressions (
  workspace text not null,
  channel text not null,
  address_hash bytea not null,
  reason text not null,
  message_id uuid,
  at timestamp with time zone not null,
  constraint suppressions_pkey PRIMARY KEY (workspace, channel, address_hash),
  constraint suppressions_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint suppressions_reason_check CHECK ((reason = ANY (ARRAY['hard-bounce'::text, 'complaint'::text, 'manual'::text, 'stop'::text, 'withdrawn'::text])))
);

create table task_alerts (
  id uuid not null,
  task_id uuid not null,
  what text not null,
  alert text,
  address text,
  state text not null,
  token uuid,
  leased_until timestamp with time zone,
  due_at timestamp with time zone default clock_timestamp() not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  error_code text,
  constraint task_alerts_pkey PRIMARY KEY (id),
  constraint task_alerts_task_id_what_key UNIQUE (task_id, what),
  constraint task_alerts_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id) ON DELETE CASCADE,
  constraint task_alerts_check CHECK ((num_nonnulls(alert, address) = 1)),
  constraint task_alerts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'claimed'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'dropped'::text]))),
  constraint task_alerts_what_check CHECK ((what = ANY (ARRAY['created'::text, 'reminded'::text, 'escalated'::text])))
) with (fillfactor=70);
CREATE INDEX task_alerts_open ON task_alerts USING btree (due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'claimed'::text, 'sending'::text]));

create table task_history (
  task_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  what text not null,
  person text,
  group_id text,
  constraint task_history_pkey PRIMARY KEY (task_id, seq),
  constraint task_history_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id) ON DELETE CASCADE,
  constraint task_history_what_check CHECK ((what = ANY (ARRAY['created'::text, 'claimed'::text, 'released'::text, 'reminded'::text, 'escalated'::text, 'answered'::text, 'overdue'::text, 'cancelled'::text])))
);

create table task_rotations (
  workspace text not null,
  group_id text not null,
  given bigint not null,
  constraint task_rotations_pkey PRIMARY KEY (workspace, group_id)
);

create table tasks (
  id uuid not null,
  workspace text not null,
  journey_run_id uuid not null,
  visit integer not null,
  journey_id text not null,
  step_id text not null,
  title text not null,
  instruction text not null,
  choices text[] not null,
  group_id text,
  person text,
  assignee text,
  state text not null,
  choice text,
  note text,
  remind_at timestamp with time zone,
  escalate_at timestamp with time zone,
  due_at timestamp with time zone,
  reminded_at timestamp with time zone,
  escalated_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint tasks_pkey PRIMARY KEY (id),
  constraint tasks_journey_run_id_visit_key UNIQUE (journey_run_id, visit),
  constraint tasks_journey_run_id_fkey FOREIGN KEY (journey_run_id) REFERENCES journey_runs(id) ON DELETE CASCADE,
  constraint tasks_check CHECK ((num_nonnulls(group_id, person) = 1)),
  constraint tasks_check1 CHECK (((state = 'answered'::text) = (choice IS NOT NULL))),
  constraint tasks_check2 CHECK (((state = ANY (ARRAY['open'::text, 'claimed'::text])) = (closed_at IS NULL))),
  constraint tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'claimed'::text, 'answered'::text, 'overdue'::text, 'cancelled'::text])))
) with (fillfactor=85);
CREATE INDEX tasks_assignee ON tasks USING btree (workspace, assignee, id);
CREATE INDEX tasks_group ON tasks USING btree (workspace, group_id, id);
CREATE INDEX tasks_open ON tasks USING btree (workspace, id) WHERE (closed_at IS NULL);

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

create table test_sends (
  id uuid not null,
  workspace text not null,
  channel text not null,
  address text,
  asked_by text not null,
  state text default 'waiting'::text not null,
  token uuid,
  leased_until timestamp with time zone,
  code text,
  detail text,
  created_at timestamp with time zone default clock_timestamp() not null,
  answered_at timestamp with time zone,
  constraint test_sends_pkey PRIMARY KEY (id),
  constraint test_sends_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint test_sends_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'claimed'::text, 'sending'::text, 'accepted'::text, 'failed'::text, 'unknown'::text])))
);
CREATE INDEX test_sends_open ON test_sends USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'claimed'::text, 'sending'::text]));

create table users (
  id uuid not null,
  workspace text not null,
  email text not null,
  name text,
  role text not null,
  password_hash text,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id),
  constraint users_email_check CHECK ((email = lower(email))),
  constraint users_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'support'::text, 'editor'::text, 'publisher'::text, 'operator'::text, 'admin'::text])))
);
CREATE UNIQUE INDEX users_email ON users USING btree (workspace, email) WHERE (removed_at IS NULL);

create table value_models (
  workspace text not null,
  number integer not null,
  made_at timestamp with time zone not null,
  purchase text not null,
  model jsonb not null,
  constraint value_models_pkey PRIMARY KEY (workspace, number),
  constraint value_models_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspaces(id)
);

create table waves (
  workspace text not null,
  journey_id text not null,
  schedule_id text not null,
  zone text not null,
  date date not null,
  of_customers boolean not null,
  due_at timestamp with time zone not null,
  state text not null,
  reason text,
  segment_id text,
  per_minute integer not null,
  after_id uuid,
  asked bigint default 0 not null,
  entered bigint default 0 not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  next_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint waves_pkey PRIMARY KEY (workspace, journey_id, schedule_id, zone, date),
  constraint waves_workspace_journey_id_fkey FOREIGN KEY (workspace, journey_id) REFERENCES journeys(workspace, id),
  constraint waves_state_check CHECK ((state = ANY (ARRAY['open'::text, 'finished'::text, 'skipped'::text, 'ended'::text])))
);
CREATE INDEX waves_newest ON waves USING btree (workspace, due_at);
CREATE INDEX waves_open ON waves USING btree (next_at) WHERE (state = 'open'::text);

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
  clock_stopped_at timestamp with time zone,
  test_answers jsonb default '{}'::jsonb not null,
  time_zone text default 'UTC'::text not null,
  seed bytea default sha256(convert_to(((gen_random_uuid())::text || (gen_random_uuid())::text), 'UTF8'::name)) not null,
  address_key bytea default sha256(convert_to(((gen_random_uuid())::text || (gen_random_uuid())::text), 'UTF8'::name)) not null,
  configuration_version integer default 0 not null,
  caps_since timestamp with time zone,
  caps_for interval,
  created_at timestamp with time zone default now() not null,
  constraint workspaces_pkey PRIMARY KEY (id)
);

CREATE OR REPLACE FUNCTION public.calendar_after(moment timestamp with time zone, months integer, days integer, exact_ms bigint, zone text)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
AS $function$
  declare
    wall timestamp; early interval; late interval; first_try timestamp; second_try timestamp; found timestamp;
  begin
    wall := (moment at time zone zone) + make_interval(months => months, days => days);
    early := ((wall - interval '24 hours') at time zone 'UTC' at time zone zone) - (wall - interval '24 hours');
    late := ((wall + interval '24 hours') at time zone 'UTC' at time zone zone) - (wall + interval '24 hours');
    first_try := wall - greatest(early, late);
    second_try := wall - least(early, late);
    if first_try = second_try or first_try at time zone 'UTC' at time zone zone = wall then found := first_try;
    elsif second_try at time zone 'UTC' at time zone zone = wall then found := second_try;
    else found := wall - early;
    end if;
    return found at time zone 'UTC' + exact_ms * interval '1 millisecond';
  exception when invalid_parameter_value then
    if zone = 'UTC' then raise; end if;
    return calendar_after(moment, months, days, exact_ms, 'UTC');
  end $function$;

CREATE OR REPLACE FUNCTION public.goal_measured()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    perform note_late_fact(workspace, array[new.reached_at]) from journey_runs where id = new.journey_run_id;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.json_contains(a jsonb, b jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case jsonb_typeof(a)
      when 'string' then jsonb_typeof(b) = 'string' and position(b #>> '{}' in a #>> '{}') > 0
      when 'array' then exists (select 1 from jsonb_array_elements(a) as item where json_equal(item, b))
      else false end
  $function$;

CREATE OR REPLACE FUNCTION public.json_equal(a jsonb, b jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case when jsonb_typeof(a) = 'boolean' and jsonb_typeof(b) = 'boolean' then a = b
      else coalesce(json_order(a, b) = 0, false) end
  $function$;

CREATE OR REPLACE FUNCTION public.json_order(a jsonb, b jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  declare
    first_moment bigint; second_moment bigint; x text; y text;
  begin
    if jsonb_typeof(a) = 'number' and jsonb_typeof(b) = 'number' then return sign(a::numeric - b::numeric); end if;
    if jsonb_typeof(a) <> 'string' or jsonb_typeof(b) <> 'string' then return null; end if;
    x := a #>> '{}'; y := b #>> '{}';
    first_moment := moment_of(x); second_moment := moment_of(y);
    if first_moment is not null and second_moment is not null then return sign(first_moment - second_moment); end if;
    return case when x collate "C" < y collate "C" then -1 when x = y then 0 else 1 end;
  end $function$;

CREATE OR REPLACE FUNCTION public.keyed_address(id text, digest bytea)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE STRICT
AS $function$
    select sha256(w.address_key || digest) from workspaces w where w.id = keyed_address.id
  $function$;

CREATE OR REPLACE FUNCTION public.message_measured()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    perform note_late_fact(new.workspace, array_remove(array[
      case when new.accepted_at is distinct from old.accepted_at then old.accepted_at end,
      case when new.accepted_at is distinct from old.accepted_at then new.accepted_at end,
      case when new.delivered_at is distinct from old.delivered_at then old.delivered_at end,
      case when new.delivered_at is distinct from old.delivered_at then new.delivered_at end,
      case when new.opened_at is distinct from old.opened_at then old.opened_at end,
      case when new.opened_at is distinct from old.opened_at then new.opened_at end,
      case when new.clicked_at is distinct from old.clicked_at then old.clicked_at end,
      case when new.clicked_at is distinct from old.clicked_at then new.clicked_at end,
      case when old.state = 'blocked' then old.updated_at end,
      case when new.state = 'blocked' then new.updated_at end], null));
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.moment_of(value text)
 RETURNS bigint
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  declare
    p text[];
    y integer; m integer; d integer; leap boolean; shifted integer; era integer; of_era integer; days integer; ms bigint;
  begin
    if substr(value, 11, 1) <> 'T' then return null; end if;
    p := regexp_match(value, '^([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(:([0-5][0-9])([.]([0-9]{1,9})){0,1}){0,1}(Z|([+-])([01][0-9]|2[0-3]):{0,1}([0-5][0-9]))$');
    if p is null then return null; end if;
    y := p[1]; m := p[2]; d := p[3];
    leap := y % 4 = 0 and (y % 100 <> 0 or y % 400 = 0);
    if m < 1 or m > 12 or d < 1 then return null; end if;
    if d > (array[31, case when leap then 29 else 28 end, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[m] then return null; end if;
    shifted := case when m <= 2 then y - 1 else y end;
    era := floor(shifted / 400.0);
    of_era := shifted - era * 400;
    days := era * 146097 + of_era * 365 + of_era / 4 - of_era / 100
      + (153 * (case when m > 2 then m - 3 else m + 9 end) + 2) / 5 + d - 1 - 719468;
    ms := (days * 24::bigint + p[4]::integer) * 3600000 + p[5]::integer * 60000 + coalesce(p[7], '0')::integer * 1000
      + left(rpad(coalesce(p[9], ''), 3, '0'), 3)::integer;
    return ms - (case when p[11] = '-' then -1 else 1 end) * (coalesce(p[12], '0')::integer * 60 + coalesce(p[13], '0')::integer) * 60000;
  end $function$;

CREATE OR REPLACE FUNCTION public.note_late_fact(workspace_id text, moments timestamp with time zone[])
 RETURNS void
 LANGUAGE sql
AS $function$
    insert into measures_dirty (workspace, hour)
    select distinct workspace_id, date_trunc('hour', moment, 'UTC')
    from unnest(moments) as moment, workspaces w
    where w.id = workspace_id and date_trunc('hour', moment, 'UTC') < date_trunc('hour',
      coalesce(w.clock_stopped_at, clock_timestamp() + w.clock_offset_ms * interval '1 millisecond'), 'UTC')
  $function$;

CREATE OR REPLACE FUNCTION public.zone_of(traits jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case when jsonb_typeof(traits -> 'timezone') = 'string' and (traits ->> 'timezone' ~ '^[A-Za-z][A-Za-z0-9_+-]*/'
        or upper(traits ->> 'timezone') = any (array['CET', 'CST6CDT', 'CUBA', 'EET', 'EGYPT', 'EIRE', 'EST', 'EST5EDT', 'GB',
          'GB-EIRE', 'GMT', 'GMT+0', 'GMT-0', 'GMT0', 'GREENWICH', 'HONGKONG', 'HST', 'ICELAND', 'IRAN', 'ISRAEL', 'JAMAICA',
          'JAPAN', 'KWAJALEIN', 'LIBYA', 'MET', 'MST', 'MST7MDT', 'NAVAJO', 'NZ', 'NZ-CHAT', 'POLAND', 'PORTUGAL', 'PRC',
          'PST8PDT', 'ROC', 'ROK', 'SINGAPORE', 'TURKEY', 'UCT', 'UNIVERSAL', 'UTC', 'W-SU', 'WET', 'ZULU']))
      then traits ->> 'timezone' else 'UTC' end
  $function$;

CREATE TRIGGER messages_measured AFTER UPDATE ON public.messages FOR EACH ROW WHEN (((new.accepted_at IS DISTINCT FROM old.accepted_at) OR (new.delivered_at IS DISTINCT FROM old.delivered_at) OR (new.opened_at IS DISTINCT FROM old.opened_at) OR (new.clicked_at IS DISTINCT FROM old.clicked_at) OR (old.state = 'blocked'::text) OR (new.state = 'blocked'::text))) EXECUTE FUNCTION message_measured();

CREATE TRIGGER run_goals_measured AFTER INSERT ON public.run_goals FOR EACH ROW EXECUTE FUNCTION goal_measured();

create view experiment_assignments as  SELECT workspace,
    experiment,
    customer_id,
    arm,
    drawn_at AS exposed_at
   FROM experiment_arms
  WHERE (NOT is_mixed);;

create view experiment_outcomes as  SELECT a.workspace,
    a.experiment,
    (metric.value ->> 'id'::text) AS metric,
    a.customer_id,
    a.arm,
    e.accepted_at AS at,
    e.name AS event,
    NULL::numeric AS value,
    e.properties
   FROM ((((experiment_arms a
     JOIN experiments x ON (((x.workspace = a.workspace) AND (x.id = a.experiment))))
     CROSS JOIN LATERAL jsonb_array_elements(x.metrics) metric(value))
     CROSS JOIN LATERAL ( SELECT a.customer_id AS id
        UNION ALL
         SELECT c.id
           FROM customers c
          WHERE (c.merged_into = a.customer_id)) person)
     JOIN events e ON (((e.customer_id = person.id) AND (e.name = (metric.value ->> 'event'::text)) AND (e.type = ANY (ARRAY['track'::text, 'page'::text, 'screen'::text])) AND (e.accepted_at > a.drawn_at) AND (e.accepted_at <= (a.drawn_at + ((metric.value ->> 'within'::text))::interval)))))
  WHERE ((NOT a.is_mixed) AND (((metric.value -> 'source'::text) ->> 'kind'::text) = 'event'::text))
UNION ALL
 SELECT a.workspace,
    a.experiment,
    (metric.value ->> 'id'::text) AS metric,
    a.customer_id,
    a.arm,
    g.reached_at AS at,
    (metric.value ->> 'event'::text) AS event,
    g.value,
    NULL::jsonb AS properties
   FROM ((((experiment_arms a
     JOIN experiments x ON (((x.workspace = a.workspace) AND (x.id = a.experiment))))
     CROSS JOIN LATERAL jsonb_array_elements(x.metrics) metric(value))
     JOIN journey_runs r ON (((r.customer_id = a.customer_id) AND (r.journey_id = ((metric.value -> 'source'::text) ->> 'journey'::text)) AND (r.observation IS NULL) AND (r.entered_at <= a.drawn_at) AND ((r.ended_at IS NULL) OR (r.ended_at >= a.drawn_at)))))
     JOIN run_goals g ON (((g.journey_run_id = r.id) AND (g.reached_at > a.drawn_at))))
  WHERE ((NOT a.is_mixed) AND (((metric.value -> 'source'::text) ->> 'kind'::text) = 'goal'::text));;

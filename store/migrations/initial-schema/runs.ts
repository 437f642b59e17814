/** Runs of journeys, what they reacted to and reached. */
export const runs = `
  create table journey_runs (
    id uuid primary key,
    workspace text not null,
    customer_id uuid not null references customers,
    journey_id text not null,
    version integer not null,
    key text,
    books text check (books in ('holdout', 'global-control')), -- in the books only: entry, exits and goal, no steps
    observation uuid references observations,  -- set: observed, and nothing of it ever leaves
    is_parallel boolean not null default false, -- of a journey that lets several runs of a key be open side by side
    entry_event_id uuid not null,
    entry_accepted_at timestamptz not null,
    entered_at timestamptz not null,
    state jsonb not null,                      -- RunState of the engine
    label text not null default '',
    last_seq bigint not null,                  -- seq of the newest input
    consumed bigint not null default 0,        -- seq of the newest input that a turn has taken
    turns integer not null default 0,          -- how many were taken
    due_at timestamptz,                        -- by when a turn is due; null: only an input makes one due
    swept integer not null default 0,          -- how often the sweeper has enqueued the run since it last moved
    ended_at timestamptz,
    end_reason text,
    awaited_by jsonb,                          -- visits of other runs that wait for its end
    superseded_at timestamptz,                 -- an older run of the customer goes on in its place; it still has to end
    stuck_at timestamptz,
    stuck_error_id uuid,
    goal_until timestamptz,                    -- the goal's watch ends then, whether or not the run has; null: there is none
    held_since timestamptz,                    -- it came due while its journey was paused, and waits for its release
    queued_at timestamptz,                     -- since when it waits for room, as its journey lets in only so many (store/journeys/entry-queues.ts)
    foreign key (workspace, journey_id, version) references journey_versions
  ) with (fillfactor = 70);
  create unique index journey_runs_open on journey_runs (workspace, customer_id, journey_id, coalesce(key, ''),
    coalesce(case when is_parallel then id else observation end, '00000000-0000-0000-0000-000000000000')) where ended_at is null and superseded_at is null;
  create index journey_runs_observed on journey_runs (observation) where observation is not null and ended_at is null;
  create index journey_runs_journey on journey_runs (workspace, journey_id, id);
  create index journey_runs_customer on journey_runs (customer_id, journey_id, entered_at);
  create index journey_runs_ended on journey_runs (workspace, ended_at) where ended_at is not null;
  create index journey_runs_due on journey_runs (due_at) where ended_at is null and stuck_at is null;
  create index journey_runs_goal on journey_runs (customer_id, goal_until) where goal_until is not null;
  create index journey_runs_held on journey_runs (workspace, journey_id, held_since) where held_since is not null;
  create index journey_runs_queued on journey_runs (workspace, journey_id, observation, queued_at, id)
    where queued_at is not null and ended_at is null;
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

  -- Runs that were erased while they were open: their workflows are still to be told (worker/erased-runs.ts).
  create table erased_runs (
    journey_run_id uuid primary key,
    journey_id text not null
  );

  -- Runs that reached the goal of their journey, by the first event that did.
  create table run_goals (
    journey_run_id uuid primary key references journey_runs on delete cascade,
    reached_at timestamptz not null,
    event_id uuid not null,
    event_accepted_at timestamptz not null,
    value numeric
  );
`;

/** Policies, decisions, and what is learned from them: sums that only add. */
export const decisions = `
  create table policies (
    workspace text not null references workspaces,
    id text not null,
    live_version integer not null,
    state_number integer,                      -- the newest state of what was learned
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace, id)
  );

  create table policy_versions (
    workspace text not null,
    policy_id text not null,
    version integer not null,
    hash text not null,                        -- SHA-256 of the canonical meaning
    definition jsonb not null,
    published_at timestamptz not null,
    published_by text,
    primary key (workspace, policy_id, version),
    unique (workspace, policy_id, hash),
    foreign key (workspace, policy_id) references policies deferrable initially deferred
  );

  -- What people decide about single candidates: a pin, or a ban. Ended ones stay, as history.
  create table policy_overrides (
    id uuid primary key,
    workspace text not null,
    policy_id text not null,
    kind text not null check (kind in ('pin', 'ban')),
    candidate text not null,
    condition jsonb,                           -- only customers of whom it holds
    reason text,
    by text,
    made_at timestamptz not null,
    until timestamptz,
    ended_at timestamptz,
    ended_by text,
    foreign key (workspace, policy_id) references policies
  );
  create index policy_overrides_open on policy_overrides (workspace, policy_id) where ended_at is null;

  -- Immutable: a decision names the state it was made from.
  create table policy_states (
    workspace text not null,
    policy_id text not null,
    number integer not null,
    made_at timestamptz not null,
    trials bigint not null,                    -- what it rests on: a new one is made when this has grown
    goals bigint not null,
    model jsonb not null,
    primary key (workspace, policy_id, number),
    foreign key (workspace, policy_id) references policies
  );

  -- One row a decision. It outlives an erased customer, without naming anybody.
  create table decisions (
    journey_run_id uuid not null,
    visit integer not null,
    workspace text not null references workspaces,
    customer_id uuid references customers,
    step_id text not null,
    policy_id text not null,
    policy_version integer not null,
    decided_at timestamptz not null,
    closes_at timestamptz not null,            -- rewards count until then
    cohort timestamptz not null,               -- the hour of the decision
    candidate_key text,                        -- null: none could be chosen
    context text,
    is_trial boolean not null,
    record jsonb not null,
    void text,                                 -- why it is not learned from, though it was a trial
    primary key (journey_run_id, visit)
  );
  create index decisions_customer on decisions (customer_id, policy_id, decided_at desc);
  create index decisions_policy on decisions (workspace, policy_id, decided_at);

  -- What is still to be added to the cells.
  create table policy_feedback (
    id bigint generated always as identity primary key,
    workspace text not null,
    policy_id text not null,
    candidate_key text not null,
    cohort timestamptz not null,
    context text not null,
    trials integer not null,
    goals integer not null,
    value numeric not null,
    squares numeric not null
  );

  create table decision_rewards (
    journey_run_id uuid not null,
    visit integer not null,
    event_id uuid not null,
    value numeric not null,
    part smallint not null,                    -- the part of the window in which it came, of 60
    at timestamptz not null,
    primary key (journey_run_id, visit, event_id),
    foreign key (journey_run_id, visit) references decisions
  );

  create table policy_cells (
    workspace text not null,
    policy_id text not null,
    candidate_key text not null,
    cohort timestamptz not null,
    context text not null,
    trials bigint not null,
    goals bigint not null,
    value numeric not null,
    squares numeric not null,                  -- of the value of each decision
    primary key (workspace, policy_id, candidate_key, cohort, context)
  );
`;

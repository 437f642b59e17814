/** What operators do to many runs at once. */
export const bulkActs = `
  -- Each act reaches each of its runs exactly once (store/runs/bulk-acts.ts).
  create table bulk_acts (
    id uuid primary key,
    workspace text not null references workspaces,
    act text not null check (act in ('retry', 'exit', 'migrate')),
    reason text,
    move jsonb,                                -- of a migration: the version, and the map of steps
    asked jsonb not null,                      -- the filter or the ids, as they were given
    asked_by text not null,
    total integer not null,
    is_limited boolean not null,               -- more runs were meant than one act may reach
    created_at timestamptz not null,
    ended_at timestamptz,
    check ((act = 'exit') = (reason is not null)),
    check ((act = 'migrate') = (move is not null))
  );
  create index bulk_acts_open on bulk_acts (id) where ended_at is null;
  create index bulk_acts_newest on bulk_acts (workspace, id);

  create table bulk_act_runs (
    act_id uuid not null references bulk_acts on delete cascade,
    journey_run_id uuid not null,
    outcome text check (outcome in ('done', 'gone', 'ended', 'not-stuck')), -- null: its turn has not come
    primary key (act_id, journey_run_id)
  );
  create index bulk_act_runs_open on bulk_act_runs (act_id, journey_run_id) where outcome is null;
`;

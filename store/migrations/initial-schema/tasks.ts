/** Tasks of people. */
export const tasks = `
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

  -- Notifications of people about tasks (store/tasks/task-alerts.ts).
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
`;

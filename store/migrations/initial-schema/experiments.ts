/** Experiments: which arm a customer has, what is measured, and the sums that results are computed from. */
export const experiments = `
  create table experiment_arms (
    workspace text not null references workspaces,
    customer_id uuid not null references customers,
    experiment text not null,                  -- "<journey>/<step>", "<journey>/holdout", "global-control"
    arm text not null,
    drawn_at timestamptz not null,             -- the exposure: the customer reaches the place
    is_mixed boolean not null default false,   -- two customers with different arms were joined: left out of the analysis
    primary key (customer_id, experiment)
  );
  create index experiment_arms_experiment on experiment_arms (workspace, experiment, drawn_at);

  -- One for each split, holdout and global control that is published (core/experiment/experiments-of.ts).
  create table experiments (
    workspace text not null references workspaces,
    id text not null,
    kind text not null check (kind in ('split', 'holdout', 'global-control')),
    journey_id text,
    step_id text,
    title text,
    shares jsonb not null,                     -- arm ▸ its share of a thousand
    shares_since timestamptz not null,
    control text not null,
    metrics jsonb not null,                    -- ExperimentMetric[]
    metrics_since timestamptz not null,
    caps jsonb not null default '{}',          -- metric ▸ the cap that was found for a sum without one
    planned_size integer not null,
    worth_knowing float8 not null,
    started_at timestamptz not null,
    ended_at timestamptz,                      -- no live version has it any more
    primary key (workspace, id)
  );

  -- Sums over the customers exposed on a day (UTC), written once their time to show the metric is over.
  create table experiment_sums (
    workspace text not null,
    experiment text not null,
    metric text not null,
    day date not null,
    arm text not null,
    n bigint not null,
    positive bigint not null,                  -- customers with more than nothing
    sum numeric not null,
    squares numeric not null,
    before numeric not null,                   -- the same metric in the 28 days before the exposure
    before_squares numeric not null,
    products numeric not null,
    primary key (workspace, experiment, metric, day, arm),
    foreign key (workspace, experiment) references experiments on delete cascade
  );
  -- How far each metric is summed: all days before it.
  create table experiment_progress (
    workspace text not null,
    experiment text not null,
    metric text not null,
    until date not null,
    primary key (workspace, experiment, metric),
    foreign key (workspace, experiment) references experiments on delete cascade
  );
  -- Days whose sums a merge has changed: they are computed again. No unique key: merges never wait for each other here.
  create table experiment_days_dirty (
    workspace text not null,
    experiment text not null,
    day date not null
  );
  create index experiment_days_dirty_experiment on experiment_days_dirty (workspace, experiment);
`;

/** For other tools on the same database: the raw rows, from which they can compute results of their own. */
export const experimentViews = `
  create view experiment_assignments as
    select workspace, experiment, customer_id, arm, drawn_at as exposed_at from experiment_arms where not is_mixed;

  -- What may count for a metric, after the exposure and within its time. A metric's filter is not applied: see properties.
  create view experiment_outcomes as
    select a.workspace, a.experiment, metric ->> 'id' as metric, a.customer_id, a.arm, e.accepted_at as at, e.name as event,
      null::numeric as value, e.properties
    from experiment_arms a
    join experiments x on x.workspace = a.workspace and x.id = a.experiment
    cross join lateral jsonb_array_elements(x.metrics) as metric
    cross join lateral (
      select a.customer_id as id union all select c.id from customers c where c.merged_into = a.customer_id) person
    join events e on e.customer_id = person.id and e.name = metric ->> 'event' and e.type in ('track', 'page', 'screen')
      and e.accepted_at > a.drawn_at and e.accepted_at <= a.drawn_at + (metric ->> 'within')::interval
    where not a.is_mixed and metric -> 'source' ->> 'kind' = 'event'
    union all
    select a.workspace, a.experiment, metric ->> 'id', a.customer_id, a.arm, g.reached_at, metric ->> 'event', g.value, null
    from experiment_arms a
    join experiments x on x.workspace = a.workspace and x.id = a.experiment
    cross join lateral jsonb_array_elements(x.metrics) as metric
    join journey_runs r on r.customer_id = a.customer_id and r.journey_id = metric -> 'source' ->> 'journey'
      and r.observation is null and r.entered_at <= a.drawn_at and (r.ended_at is null or r.ended_at >= a.drawn_at)
    join run_goals g on g.journey_run_id = r.id and g.reached_at > a.drawn_at
    where not a.is_mixed and metric -> 'source' ->> 'kind' = 'goal';
`;

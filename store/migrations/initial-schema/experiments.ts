/** Experiments: which arm a customer has. */
export const experiments = `
  create table experiment_arms (
    workspace text not null references workspaces,
    customer_id uuid not null references customers,
    experiment text not null,                  -- "<journey>/<step>", "<journey>/holdout", "global-control"
    arm text not null,
    drawn_at timestamptz not null,
    is_mixed boolean not null default false,   -- two customers with different arms were joined: left out of the analysis
    primary key (customer_id, experiment)
  );
  create index experiment_arms_experiment on experiment_arms (workspace, experiment, arm);
`;

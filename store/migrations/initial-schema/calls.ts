/** Calls: requests that runs made to endpoints, one row a visit. */
export const calls = `
  create table calls (
    journey_run_id uuid not null references journey_runs on delete cascade,
    visit integer not null,
    workspace text not null,
    step_id text not null,
    endpoint text not null,
    state text not null default 'open' check (state in ('open', 'ok', 'rejected', 'failed')),
    attempts integer not null,
    rule text,                                 -- of the newest attempt that was not ok: "http-503", "answer-unfit"
    detail text,                               -- what the receiver or the network said
    requested_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (journey_run_id, visit)
  );
`;

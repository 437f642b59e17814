/** What the running processes write about themselves. */
export const operation = `
  -- Heartbeats of API and worker processes (store/measurement/processes.ts).
  create table processes (
    id uuid primary key,
    role text not null check (role in ('api', 'worker')),
    version text not null,
    host text not null,
    pid integer not null,
    kinds jsonb not null,                      -- family ▸ names of the kinds that the process knows
    channels text[],                           -- of a worker: those that have a provider there; "webhook:" stands for all with a name
    started_at timestamptz not null,
    seen_at timestamptz not null
  );

  create table failures (
    id uuid primary key,
    at timestamptz not null default now(),
    journey_run_id uuid,
    class text not null,
    code text not null,
    message text not null,                     -- may hold personal data: stays out of Temporal and logs
    stack text
  );
  create index failures_run on failures (journey_run_id);

  -- Entries that opened no run, counted in memory and added up here by the hour (store/measurement/blocked-entries.ts).
  create table blocked_entries (
    workspace text not null references workspaces,
    journey_id text not null,
    hour timestamptz not null,
    reason text not null,
    entries bigint not null,
    primary key (workspace, journey_id, hour, reason)
  );

  -- The last webhooks of each source, for people (store/sources/source-payloads.ts). Secrets are removed before.
  create table source_payloads (
    id uuid primary key,
    workspace text not null references workspaces,
    source text not null,
    received_at timestamptz not null default clock_timestamp(),
    topic text,
    payload jsonb not null,
    calls text[] not null,
    problems text[] not null
  );
  create index source_payloads_newest on source_payloads (workspace, source, id);
`;

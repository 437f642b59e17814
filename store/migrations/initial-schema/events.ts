/** What was accepted. Events are partitioned by month of acceptance. */
export const events = `
  create table accepted_messages (
    workspace text not null,
    message_id text not null,
    accepted_at timestamptz not null,
    primary key (workspace, message_id)
  );
  create index accepted_messages_age on accepted_messages using brin (accepted_at);

  create table events (
    id uuid not null,
    workspace text not null,
    customer_id uuid not null,
    type text not null,
    name text not null,
    properties jsonb not null,
    context jsonb not null,
    message_id text not null,
    occurred_at timestamptz not null,          -- the event's own time
    by_device boolean not null default false,  -- by the clock of a browser or device
    flags text[],                              -- codes of what was not used of the call, or counts otherwise
    accepted_at timestamptz not null,
    depth smallint not null default 0,         -- causation: of an event that a run emits, one more than what led to it
    primary key (accepted_at, id)
  ) partition by range (accepted_at);
  create index events_customer on events (customer_id, accepted_at, name);

  create table events_default partition of events default;
`;

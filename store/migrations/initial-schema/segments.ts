/** Segments of customers, who is in them, and traits that are computed. */
export const segments = `
  create table segments (
    workspace text not null references workspaces,
    id text not null,
    live_version integer not null,
    journeys text[] not null default '{}',     -- that its condition looks at: who enters or ends one is asked again
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace, id)
  );

  create table segment_versions (
    workspace text not null,
    segment_id text not null,
    version integer not null,
    hash text not null,                        -- SHA-256 of the canonical meaning
    definition jsonb not null,
    published_at timestamptz not null,
    published_by text,
    primary key (workspace, segment_id, version),
    unique (workspace, segment_id, hash),
    foreign key (workspace, segment_id) references segments deferrable initially deferred
  );

  -- One row for a customer who is or was in a segment, or of whom it has to be asked again at a moment.
  create table segment_members (
    customer_id uuid not null references customers,
    segment_id text not null,
    workspace text not null,
    is_member boolean not null,
    since timestamptz not null,                -- of the last change; -infinity: never was in it
    cause text not null,                       -- of that change: event, time, definition, merge, person, ...
    due_at timestamptz,                        -- it may change then by itself; null: only something that happens changes it
    primary key (customer_id, segment_id)
  ) with (fillfactor = 80);
  create index segment_members_of on segment_members (workspace, segment_id, customer_id) where is_member;
  create index segment_members_changed on segment_members (workspace, segment_id, since) where since > '-infinity';
  create index segment_members_due on segment_members (due_at) where due_at is not null;

  -- A definition that is applied to customers who are there already, page by page in the order of their ids.
  create table segment_fills (
    workspace text not null,
    segment_id text not null,
    version integer not null,
    after_id uuid,                             -- the last customer that was looked at
    looked_at bigint not null default 0,       -- how many were
    total bigint not null,                     -- customers when it began, as estimated
    started_at timestamptz not null,
    finished_at timestamptz,
    leased_until timestamptz not null default '-infinity',
    primary key (workspace, segment_id),
    foreign key (workspace, segment_id) references segments
  );
  create index segment_fills_open on segment_fills (started_at) where finished_at is null;

  -- Customers who were in a segment before a journey entered those who join it, let in at a rate, in the order of their ids.
  create table member_entries (
    workspace text not null,
    journey_id text not null,
    segment_id text not null,
    per_minute integer not null,
    after_id uuid,                             -- the last customer that was asked about
    asked bigint not null default 0,           -- how many were
    entered bigint not null default 0,         -- and how many of them entered
    total bigint not null,                     -- members when it began
    started_at timestamptz not null,
    started_by text not null,
    finished_at timestamptz,
    next_at timestamptz not null default '-infinity', -- by PostgreSQL's clock: not before; while a page is worked on, the end of its lease
    primary key (workspace, journey_id, segment_id),
    foreign key (workspace, journey_id) references journeys,
    foreign key (workspace, segment_id) references segments
  );
  create index member_entries_open on member_entries (next_at) where finished_at is null;
`;

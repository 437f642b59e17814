/** Published journeys. */
export const journeys = `
  create table journeys (
    workspace text not null references workspaces,
    id text not null,
    live_version integer,                      -- null: unpublished, nobody enters
    kept_in text not null default 'code' check (kept_in in ('code', 'console')), -- who publishes it: push, or its draft
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace, id)
  );

  -- Journeys that are not simply open (store/journeys/journey-states.ts).
  create table journey_states (
    workspace text not null,
    journey_id text not null,
    state text not null check (state in ('paused', 'draining', 'resuming')),
    entries text check (entries in ('keep', 'drop')),
    reason text not null,
    set_by text not null,                      -- the title of the key, or the person's e-mail address
    since timestamptz not null,
    per_minute integer,                        -- of one that resumes: how many runs are released
    drop_before timestamptz,                   -- and since when a run must have waited to exit instead
    next_at timestamptz not null default clock_timestamp(), -- of the next release
    primary key (workspace, journey_id),
    foreign key (workspace, journey_id) references journeys
  );

  -- What operators did to journeys, and why.
  create table journey_acts (
    id uuid primary key,
    workspace text not null,
    journey_id text not null,
    act text not null check (act in ('pause', 'resume', 'drain', 'unpublish', 'observe', 'go-live')),
    reason text not null,
    by text not null,
    at timestamptz not null,
    foreign key (workspace, journey_id) references journeys
  );
  create index journey_acts_newest on journey_acts (workspace, journey_id, id);

  -- Times in which a journey, or all of a workspace, is observed: nothing leaves (store/journeys/observations.ts).
  create table observations (
    id uuid primary key,
    workspace text not null references workspaces,
    journey_id text,                           -- null: of all journeys
    reason text not null,
    begun_by text not null,
    begun_at timestamptz not null,
    ended_at timestamptz,
    is_drained boolean not null default false, -- it ended, and none of its runs is open: nobody asks about it any more
    foreign key (workspace, journey_id) references journeys
  );
  create index observations_draining on observations (ended_at) where ended_at is not null and not is_drained;
  create unique index observations_open on observations (workspace, coalesce(journey_id, '')) where ended_at is null;

  create table journey_versions (
    workspace text not null,
    journey_id text not null,
    version integer not null,
    hash text not null,                        -- SHA-256 of the canonical meaning
    definition jsonb not null,
    published_at timestamptz not null,
    published_by text,                         -- who published it first: a person, or the title of a key
    primary key (workspace, journey_id, version),
    unique (workspace, journey_id, hash),
    foreign key (workspace, journey_id) references journeys deferrable initially deferred
  );

  -- Entries by schedule of live journeys, one row for each time zone in which they have waves (services/waves).
  create table entry_schedules (
    workspace text not null,
    journey_id text not null,
    schedule_id text not null,
    zone text not null,                        -- IANA
    of_customers boolean not null,             -- only customers of this zone; else all, by its clocks
    rule jsonb not null,                       -- the entry of the definition, and the dates of the journey
    next_date date,                            -- the local day of the next wave; null: there is none
    next_at timestamptz,
    primary key (workspace, journey_id, schedule_id, zone),
    foreign key (workspace, journey_id) references journeys
  );
  create index entry_schedules_due on entry_schedules (next_at) where next_at is not null;

  -- Waves: customers who enter by a schedule on one day in one zone, page by page in the order of their ids.
  create table waves (
    workspace text not null,
    journey_id text not null,
    schedule_id text not null,
    zone text not null,
    date date not null,
    of_customers boolean not null,
    due_at timestamptz not null,
    state text not null check (state in ('open', 'finished', 'skipped', 'ended')),
    reason text,                               -- of a skipped one: missed, overlap; of an ended one: unpublished
    segment_id text,                           -- null: everybody
    per_minute integer not null,
    after_id uuid,                             -- the last customer who was asked about
    asked bigint not null default 0,           -- how many were
    entered bigint not null default 0,         -- and how many of them entered
    started_at timestamptz not null,
    finished_at timestamptz,
    next_at timestamptz not null default '-infinity', -- by PostgreSQL's clock: not before; while a page is worked on, the end of its lease
    primary key (workspace, journey_id, schedule_id, zone, date),
    foreign key (workspace, journey_id) references journeys
  );
  create index waves_open on waves (next_at) where state = 'open';
  create index waves_newest on waves (workspace, due_at);

  -- Entries by date of live journeys.
  create table date_entries (
    workspace text not null,
    journey_id text not null,
    entry_id text not null,
    rule jsonb not null,
    is_gone boolean not null default false,    -- its moments are being deleted, and then this row
    fill_after uuid,                           -- the last customer of those who were there at the publish
    filled_at timestamptz,                     -- all of them have their moment
    primary key (workspace, journey_id, entry_id),
    foreign key (workspace, journey_id) references journeys
  );

  -- The next moment at which a customer enters by a date. It follows the date: intake marks it when the trait changes.
  create table entry_dates (
    workspace text not null,
    journey_id text not null,
    entry_id text not null,
    customer_id uuid not null references customers,
    date date,                                 -- their day
    due_at timestamptz,                        -- null: none lies ahead; -infinity: it has to be computed
    past date,                                 -- the day by which they entered last
    primary key (customer_id, journey_id, entry_id)
  ) with (fillfactor = 85);
  create index entry_dates_due on entry_dates (workspace, journey_id, entry_id, due_at);

  -- Runs that began of a journey that lets in only so many, by period: "ever", "day 2026-03-02", "hour 2026-03-02T20"; those of
  -- an observation apart.
  create table entry_counts (
    workspace text not null,
    journey_id text not null,
    period text not null,
    entered bigint not null,
    primary key (workspace, journey_id, period),
    foreign key (workspace, journey_id) references journeys
  );
`;

/** Published journeys. */
export const journeys = `
  create table journeys (
    workspace text not null references workspaces,
    id text not null,
    live_version integer,                      -- null: unpublished, nobody enters
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
    foreign key (workspace, journey_id) references journeys
  );
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
`;

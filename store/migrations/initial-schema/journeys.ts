/** Published journeys. */
export const journeys = `
  create table journeys (
    workspace text not null references workspaces,
    id text not null,
    live_version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace, id)
  );

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

/** The catalogue of offers, and who was given which: caps are counted from it. */
export const offers = `
  create table offers (
    workspace text not null references workspaces,
    id text not null,
    live_version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace, id)
  );

  create table offer_versions (
    workspace text not null,
    offer_id text not null,
    version integer not null,
    hash text not null,                        -- SHA-256 of the canonical meaning
    definition jsonb not null,
    published_at timestamptz not null,
    published_by text,
    primary key (workspace, offer_id, version),
    unique (workspace, offer_id, hash),
    foreign key (workspace, offer_id) references offers deferrable initially deferred
  );

  -- How often an offer with a cap for all customers was given: in all, and on a day of UTC. Locked in the order of its key.
  create table offer_counts (
    workspace text not null,
    offer_id text not null,
    period text not null,                      -- "all", or a date
    used integer not null check (used >= 0),
    primary key (workspace, offer_id, period),
    foreign key (workspace, offer_id) references offers
  );

  -- One row for each time that a decision chose an offer. Of a place on a page the decision has no run, but an id of its own.
  create table offer_uses (
    journey_run_id uuid not null,
    visit integer not null,
    workspace text not null,
    offer_id text not null,
    offer_version integer not null,
    customer_id uuid references customers,     -- null: erased
    placement text,
    at timestamptz not null,
    state text not null check (state in ('reserved', 'used', 'released')),
    one_message boolean not null,              -- one step sends it: where that message is blocked, nothing else will
    expires_at timestamptz,                    -- of a place: a reservation that was not shown by then is released
    shown_at timestamptz,
    accepted_at timestamptz,
    primary key (journey_run_id, visit),
    foreign key (workspace, offer_id) references offers
  );
  create index offer_uses_customer on offer_uses (customer_id, offer_id, at);
  create index offer_uses_offer on offer_uses (workspace, offer_id, at);
  create index offer_uses_reserved on offer_uses (workspace, offer_id) where state = 'reserved';
`;

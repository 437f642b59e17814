/** Journeys that are being drawn in the console. */
export const drafts = `
  -- One a journey, beside its versions (store/drafts/drafts.ts).
  create table journey_drafts (
    workspace text not null references workspaces,
    journey_id text not null,
    revision integer not null,                 -- one more with each save
    base_version integer,                      -- the version it was made from; null: there was none
    definition jsonb not null,
    created_at timestamptz not null default now(),
    created_by text not null,                  -- the title of the key, or the person's e-mail address
    saved_at timestamptz not null default now(),
    saved_by text not null,
    primary key (workspace, journey_id)
  );

  -- Who has a draft open: a row a page, which says so again and again.
  create table draft_readers (
    workspace text not null,
    journey_id text not null,
    page text not null,                        -- chance, drawn by the page
    reader text not null,
    step text,                                 -- the one whose panel is open
    seen_at timestamptz not null default now(),
    primary key (workspace, journey_id, page),
    foreign key (workspace, journey_id) references journey_drafts on delete cascade
  );
`;

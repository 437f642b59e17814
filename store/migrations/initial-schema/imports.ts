/** Files that were brought from another system. */
export const imports = `
  -- How far each import has come (store/transfer/imports.ts). No value of a row is stored here.
  create table imports (
    workspace text not null references workspaces,
    id uuid not null,
    kind text not null,
    file text not null,                        -- its name, as people know it
    is_live boolean not null,
    started_by text not null,                  -- the title of a key, or a person
    total bigint,                              -- rows of the file; null: the sender did not say
    done bigint not null default 0,
    skipped bigint not null default 0,         -- were stored before
    failed bigint not null default 0,
    warned bigint not null default 0,
    entered bigint not null default 0,         -- journey runs that the rows opened
    counted int8multirange not null default '{}', -- rows that are in the counts: what is sent again is not counted again
    problems jsonb not null default '[]',      -- of the first rows that failed, by row
    started_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    primary key (workspace, id)
  );
  create index imports_newest on imports (workspace, started_at desc, id desc);
`;

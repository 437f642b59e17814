/** Published templates and partials. */
export const templates = `
  create table templates (
    workspace text not null references workspaces,
    id text not null,
    live_version integer not null,
    updated_at timestamptz not null,
    primary key (workspace, id)
  );

  create table template_versions (
    workspace text not null,
    template_id text not null,
    version integer not null,
    hash text not null,
    content jsonb not null,                    -- channel ▸ part, or part.language ▸ source
    partials jsonb not null default '{}',      -- those that the parts name, as they were: name, or name.language ▸ source
    data jsonb,                                -- what it declares of its data
    fixtures jsonb not null default '{}',      -- name ▸ sample data; no part of the hash
    published_at timestamptz not null,
    primary key (workspace, template_id, version),
    unique (workspace, template_id, hash),
    foreign key (workspace, template_id) references templates deferrable initially deferred
  );

  create table partials (                      -- as they were published last; versions of templates hold their own
    workspace text not null references workspaces,
    name text not null,
    sources jsonb not null,                    -- name, or name.language ▸ source
    updated_at timestamptz not null,
    primary key (workspace, name)
  );
`;

/** The inboxes of customers. */
export const inbox = `
  -- The inboxes of customers: what the channel in-app delivers. Every insert and change takes a new position, under the
  -- customer's lock: what is behind a position is what has changed since (store/inbox/inbox.ts).
  create sequence inbox_position;

  create table inbox_messages (
    id uuid primary key references messages on delete cascade, -- the message's: a repeated insert is no second message
    workspace text not null,
    customer_id uuid not null references customers,
    position bigint not null default nextval('inbox_position'),
    title text not null,
    body text not null,                        -- limited Markdown: core/message/limited-markdown.ts
    url text,
    button text,
    place text not null check (place in ('inbox', 'banner', 'modal')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    delivered_at timestamptz,                  -- first fetched or streamed
    seen_at timestamptz,
    clicked_at timestamptz,
    dismissed_at timestamptz
  ) with (fillfactor = 85);
  create unique index inbox_messages_position on inbox_messages (customer_id, position);
  create index inbox_messages_expired on inbox_messages (expires_at);
  create index inbox_messages_newest on inbox_messages (workspace, id);

  -- One use each, within seconds: a browser's EventSource has no header for a user token.
  create table stream_tickets (
    id uuid primary key,
    workspace text not null references workspaces,
    user_id text not null,
    valid_until timestamptz not null,
    ends_at timestamptz not null               -- of the stream: when the user token behind it expires
  );
  create index stream_tickets_valid on stream_tickets (valid_until);
`;

/** What is reported about messages, and addresses that nothing is sent to. */
export const feedback = `
  -- What providers, pixels and links report of messages (store/messages/feedback.ts).
  create table message_feedback (
    id uuid primary key,
    message_id uuid not null references messages on delete cascade,
    source text not null,
    fingerprint bytea not null,                -- SHA-256 of the provider's event id, else of the body: a repeat has the same
    kind text not null check (kind in ('delivered', 'opened', 'clicked', 'bounced', 'complained', 'unsubscribed',
      'seen', 'dismissed', 'answered')),
    bounce text check (bounce in ('hard', 'soft')),
    url text,                                  -- of a click
    links integer,                             -- of a click: how many links the message has
    answer jsonb,                              -- of a question: {question, answer, score}
    closes_at timestamptz,                     -- of an answer, by PostgreSQL's clock: until then another one may take its place
    machine text,                              -- by which sign it was no person; null: a person, or not decided yet
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    due_at timestamptz,                        -- by PostgreSQL's clock: when it is decided; null: it is
    unique (message_id, source, fingerprint)
  );
  create index message_feedback_due on message_feedback (due_at) where due_at is not null;

  -- Addresses that nothing is sent to any more. A hash, so that the list outlives the customer without naming anybody.
  create table suppressions (
    workspace text not null references workspaces,
    channel text not null,
    address_hash bytea not null,               -- keyed: see store/messages/suppressions.ts
    reason text not null check (reason in ('hard-bounce', 'complaint', 'manual', 'stop', 'withdrawn')),
    message_id uuid,                           -- whose feedback it was
    at timestamptz not null,
    primary key (workspace, channel, address_hash)
  );

  -- Whom a number stands for that text messages were sent to: an answer names nothing but the number.
  create table sms_recipients (
    workspace text not null references workspaces,
    address_hash bytea not null,               -- as in suppressions
    customer_id uuid not null references customers,
    message_id uuid not null,                  -- the newest
    primary key (workspace, address_hash, customer_id)
  );
  create index sms_recipients_customer on sms_recipients (customer_id);
`;

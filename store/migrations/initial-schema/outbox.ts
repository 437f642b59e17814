/** The transactional outbox. */
export const outbox = `
  -- The transactional outbox: runs that need a turn (store/outbox/outbox.ts).
  create sequence outbox_generation;

  create table outbox (
    journey_run_id uuid primary key,
    generation bigint not null default nextval('outbox_generation'),
    lane smallint not null,
    label text not null default '',            -- input kind and event name, for Temporal's UI
    enqueued_at timestamptz not null default clock_timestamp(), -- enqueueing a waiting run again keeps it
    attempts smallint not null default 0,      -- how often Temporal was notified since, without a turn
    leased_until timestamptz not null default '-infinity'
  ) with (fillfactor = 70);
  create index outbox_order on outbox (lane, generation);
`;

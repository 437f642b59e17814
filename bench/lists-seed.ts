import { type Database, execute, rows } from '../store/database/database.ts';

/**
 * What lists are measured on: customers with two identities, runs of 20 journeys over 90 days, four visits a run, a message
 * for every second run. One run in ten is open, one in 20,000 stuck, one message in 40 blocked. By `insert … select` in the
 * order of ids, without the checks of foreign keys; indexes are dropped before and made after, so that a million runs take
 * two minutes.
 */
export interface ListsSize {
  readonly customers: number;
  readonly runs: number;
}

const DAYS = 90;

/** `database` has one connection, whose settings it changes. */
export async function seedLists(database: Database, size: ListsSize): Promise<void> {
  for (const setting of ['session_replication_role = replica', 'synchronous_commit = off', `work_mem = '128MB'`])
    await execute(database, `set ${setting}`);
  await execute(database, `set maintenance_work_mem = '256MB'`);
  const indexes = await rows<{ name: string; definition: string }>(
    database,
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i
     where indrelid = any('{customers,identities,journey_runs,run_visits,messages}'::regclass[])
       and not exists (select 1 from pg_constraint where conindid = i.indexrelid)`,
  );
  for (const { name } of indexes) await execute(database, `drop index ${name}`);
  for (const [sql, bindings] of statementsFor(size)) await execute(database, sql, bindings);
  for (const { definition } of indexes) await execute(database, definition);
}

function statementsFor({
  customers,
  runs,
}: ListsSize): readonly (readonly [sql: string, bindings: readonly unknown[]])[] {
  const secondsApart = (DAYS * 86_400) / runs;
  return [
    [
      `with made as (
         insert into customers (id, workspace, traits, created_at)
         select uuidv7(), 'default', jsonb_build_object('name', 'Customer ' || n, 'email', 'customer-' || n || '@example.com'), now()
         from generate_series(1, cast(? as integer)) n returning id, traits),
       named as (select id, traits->>'email' as email from made)
       insert into identities (workspace, kind, value, customer_id)
       select 'default', kind, case kind when 'email' then email else split_part(email, '@', 1) end, id
       from named, unnest(array['user_id', 'email']) as kind`,
      [customers],
    ],
    [
      `insert into journeys (workspace, id, live_version, created_at, updated_at)
       select 'default', 'list-' || n, 1, now(), now() from generate_series(0, 19) n`,
      [],
    ],
    [
      `insert into journey_versions (workspace, journey_id, version, hash, definition, published_at)
       select 'default', 'list-' || n, 1, encode(sha256(convert_to('list-' || n, 'UTF8')), 'hex'), v.definition, now()
       from generate_series(0, 19) n, (select definition from journey_versions limit 1) v`,
      [],
    ],
    [
      `create table seeded_customers as
       select row_number() over (order by id) - 1 as place, id from customers where traits->>'name' like 'Customer %'`,
      [],
    ],
    ['create unique index on seeded_customers (place)', []],
    [
      `insert into failures (id, class, code, message) values (uuidv7(), 'PermanentFailure', 'smtp-535', 'wrong password')`,
      [],
    ],
    [
      `insert into journey_runs (id, workspace, customer_id, journey_id, version, key, entry_event_id, entry_accepted_at, entered_at,
         state, label, last_seq, consumed, ended_at, end_reason, stuck_at, stuck_error_id)
       select uuidv7(cast(-age as interval)), 'default', c.id, 'list-' || n % 20, 1, cast(n as text), uuidv7(), now() - age, now() - age,
         case when n % 10 = 3 then jsonb_build_object('v', 2, 'lastVisit', 4, 'jobs', jsonb_build_array(), 'tokens', jsonb_build_array(
           jsonb_build_object('step', 's' || n % 7, 'visit', 4, 'arrivedAt', 0, 'lookBackFrom', 1, 'consumed', jsonb_build_array(), 'forks', jsonb_build_array())))
           else '{"v": 2, "tokens": [], "jobs": [], "lastVisit": 4}' end,
         's' || n % 7 || ': waiting', 1, 1, case when n % 10 <> 3 then now() - age + interval '1 day' end,
         case when n % 10 <> 3 then case n % 3 when 0 then 'ordered' else 'completed' end end,
         case when n % 20000 = 13 then now() - age end, case when n % 20000 = 13 then (select id from failures where code = 'smtp-535' limit 1) end
       from (select n, n * cast(? as float8) * interval '1 second' as age from generate_series(cast(? as integer), 1, -1) n) made
       join seeded_customers c on c.place = made.n % cast(? as integer)`,
      [secondsApart, runs, customers],
    ],
    [
      `insert into run_visits (journey_run_id, visit, step_id, arrived_at, left_at, path)
       select id, visit, 's' || (ascii(right(key, 1)) + visit) % 7, entered_at, case when visit < 4 or ended_at is not null then entered_at end,
         case when visit < 4 or ended_at is not null then case when visit = 3 then 'timeout' else 'next' end end
       from journey_runs, generate_series(1, 4) visit where journey_id like 'list-%'`,
      [],
    ],
    [
      `insert into messages (id, origin, journey_run_id, visit, workspace, customer_id, journey_id, step_id, channel, template_id, state,
         rule, rule_value, created_at, updated_at)
       select uuidv7(cast(-(now() - entered_at) as interval)), 'run', id, 2, 'default', customer_id, journey_id, 's2', 'email', 'hello',
         case when cast(key as integer) % 40 = 0 then 'blocked' when cast(key as integer) % 500 = 2 then 'unknown' else 'accepted' end,
         case when cast(key as integer) % 40 = 0 then case when cast(key as integer) % 4000 = 0 then 'suppressed' else 'consent' end end,
         null, entered_at, entered_at
       from journey_runs where journey_id like 'list-%' and cast(key as integer) % 2 = 0`,
      [],
    ],
  ];
}

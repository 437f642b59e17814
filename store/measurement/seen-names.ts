import { type Database, rows } from '../database/database.ts';

/** A name that was seen in data, with the JSON type of its values: the one that was seen most. */
export interface SeenField {
  readonly name: string;
  readonly type: string;
}

export interface SeenEvent {
  readonly name: string;
  readonly lastAt: number;
}

/** Names are read from the newest rows only, so that the question costs the same however much is stored. */
const NEWEST_EVENTS = 2_000;
const NEWEST_CUSTOMERS = 500;
const MOST_NAMES = 500;

/** The events among the newest ones, by name. Calls that are no track are named by their type. */
export function listSeenEvents(database: Database, workspace: string): Promise<SeenEvent[]> {
  return rows<SeenEvent>(
    database,
    `select case when type = 'track' then name else type end as name, max(accepted_at) as "lastAt" from (
       select type, name, accepted_at from events where workspace = ? order by accepted_at desc, id desc limit ${NEWEST_EVENTS}) newest
     group by 1 order by 1 limit ${MOST_NAMES}`,
    [workspace],
  );
}

/** The properties of these events, of the first level. No values: they may be personal. */
export function listSeenProperties(
  database: Database,
  workspace: string,
): Promise<(SeenField & { readonly event: string })[]> {
  return rows(
    database,
    `select event, name, mode() within group (order by type) as type from (
       select newest.name as event, field.key as name, jsonb_typeof(field.value) as type from (
         select name, properties from events where workspace = ? and type = 'track'
         order by accepted_at desc, id desc limit ${NEWEST_EVENTS / 4}) newest
       cross join lateral jsonb_each(newest.properties) as field) seen
     group by 1, 2 order by 1, 2 limit ${MOST_NAMES}`,
    [workspace],
  );
}

/** The traits of the newest customers, of the first level. */
export function listSeenTraits(database: Database, workspace: string): Promise<SeenField[]> {
  return rows<SeenField>(
    database,
    `select name, mode() within group (order by type) as type from (
       select field.key as name, jsonb_typeof(field.value) as type from (
         select traits from customers where workspace = ? order by id desc limit ${NEWEST_CUSTOMERS}) newest
       cross join lateral jsonb_each(newest.traits) as field where left(field.key, 1) <> '$') seen
     group by 1 order by 1 limit ${MOST_NAMES}`,
    [workspace],
  );
}

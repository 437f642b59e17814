import { type Database, rows } from '../database/database.ts';

export const exportKindNames = ['customers', 'events', 'consents', 'suppressions', 'touches', 'runs'] as const;
export type ExportKindName = (typeof exportKindNames)[number];

export type ExportedRow = Readonly<Record<string, unknown>>;

interface Kind {
  /** In the order of a CSV file. */
  readonly columns: readonly string[];
  /** Gives the rows of a workspace behind a place, in its order. Parameters: workspace, place, limit. */
  readonly sql: string;
}

const iso = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const userId = (customer: string) =>
  `(select min(value) from identities where customer_id = ${customer} and kind = 'user_id')`;
const others = (customer: string) =>
  `(select jsonb_object_agg(kind, value) from (
      select kind, min(value) as value from identities where customer_id = ${customer} and kind not in ('user_id', 'anonymous_id')
      group by kind) known)`;
const anonymousId = (customer: string) =>
  `(select min(value) from identities where customer_id = ${customer} and kind = 'anonymous_id')`;
const noPlace = '00000000-0000-0000-0000-000000000000';

/** A row has the fields that an import of its kind reads: what one installation exports, another imports. */
const kinds: Readonly<Record<ExportKindName, Kind>> = {
  customers: {
    columns: ['userId', 'anonymousId', 'identities', 'timestamp', 'traits'],
    sql: `select cast(c.id as text) as place, jsonb_strip_nulls(jsonb_build_object('userId', ${userId('c.id')},
            'anonymousId', ${anonymousId('c.id')}, 'identities', ${others('c.id')}, 'timestamp',
            ${iso(`coalesce((select to_timestamp(max(cast(value as float8)) / 1000) from jsonb_each_text(c.trait_times)), c.created_at)`)}))
            || jsonb_build_object('traits', c.traits) as row
          from customers c where c.workspace = ? and c.merged_into is null and c.id > cast(coalesce(nullif(?, ''), '${noPlace}') as uuid)
          order by c.id limit ?`,
  },
  events: {
    columns: ['userId', 'anonymousId', 'identities', 'id', 'type', 'event', 'timestamp', 'properties'],
    sql: `select ${iso('e.accepted_at')} || ' ' || cast(e.id as text) as place, jsonb_strip_nulls(jsonb_build_object(
            'userId', ${userId('c.owner')}, 'anonymousId', ${anonymousId('c.owner')}, 'identities', ${others('c.owner')},
            'id', e.message_id, 'type', e.type, 'event', e.name, 'timestamp', ${iso('e.occurred_at')}))
            || jsonb_build_object('properties', e.properties) as row
          from events e join lateral (select coalesce(merged_into, id) as owner from customers where id = e.customer_id) c on true
          cross join (select cast(? as text) as workspace, cast(? as text) as place) asked
          where e.workspace = asked.workspace and (asked.place = ''
            or (date_trunc('milliseconds', e.accepted_at), e.id) > (cast(split_part(asked.place, ' ', 1) as timestamptz), cast(split_part(asked.place, ' ', 2) as uuid)))
            and e.accepted_at >= coalesce(cast(nullif(split_part(asked.place, ' ', 1), '') as timestamptz), '-infinity')
          order by date_trunc('milliseconds', e.accepted_at), e.id limit ?`,
  },
  consents: {
    columns: ['userId', 'anonymousId', 'identities', 'subject', 'name', 'state', 'at', 'expiresAt', 'source'],
    sql: `select cast(s.id as text) as place, jsonb_strip_nulls(jsonb_build_object('userId', ${userId('s.customer_id')},
            'anonymousId', ${anonymousId('s.customer_id')}, 'identities', ${others('s.customer_id')}, 'subject', s.subject_kind,
            'name', s.subject_name, 'state', s.state, 'at', ${iso('s.occurred_at')}, 'expiresAt', ${iso('s.expires_at')},
            'source', s.source)) as row
          from consents s where s.workspace = ? and s.id > cast(coalesce(nullif(?, ''), '${noPlace}') as uuid) order by s.id limit ?`,
  },
  suppressions: {
    columns: ['channel', 'addressHash', 'reason', 'at'],
    sql: `select s.channel || ' ' || encode(s.address_hash, 'hex') as place, jsonb_build_object('channel', s.channel,
            'addressHash', encode(s.address_hash, 'hex'), 'reason', s.reason, 'at', ${iso('s.at')}) as row
          from suppressions s where s.workspace = ? and s.channel || ' ' || encode(s.address_hash, 'hex') > ? order by 1 limit ?`,
  },
  touches: {
    columns: [
      'userId',
      'anonymousId',
      'identities',
      'id',
      'channel',
      'at',
      'template',
      'topic',
      'deliveredAt',
      'openedAt',
      'clickedAt',
      'journey',
      'step',
    ],
    sql: `select cast(m.id as text) as place, jsonb_strip_nulls(jsonb_build_object('userId', ${userId('m.customer_id')},
            'anonymousId', ${anonymousId('m.customer_id')}, 'identities', ${others('m.customer_id')}, 'id', m.id,
            'channel', m.channel, 'at', ${iso('m.accepted_at')}, 'template', m.template_id, 'topic', m.topic,
            'deliveredAt', ${iso('m.delivered_at')}, 'openedAt', ${iso('m.opened_at')}, 'clickedAt', ${iso('m.clicked_at')},
            'journey', m.journey_id, 'step', m.step_id)) as row
          from messages m where m.workspace = ? and m.accepted_at is not null
            and m.id > cast(coalesce(nullif(?, ''), '${noPlace}') as uuid) order by m.id limit ?`,
  },
  runs: {
    columns: [
      'userId',
      'anonymousId',
      'identities',
      'id',
      'journey',
      'version',
      'key',
      'enteredAt',
      'endedAt',
      'endReason',
    ],
    sql: `select cast(r.id as text) as place, jsonb_strip_nulls(jsonb_build_object('userId', ${userId('r.customer_id')},
            'anonymousId', ${anonymousId('r.customer_id')}, 'identities', ${others('r.customer_id')}, 'id', r.id,
            'journey', r.journey_id, 'version', r.version, 'key', r.key, 'enteredAt', ${iso('r.entered_at')},
            'endedAt', ${iso('r.ended_at')}, 'endReason', r.end_reason)) as row
          from journey_runs r where r.workspace = ? and r.id > cast(coalesce(nullif(?, ''), '${noPlace}') as uuid)
          order by r.id limit ?`,
  },
};

export const columnsOf = (kind: ExportKindName): readonly string[] => kinds[kind].columns;

/** Rows of one page, in memory at once. */
const PAGE = 500;

/** All rows of a kind, page by page: no transaction is held, and what changes meanwhile may or may not be among them. */
export async function* exportRows(
  database: Database,
  workspace: string,
  kind: ExportKindName,
): AsyncGenerator<ExportedRow> {
  for (let after = ''; ; ) {
    const page = await rows<{ place: string; row: ExportedRow }>(database, kinds[kind].sql, [workspace, after, PAGE]);
    for (const { row } of page) yield row;
    after = page.at(-1)?.place ?? after;
    if (page.length < PAGE) return;
  }
}

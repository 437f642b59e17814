import { type Database, execute, rows, type Transaction } from '../database/database.ts';

/**
 * An import, as people follow it. It is written with each request that brings rows of it:
 *   running   rows came within the last two minutes, and some are still to come
 *   stopped   none came for longer: the sender was stopped, or it never said how many there are
 *   finished  every row is answered for
 */
export const importStates = ['running', 'stopped', 'finished'] as const;
export type ImportState = (typeof importStates)[number];

export const STOPPED_AFTER_MINUTES = 2;
/** Problems that are kept of an import: those of its first rows. The sender writes all of them into a file. */
export const KEPT_PROBLEMS = 50;
const KEPT_DAYS = 400;

export interface ImportProblem {
  readonly row: number;
  readonly code: string;
  readonly where: string;
  readonly problem: string;
  readonly remedy: string;
}

export interface Import {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  readonly isLive: boolean;
  readonly startedBy: string;
  readonly state: ImportState;
  readonly total: number | null;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly warned: number;
  readonly entered: number;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly endedAt: number | null;
}

export interface ImportKey {
  readonly workspace: string;
  readonly id: string;
}

export interface BegunImport extends ImportKey {
  readonly kind: string;
  readonly file: string;
  readonly isLive: boolean;
  readonly startedBy: string;
  readonly total: number | null;
}

/** Notes an import before its rows are stored. False: an import of another kind has this id. */
export async function beginImport(database: Database, begun: BegunImport): Promise<boolean> {
  const { workspace, id, kind, file, isLive, startedBy, total } = begun;
  const noted = await rows(
    database,
    `insert into imports (workspace, id, kind, file, is_live, started_by, total) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (workspace, id) do update set total = coalesce(excluded.total, imports.total), updated_at = clock_timestamp()
       where imports.kind = excluded.kind and imports.is_live = excluded.is_live returning 1`,
    [workspace, id, kind, file, isLive, startedBy, total],
  );
  return noted.length === 1;
}

export interface CountedRows {
  /** The first and the last row of the request; null: it brought none. */
  readonly range: readonly [first: number, last: number] | null;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly warned: number;
  readonly entered: number;
  readonly problems: readonly ImportProblem[];
}

/** Adds what became of the rows of one request, unless they were counted before, and ends the import with its last row. */
export async function countRows(database: Database, { workspace, id }: ImportKey, counted: CountedRows): Promise<void> {
  const { range, done, skipped, failed, warned, entered, problems } = counted;
  await execute(
    database,
    `with new as (
       select own.workspace, own.id, case when own.counted @> this.rows then 0 else 1 end as once, own.counted + this.rows as rows
       from imports own, (select case when ? then int8multirange(int8range(?, ?, '[]')) else '{}' end as rows) this
       where own.workspace = ? and own.id = ? for update of own)
     update imports set counted = new.rows, updated_at = clock_timestamp(),
       done = done + once * ?, skipped = skipped + once * ?, failed = failed + once * ?, warned = warned + once * ?,
       entered = entered + once * ?,
       problems = case when once = 0 then problems else (
         select coalesce(jsonb_agg(kept.each order by kept.row), '[]') from (
           select each, cast(each ->> 'row' as bigint) as row from jsonb_array_elements(problems || cast(? as jsonb)) each
           order by row limit ${KEPT_PROBLEMS}) kept) end,
       ended_at = case when ended_at is not null then ended_at
                       when done + skipped + failed + once * ? >= total then clock_timestamp() end
     from new where imports.workspace = new.workspace and imports.id = new.id`,
    [
      ...[range !== null, range?.[0] ?? 0, range?.[1] ?? 0, workspace, id],
      ...[done, skipped, failed, warned, entered, JSON.stringify(problems.slice(0, KEPT_PROBLEMS))],
      done + skipped + failed,
    ],
  );
}

const whole = `id, kind, file, is_live as "isLive", started_by as "startedBy", cast(total as float8) as total, cast(done as float8) as done,
  cast(skipped as float8) as skipped, cast(failed as float8) as failed, cast(warned as float8) as warned,
  cast(entered as float8) as entered, started_at as "startedAt", updated_at as "updatedAt", ended_at as "endedAt",
  case when ended_at is not null then 'finished'
       when updated_at > clock_timestamp() - interval '${STOPPED_AFTER_MINUTES} minutes' then 'running' else 'stopped' end as state`;

/** The newest first; `after` is the last of the page before. */
export async function listImports(
  database: Database,
  { workspace, after, limit }: { workspace: string; after?: string | undefined; limit: number },
): Promise<Import[]> {
  const older =
    after === undefined
      ? ''
      : 'and (started_at, id) < (select started_at, id from imports where workspace = ? and id = cast(? as uuid))';
  return rows<Import>(
    database,
    `select ${whole} from imports where workspace = ? ${older} order by started_at desc, id desc limit ?`,
    [workspace, ...(after === undefined ? [] : [workspace, after]), limit],
  );
}

export async function findImport(
  database: Database,
  { workspace, id }: ImportKey,
): Promise<(Import & { readonly problems: readonly ImportProblem[] }) | undefined> {
  const [found] = await rows<Import & { readonly problems: readonly ImportProblem[] }>(
    database,
    `select ${whole}, problems from imports where workspace = ? and id = ?`,
    [workspace, id],
  );
  return found;
}

export async function forgetOldImports(trx: Transaction): Promise<void> {
  await execute(trx, `delete from imports where updated_at < now() - interval '${KEPT_DAYS} days'`);
}

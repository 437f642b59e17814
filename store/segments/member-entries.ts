import { type Database, rows } from '../database/database.ts';

export interface MemberEntries {
  readonly segment: string;
  readonly perMinute: number;
  readonly asked: number;
  readonly entered: number;
  readonly total: number;
  readonly startedAt: number;
  readonly startedBy: string;
  readonly finishedAt: number | null;
}

const shown = `segment_id as segment, per_minute as "perMinute", cast(asked as integer) as asked, cast(entered as integer) as entered,
  cast(total as integer) as total, started_at as "startedAt", started_by as "startedBy", finished_at as "finishedAt"`;

/** Begins to let the members of these segments into a journey; asked again, it begins again; open runs stay. */
export async function beginMemberEntries(
  database: Database,
  {
    workspace,
    journeyId,
    segments,
    perMinute,
    by,
  }: { workspace: string; journeyId: string; segments: readonly string[]; perMinute: number; by: string },
): Promise<MemberEntries[]> {
  return rows<MemberEntries>(
    database,
    `insert into member_entries (workspace, journey_id, segment_id, per_minute, total, started_at, started_by)
     select ?, ?, s.id, ?, (select count(*) from segment_members m where m.workspace = s.workspace and m.segment_id = s.id and m.is_member),
       clock_timestamp(), ?
     from segments s where s.workspace = ? and s.id = any(cast(? as text[])) order by s.id
     on conflict (workspace, journey_id, segment_id) do update set per_minute = excluded.per_minute, after_id = null, asked = 0,
       entered = 0, total = excluded.total, started_at = excluded.started_at, started_by = excluded.started_by,
       finished_at = null, next_at = '-infinity'
     returning ${shown}`,
    [workspace, journeyId, perMinute, by, workspace, [...segments]],
  );
}

export async function listMemberEntries(
  database: Database,
  workspace: string,
  journeyId: string,
): Promise<MemberEntries[]> {
  return rows<MemberEntries>(
    database,
    `select ${shown} from member_entries where workspace = ? and journey_id = ? order by segment_id`,
    [workspace, journeyId],
  );
}

export interface OpenMemberEntries {
  readonly workspace: string;
  readonly journeyId: string;
  readonly segmentId: string;
  readonly perMinute: number;
  readonly afterId: string | null;
  readonly startedAt: number;
}

/** Takes those that are due, for some seconds: nobody else works on them meanwhile. */
export async function leaseMemberEntries(database: Database, seconds: number): Promise<OpenMemberEntries | undefined> {
  const [open] = await rows<OpenMemberEntries>(
    database,
    `update member_entries set next_at = clock_timestamp() + cast(? as integer) * interval '1 second'
     where (workspace, journey_id, segment_id) = (
       select workspace, journey_id, segment_id from member_entries where finished_at is null and next_at <= clock_timestamp()
       order by next_at limit 1 for update skip locked)
     returning workspace, journey_id as "journeyId", segment_id as "segmentId", per_minute as "perMinute", after_id as "afterId",
       started_at as "startedAt"`,
    [seconds],
  );
  return open;
}

/** Notes a page that was let in; the next one follows after a pause. Nothing changes where it was begun again meanwhile. */
export async function advanceMemberEntries(
  database: Database,
  { workspace, journeyId, segmentId, afterId: before }: OpenMemberEntries,
  {
    afterId,
    asked,
    entered,
    isLast,
    pauseMs,
  }: { afterId: string | null; asked: number; entered: number; isLast: boolean; pauseMs: number },
): Promise<void> {
  await rows<{ asked: number }>(
    database,
    `update member_entries set after_id = cast(? as uuid), asked = asked + cast(? as integer), entered = entered + cast(? as integer),
       finished_at = case when ? then clock_timestamp() end, next_at = clock_timestamp() + cast(? as float8) * interval '1 millisecond'
     where workspace = ? and journey_id = ? and segment_id = ? and after_id is not distinct from cast(? as uuid)
       and finished_at is null returning asked`,
    [afterId, asked, entered, isLast, pauseMs, workspace, journeyId, segmentId, before],
  );
}

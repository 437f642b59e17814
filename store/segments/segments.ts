import { joinNeeds, needsOf } from '../../core/condition/history/needs.ts';
import { conditionsOf, meaningOfSegment, type SegmentDefinition } from '../../core/segment/definition.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';
import { type PublishedVersion, publishVersion } from '../versions/publish-version.ts';

export interface StoredSegment {
  readonly id: string;
  readonly version: number;
  readonly definition: SegmentDefinition;
  readonly updatedAt: number;
}

/** The live version of each segment, by their ids. */
export async function listSegments(on: Database | Transaction, workspace: string): Promise<StoredSegment[]> {
  return rows<StoredSegment>(
    on,
    `select s.id, v.version, v.definition, s.updated_at as "updatedAt"
     from segments s join segment_versions v
       on v.workspace = s.workspace and v.segment_id = s.id and v.version = s.live_version
     where s.workspace = ? order by s.id`,
    [workspace],
  );
}

/** The segment in its next version, and the journeys that its conditions look at. Call with the workspace locked. */
export async function publishSegment(
  trx: Transaction,
  segment: { workspace: string; definition: SegmentDefinition; now: number; by: string | undefined },
): Promise<PublishedVersion> {
  const { workspace, definition } = segment;
  const published = await publishVersion(trx, 'segment', { ...segment, meaning: meaningOfSegment(definition) });
  if (published.change === 'unchanged') return published;
  const journeys = [...joinNeeds(conditionsOf(definition).map(needsOf)).journeys];
  await execute(trx, 'update segments set journeys = cast(? as text[]) where workspace = ? and id = ?', [
    journeys,
    workspace,
    definition.id,
  ]);
  return published;
}

/** Customers who are there already are looked at by the worker, from the first on. */
export async function beginFill(
  trx: Transaction,
  { workspace, segmentId, version, now }: { workspace: string; segmentId: string; version: number; now: number },
): Promise<void> {
  await execute(
    trx,
    `insert into segment_fills (workspace, segment_id, version, total, started_at)
     select ?, ?, ?, greatest(0, (select cast(reltuples as bigint) from pg_class where oid = 'customers'::regclass)), ?
     on conflict (workspace, segment_id) do update set version = excluded.version, after_id = null, looked_at = 0,
       total = excluded.total, started_at = excluded.started_at, finished_at = null`,
    [workspace, segmentId, version, timestamp(now)],
  );
}

export interface OpenFill {
  readonly workspace: string;
  readonly segmentId: string;
  readonly version: number;
  readonly afterId: string | null;
}

/** Takes the oldest fill that nobody works on, for some seconds. */
export async function leaseFill(database: Database, seconds: number): Promise<OpenFill | undefined> {
  const [fill] = await rows<OpenFill>(
    database,
    `update segment_fills set leased_until = clock_timestamp() + cast(? as integer) * interval '1 second'
     where (workspace, segment_id) = (
       select workspace, segment_id from segment_fills where finished_at is null and leased_until < clock_timestamp()
       order by started_at limit 1 for update skip locked)
     returning workspace, segment_id as "segmentId", version, after_id as "afterId"`,
    [seconds],
  );
  return fill;
}

/** The customers of one page, in the order of their ids. Who was joined into another is left out. */
export async function listCustomersAfter(
  database: Database,
  { workspace, afterId, limit }: { workspace: string; afterId: string | null; limit: number },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    database,
    `select id from customers where workspace = ? and merged_into is null ${afterId === null ? '' : 'and id > cast(? as uuid)'}
     order by id limit ?`,
    [workspace, ...(afterId === null ? [] : [afterId]), limit],
  );
  return found.map(({ id }) => id);
}

/** False: the segment was published again meanwhile, and is filled from the first customer on. */
export async function advanceFill(
  database: Database,
  { workspace, segmentId, version }: OpenFill,
  {
    afterId,
    looked,
    finished,
    seconds,
  }: { afterId: string | null; looked: number; finished: boolean; seconds: number },
): Promise<boolean> {
  const moved = await rows<{ version: number }>(
    database,
    `update segment_fills set after_id = cast(? as uuid), looked_at = looked_at + cast(? as integer),
       finished_at = case when ? then clock_timestamp() end, leased_until = clock_timestamp() + cast(? as integer) * interval '1 second'
     where workspace = ? and segment_id = ? and version = ? and finished_at is null returning version`,
    [afterId, looked, finished, finished ? 0 : seconds, workspace, segmentId, version],
  );
  return moved.length > 0;
}

export interface SegmentFigures {
  readonly segmentId: string;
  readonly members: number;
  /** The last fill, if there was one. */
  readonly fill: {
    readonly lookedAt: number;
    readonly total: number;
    readonly startedAt: number;
    readonly finishedAt: number | null;
  } | null;
}

/** How many are in each segment, and how far its fill has come. */
export async function readSegmentFigures(
  on: Database | Transaction,
  workspace: string,
  segmentIds: readonly string[],
): Promise<SegmentFigures[]> {
  return rows<SegmentFigures>(
    on,
    `select asked.id as "segmentId",
       (select cast(count(*) as integer) from segment_members m where m.workspace = ? and m.segment_id = asked.id and m.is_member) as members,
       (select json_build_object('lookedAt', f.looked_at, 'total', greatest(f.total, f.looked_at),
                 'startedAt', floor(extract(epoch from f.started_at) * 1000), 'finishedAt', floor(extract(epoch from f.finished_at) * 1000))
        from segment_fills f where f.workspace = ? and f.segment_id = asked.id) as fill
     from unnest(cast(? as text[])) as asked (id)`,
    [workspace, workspace, [...segmentIds]],
  );
}

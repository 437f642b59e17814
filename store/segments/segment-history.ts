import type { SegmentDefinition } from '../../core/segment/definition.ts';
import { type Database, rows, timestamp } from '../database/database.ts';
import { nameOfMember } from './members.ts';

export interface SegmentVersion {
  readonly version: number;
  readonly isLive: boolean;
  readonly publishedAt: number;
  readonly publishedBy: string | null;
  readonly definition: SegmentDefinition;
}

/** Every version, the newest first. */
export async function listSegmentVersions(
  database: Database,
  workspace: string,
  segmentId: string,
): Promise<SegmentVersion[]> {
  return rows<SegmentVersion>(
    database,
    `select v.version, v.version = s.live_version as "isLive", v.published_at as "publishedAt", v.published_by as "publishedBy",
       v.definition
     from segment_versions v join segments s on s.workspace = v.workspace and s.id = v.segment_id
     where v.workspace = ? and v.segment_id = ? order by v.version desc limit 100`,
    [workspace, segmentId],
  );
}

/** The last change of one customer: earlier ones of the same customer stand in the customer's timeline. */
export interface SegmentChange {
  readonly customerId: string;
  readonly userId: string | null;
  readonly name: string | null;
  readonly joined: boolean;
  readonly at: number;
  readonly cause: string;
}

/** Who joined or left last, the newest first. */
export async function listSegmentChanges(
  database: Database,
  { workspace, segmentId, limit }: { workspace: string; segmentId: string; limit: number },
): Promise<SegmentChange[]> {
  return rows<SegmentChange>(
    database,
    `select m.customer_id as "customerId", ${nameOfMember}, m.is_member as joined, m.since as at, m.cause
     from segment_members m join customers c on c.id = m.customer_id
     where m.workspace = ? and m.segment_id = ? and m.since > '-infinity' order by m.since desc limit ?`,
    [workspace, segmentId, limit],
  );
}

/** How many customers joined, and how many left, as their last change since a moment. */
export async function countSegmentChanges(
  database: Database,
  { workspace, segmentId, since }: { workspace: string; segmentId: string; since: number },
): Promise<{ readonly joined: number; readonly left: number }> {
  const [counted] = await rows<{ joined: number; left: number }>(
    database,
    `select cast(count(*) filter (where is_member) as integer) as joined,
       cast(count(*) filter (where not is_member) as integer) as left
     from segment_members where workspace = ? and segment_id = ? and since > ?`,
    [workspace, segmentId, timestamp(since)],
  );
  return counted ?? { joined: 0, left: 0 };
}

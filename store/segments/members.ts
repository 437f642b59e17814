import type { ChangeCause, Membership } from '../../core/segment/evaluate.ts';
import { nowOf } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** segment_members: a row for who is or was in a segment, and for whom it has to be asked again at a moment. */
export interface MemberRow extends Membership {
  readonly customerId: string;
  readonly segmentId: string;
}

export interface ChangedMember extends MemberRow {
  readonly cause: ChangeCause;
  readonly isChanged: boolean;
}

/** What is stored of locked customers and these segments. */
export async function findMembers(
  trx: Transaction,
  customerIds: readonly string[],
  segmentIds: readonly string[],
): Promise<MemberRow[]> {
  const found = await rows<Omit<MemberRow, 'dueAt'> & { dueAt: number | null }>(
    trx,
    `select customer_id as "customerId", segment_id as "segmentId", is_member as "isMember", due_at as "dueAt"
     from segment_members where customer_id = any(cast(? as uuid[])) and segment_id = any(cast(? as text[]))`,
    [[...customerIds], [...segmentIds]],
  );
  return found.map((row) => ({ ...row, dueAt: row.dueAt ?? undefined }));
}

/** Writes what changed of locked customers, in the order of the key. */
export async function writeMembers(
  trx: Transaction,
  workspace: string,
  at: number,
  members: readonly ChangedMember[],
): Promise<void> {
  if (members.length === 0) return;
  await execute(
    trx,
    `insert into segment_members as stored (customer_id, segment_id, workspace, is_member, since, cause, due_at)
     select customer_id, segment_id, ?, is_member, case when is_member then cast(? as timestamptz) else '-infinity' end, cause, due_at
     from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as boolean[]), cast(? as text[]), cast(? as timestamptz[]))
       as new (customer_id, segment_id, is_member, cause, due_at)
     order by customer_id, segment_id
     on conflict (customer_id, segment_id) do update set
       since = case when stored.is_member = excluded.is_member then stored.since else cast(? as timestamptz) end,
       cause = case when stored.is_member = excluded.is_member then stored.cause else excluded.cause end,
       is_member = excluded.is_member, due_at = excluded.due_at`,
    [
      workspace,
      timestamp(at),
      members.map(({ customerId }) => customerId),
      members.map(({ segmentId }) => segmentId),
      members.map(({ isMember }) => isMember),
      members.map(({ cause }) => cause),
      members.map(({ dueAt }) => (dueAt === undefined ? null : timestamp(dueAt))),
      timestamp(at),
    ],
  );
}

/** Customers of whom a segment has to be asked again now. `late`: milliseconds since the oldest of them was due. */
export async function listDueMembers(
  database: Database,
  limit: number,
): Promise<
  { readonly workspace: string; readonly customerId: string; readonly segmentId: string; readonly late: number }[]
> {
  return rows(
    database,
    `select workspace, customer_id as "customerId", segment_id as "segmentId",
       cast(extract(epoch from ${nowOf('m.workspace')} - due_at) * 1000 as float8) as late
     from segment_members m where due_at <= ${nowOf('m.workspace')} order by due_at limit ?`,
    [limit],
  );
}

/**
 * Of who goes in a merge nothing stays. Who stays is in each static segment that either was in, and is asked again of all
 * others at once. Gives in how many the other was.
 */
export async function mergeMembers(trx: Transaction, from: string, into: string, at: number): Promise<number> {
  const gone = await rows<{ id: string }>(
    trx,
    `with gone as (delete from segment_members where customer_id = ? returning workspace, segment_id, is_member),
     asked as (
       insert into segment_members as stored (customer_id, segment_id, workspace, is_member, since, cause, due_at)
       select cast(? as uuid), s.id, s.workspace, v.was_in, case when v.was_in then cast(? as timestamptz) else '-infinity' end,
         'merge', case when not v.is_static then cast(? as timestamptz) end
       from segments s cross join lateral (
         select jsonb_exists(definition, 'static') as is_static, jsonb_exists(definition, 'static')
           and exists (select 1 from gone g where g.segment_id = s.id and g.is_member) as was_in from segment_versions
         where workspace = s.workspace and segment_id = s.id and version = s.live_version) v
       where s.workspace = (select workspace from customers where id = ?)
       on conflict (customer_id, segment_id) do update set is_member = stored.is_member or excluded.is_member,
         since = case when excluded.is_member and not stored.is_member then excluded.since else stored.since end,
         cause = case when excluded.is_member and not stored.is_member then excluded.cause else stored.cause end,
         due_at = least(stored.due_at, excluded.due_at))
     select segment_id as id from gone where is_member`,
    [from, into, timestamp(at), timestamp(at), into],
  );
  return gone.length;
}

export interface Member {
  readonly customerId: string;
  readonly userId: string | null;
  readonly name: string | null;
  readonly since: number;
  readonly cause: string;
}

/** Of customers `c`. */
export const nameOfMember = `(select min(value) from identities where customer_id = c.id and kind = 'user_id') as "userId",
  coalesce(c.traits->>'name', nullif(concat_ws(' ', c.traits->>'firstName', c.traits->>'lastName'), '')) as name`;

/** A page of who is in a segment, in the order of their ids. */
export async function listMembers(
  database: Database,
  {
    workspace,
    segmentId,
    after,
    limit,
  }: { workspace: string; segmentId: string; after: string | undefined; limit: number },
): Promise<Member[]> {
  return rows<Member>(
    database,
    `select m.customer_id as "customerId", ${nameOfMember}, since, cause
     from segment_members m join customers c on c.id = m.customer_id
     where m.workspace = ? and segment_id = ? and is_member ${after === undefined ? '' : 'and m.customer_id > cast(? as uuid)'}
     order by m.customer_id limit ?`,
    [workspace, segmentId, ...(after === undefined ? [] : [after]), limit],
  );
}

/** The segments that a customer is in. */
export async function listSegmentsOf(
  on: Database | Transaction,
  customerId: string,
): Promise<{ readonly id: string; readonly title: string | null; readonly since: number; readonly cause: string }[]> {
  return rows(
    on,
    `select m.segment_id as id, v.definition->>'title' as title, m.since, m.cause
     from segment_members m join segments s on s.workspace = m.workspace and s.id = m.segment_id
     join segment_versions v on v.workspace = s.workspace and v.segment_id = s.id and v.version = s.live_version
     where m.customer_id = ? and m.is_member order by m.segment_id`,
    [customerId],
  );
}

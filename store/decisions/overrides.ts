import { newId } from '../../core/base/id.ts';
import type { Condition } from '../../core/condition/schema.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, rows, timestamp } from '../database/database.ts';

/** policy_overrides: pins and bans, which act at once and are undone at once. Ended ones stay, as history. */
export interface StoredOverride {
  readonly id: string;
  readonly kind: 'pin' | 'ban';
  readonly candidate: string;
  readonly when: Condition | null;
  readonly reason: string | null;
  readonly by: string | null;
  readonly madeAt: number;
  readonly until: number | null;
}

const columns = `id, kind, candidate, condition as "when", reason, by, made_at as "madeAt", until`;

export async function listOverrides(
  database: Database,
  { workspace, policyId }: { workspace: string; policyId: string },
): Promise<StoredOverride[]> {
  return rows<StoredOverride>(
    database,
    `select ${columns} from policy_overrides
     where workspace = ? and policy_id = ? and ended_at is null and (until is null or until > ${nowInWorkspace}) order by made_at, id`,
    [workspace, policyId, workspace],
  );
}

export async function addOverride(
  database: Database,
  {
    workspace,
    policyId,
    kind,
    candidate,
    when,
    reason,
    by,
    until,
  }: {
    workspace: string;
    policyId: string;
    kind: 'pin' | 'ban';
    candidate: string;
    when?: Condition | undefined;
    reason: string;
    by: string | undefined;
    until?: number | undefined;
  },
): Promise<StoredOverride> {
  const [made] = await rows<StoredOverride>(
    database,
    `insert into policy_overrides (id, workspace, policy_id, kind, candidate, condition, reason, by, made_at, until)
     values (?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ${nowInWorkspace}, cast(? as timestamptz)) returning ${columns}`,
    [
      ...[newId(), workspace, policyId, kind, candidate, when === undefined ? null : JSON.stringify(when)],
      ...[reason, by ?? null, workspace, until === undefined ? null : timestamp(until)],
    ],
  );
  return made as StoredOverride;
}

/** False: there is none that holds. */
export async function endOverride(
  database: Database,
  { workspace, policyId, id, by }: { workspace: string; policyId: string; id: string; by: string | undefined },
): Promise<boolean> {
  const ended = await rows(
    database,
    `update policy_overrides set ended_at = ${nowInWorkspace}, ended_by = ? where workspace = ? and policy_id = ? and id = ? and ended_at is null returning id`,
    [workspace, by ?? null, workspace, policyId, id],
  );
  return ended.length > 0;
}

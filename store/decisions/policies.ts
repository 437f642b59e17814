import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/base/canonical-json.ts';
import { meaningOfPolicy, type PolicyDefinition } from '../../core/decision/policy.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** policies and policy_versions: what may be chosen, in immutable versions that are named by their content. */
export interface StoredPolicy {
  readonly id: string;
  readonly version: number;
  readonly definition: PolicyDefinition;
  readonly stateNumber: number | null;
  readonly updatedAt: number;
}

/** The live version of each policy, by their ids. */
export async function listPolicies(on: Database | Transaction, workspace: string): Promise<StoredPolicy[]> {
  return rows<StoredPolicy>(
    on,
    `select p.id, v.version, v.definition, p.state_number as "stateNumber", p.updated_at as "updatedAt"
     from policies p join policy_versions v on v.workspace = p.workspace and v.policy_id = p.id and v.version = p.live_version
     where p.workspace = ? order by p.id`,
    [workspace],
  );
}

export async function findPolicy(
  on: Database | Transaction,
  { workspace, id }: { workspace: string; id: string },
): Promise<StoredPolicy | undefined> {
  return (await listPolicies(on, workspace)).find((policy) => policy.id === id);
}

/** The policy that chooses the offers of a placement, by its id. */
export async function findPolicyOfPlacement(
  on: Database | Transaction,
  { workspace, placement }: { workspace: string; placement: string },
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(
    on,
    `select p.id from policies p
     join policy_versions v on v.workspace = p.workspace and v.policy_id = p.id and v.version = p.live_version
     where p.workspace = ? and v.definition ->> 'placement' = ? order by p.id limit 1`,
    [workspace, placement],
  );
  return found?.id;
}

/** Stores a definition as a version: new meaning makes the next one, titles alone change the live one. Call with the workspace locked. */
export async function publishPolicy(
  trx: Transaction,
  {
    workspace,
    definition,
    now,
    by,
  }: { workspace: string; definition: PolicyDefinition; now: number; by: string | undefined },
): Promise<{ readonly version: number; readonly change: 'published' | 'unchanged' | 'relabelled' | 'live-again' }> {
  const hash = createHash('sha256')
    .update(canonicalJson(meaningOfPolicy(definition)))
    .digest('hex');
  const [[same], [newest]] = await Promise.all([
    rows<{ version: number; live: boolean; definition: PolicyDefinition }>(
      trx,
      `select v.version, v.version = p.live_version as live, v.definition
       from policy_versions v join policies p on p.workspace = v.workspace and p.id = v.policy_id
       where v.workspace = ? and v.policy_id = ? and v.hash = ?`,
      [workspace, definition.id, hash],
    ),
    rows<{ version: number | null }>(
      trx,
      `select max(version) as version from policy_versions where workspace = ? and policy_id = ?`,
      [workspace, definition.id],
    ),
  ]);
  const isSame = same && canonicalJson(same.definition) === canonicalJson(definition);
  if (same?.live && isSame) return { version: same.version, change: 'unchanged' };
  const version = same?.version ?? (newest?.version ?? 0) + 1;
  await execute(
    trx,
    `insert into policy_versions (workspace, policy_id, version, hash, definition, published_at, published_by)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (workspace, policy_id, version) do update set definition = excluded.definition`,
    [workspace, definition.id, version, hash, JSON.stringify(definition), timestamp(now), by ?? null],
  );
  await execute(
    trx,
    `insert into policies (workspace, id, live_version, created_at, updated_at) values (?, ?, ?, ?, ?)
     on conflict (workspace, id) do update set live_version = excluded.live_version, updated_at = excluded.updated_at`,
    [workspace, definition.id, version, timestamp(now), timestamp(now)],
  );
  return { version, change: same === undefined ? 'published' : same.live ? 'relabelled' : 'live-again' };
}

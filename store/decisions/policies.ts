import type { PolicyDefinition } from '../../core/decision/policy.ts';
import { type Database, rows, type Transaction } from '../database/database.ts';

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

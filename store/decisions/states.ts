import type { PolicyModel } from '../../core/decision/model.ts';
import type { PolicyDefinition } from '../../core/decision/policy.ts';
import { createCache } from '../database/cache.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** policy_states: what was learned, by its number. Immutable, so a process keeps what it has read. */
const models = createCache<PolicyModel>(500);
const definitions = createCache<PolicyDefinition>(500);

export async function getPolicyModel(
  database: Database,
  on: Database | Transaction,
  { workspace, policyId, number }: { workspace: string; policyId: string; number: number },
): Promise<PolicyModel | undefined> {
  return models(database, `${workspace} ${policyId} ${number}`, async () => {
    const [stored] = await rows<{ model: PolicyModel }>(
      on,
      `select model from policy_states where workspace = ? and policy_id = ? and number = ?`,
      [workspace, policyId, number],
    );
    return stored?.model as PolicyModel;
  });
}

/** A version's meaning never changes; a title that does is read late. */
export async function getPolicyVersion(
  database: Database,
  on: Database | Transaction,
  { workspace, policyId, version }: { workspace: string; policyId: string; version: number },
): Promise<PolicyDefinition | undefined> {
  return definitions(database, `${workspace} ${policyId} ${version}`, async () => {
    const [stored] = await rows<{ definition: PolicyDefinition }>(
      on,
      `select definition from policy_versions where workspace = ? and policy_id = ? and version = ?`,
      [workspace, policyId, version],
    );
    return stored?.definition as PolicyDefinition;
  });
}

export interface LearningPolicy {
  readonly workspace: string;
  readonly policyId: string;
  readonly version: number;
  readonly definition: PolicyDefinition;
  readonly state: {
    readonly number: number;
    readonly madeAt: number;
    readonly trials: number;
    readonly goals: number;
  } | null;
  readonly trials: number;
  readonly goals: number;
}

/** The live policies that have any experience, with the state they have and how much there is by now. */
export async function listLearningPolicies(database: Database): Promise<LearningPolicy[]> {
  return rows<LearningPolicy>(
    database,
    `select p.workspace, p.id as "policyId", v.version, v.definition, cast(c.trials as double precision) as trials,
       cast(c.goals as double precision) as goals,
       (select json_build_object('number', s.number, 'madeAt', floor(extract(epoch from s.made_at) * 1000), 'trials', s.trials, 'goals', s.goals)
        from policy_states s where s.workspace = p.workspace and s.policy_id = p.id and s.number = p.state_number) as state
     from policies p
     join policy_versions v on v.workspace = p.workspace and v.policy_id = p.id and v.version = p.live_version
     join (select workspace, policy_id, sum(trials) as trials, sum(goals) as goals from policy_cells group by 1, 2) c
       on c.workspace = p.workspace and c.policy_id = p.id
     where v.definition->'rank'->>'by' in ('thompson', 'linear') order by 1, 2`,
  );
}

/** Writes the next state, unless somebody else has: then nothing is written. */
export async function insertState(
  trx: Transaction,
  state: {
    readonly workspace: string;
    readonly policyId: string;
    readonly number: number;
    readonly now: number;
    readonly trials: number;
    readonly goals: number;
    readonly model: PolicyModel;
  },
): Promise<void> {
  const { workspace, policyId, number, now, trials, goals, model } = state;
  await execute(
    trx,
    `with made as (
       insert into policy_states (workspace, policy_id, number, made_at, trials, goals, model) values (?, ?, ?, ?, ?, ?, ?)
       on conflict do nothing returning number)
     update policies set state_number = made.number from made where workspace = ? and id = ?`,
    [workspace, policyId, number, timestamp(now), trials, goals, JSON.stringify(model), workspace, policyId],
  );
}

import { rows, type Transaction } from '../database/database.ts';

/** A step of a published journey that sends a template. */
export interface TemplateUse {
  readonly journeyId: string;
  /** The newest version with this step. */
  readonly version: number;
  /** All versions with this very step. */
  readonly versions: readonly number[];
  readonly isLive: boolean;
  readonly purpose: 'marketing' | 'transactional';
  readonly stepId: string;
  readonly step: {
    readonly template: string;
    readonly channels: readonly string[];
    readonly data?: Readonly<Record<string, { readonly ref: string }>>;
  };
}

/**
 * Every step that sends one of these templates, of all versions: runs stay on the version that they entered. A step that is
 * the same in many versions is given once.
 */
export async function listTemplateUses(
  trx: Transaction,
  { workspace, templates }: { workspace: string; templates: readonly string[] },
): Promise<TemplateUse[]> {
  return rows<TemplateUse>(
    trx,
    `select v.journey_id as "journeyId", max(v.version) as version, array_agg(v.version) as versions,
       v.version = j.live_version as "isLive", v.definition->>'purpose' as purpose, step.key as "stepId", step.value as step
     from journey_versions v
     join journeys j on j.workspace = v.workspace and j.id = v.journey_id
     cross join lateral jsonb_each(v.definition->'steps') as step
     where v.workspace = ? and step.value->>'template' = any(cast(? as text[])) and jsonb_typeof(step.value->'channels') = 'array'
     group by v.journey_id, v.version = j.live_version, v.definition->>'purpose', step.key, step.value
     order by v.journey_id, max(v.version) desc, step.key`,
    [workspace, templates],
  );
}

/** Is a customer under way on one of these versions? Asked only where a problem was found: it may read the table of runs. */
export async function hasOpenRun(
  trx: Transaction,
  { workspace, journeyId, versions }: { workspace: string; journeyId: string; versions: readonly number[] },
): Promise<boolean> {
  const found = await rows(
    trx,
    `select 1 from journey_runs where workspace = ? and journey_id = ? and version = any(cast(? as integer[])) and ended_at is null limit 1`,
    [workspace, journeyId, [...versions]],
  );
  return found.length > 0;
}

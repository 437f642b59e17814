import { rows, type Transaction } from '../database/database.ts';

/** A step of a published journey that sends a template. */
export interface TemplateUse {
  readonly journeyId: string;
  readonly version: number;
  readonly isLive: boolean;
  readonly purpose: 'marketing' | 'transactional';
  readonly stepId: string;
  readonly step: {
    readonly template: string;
    readonly channels: readonly string[];
    readonly data?: Readonly<Record<string, { readonly ref: string }>>;
  };
}

/** Every step that sends one of these templates, of all versions: runs stay on the version that they entered. */
export async function listTemplateUses(
  trx: Transaction,
  { workspace, templates }: { workspace: string; templates: readonly string[] },
): Promise<TemplateUse[]> {
  return rows<TemplateUse>(
    trx,
    `select v.journey_id as "journeyId", v.version, v.version = j.live_version as "isLive", v.definition->>'purpose' as purpose,
       step.key as "stepId", step.value as step
     from journey_versions v
     join journeys j on j.workspace = v.workspace and j.id = v.journey_id
     cross join lateral jsonb_each(v.definition->'steps') as step
     where v.workspace = ? and step.value->>'template' = any(cast(? as text[])) and jsonb_typeof(step.value->'channels') = 'array'
     order by v.journey_id, v.version desc, step.key`,
    [workspace, templates],
  );
}

/** Is a customer under way on this version? Asked only where a problem was found: it may read the table of runs. */
export async function hasOpenRun(
  trx: Transaction,
  { workspace, journeyId, version }: { workspace: string; journeyId: string; version: number },
): Promise<boolean> {
  const found = await rows(
    trx,
    `select 1 from journey_runs where workspace = ? and journey_id = ? and version = ? and ended_at is null limit 1`,
    [workspace, journeyId, version],
  );
  return found.length > 0;
}

import type { Json } from '../../core/base/canonical-json.ts';
import type { Properties } from '../../core/condition/schema.ts';
import { type Database, rows } from '../database/database.ts';

/** A customer by userId, with the newest run of theirs in a journey that sends a template. */
export interface CustomerOfTemplate {
  readonly traits: Properties;
  readonly run: {
    readonly entry: { readonly name: string; readonly properties: Properties };
    /** What the step gives the template: name ▸ reference. */
    readonly data: Readonly<Record<string, { readonly ref: string }>> | null;
  } | null;
}

export async function findCustomerOfTemplate(
  database: Database,
  { workspace, userId, template }: { workspace: string; userId: string; template: string },
): Promise<CustomerOfTemplate | undefined> {
  const [found] = await rows<{
    traits: Properties;
    run: { entry: { name: string; properties: Json }; data: Json } | null;
  }>(
    database,
    `select customer.traits, (
       select json_build_object('entry', json_build_object('name', event.name, 'properties', event.properties), 'data', step.value->'data')
       from journey_runs run
       join journey_versions v on v.workspace = run.workspace and v.journey_id = run.journey_id and v.version = run.version
       cross join lateral jsonb_each(v.definition->'steps') as step
       join events event on event.id = run.entry_event_id and event.accepted_at = run.entry_accepted_at
       where run.customer_id = customer.id and step.value->>'template' = ?
       order by run.entered_at desc, step.key limit 1) as run
     from identities identity join customers customer on customer.id = identity.customer_id
     where identity.workspace = ? and identity.kind = 'user_id' and identity.value = ?`,
    [template, workspace, userId],
  );
  return found as CustomerOfTemplate | undefined;
}

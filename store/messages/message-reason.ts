import type { PartialSources, TemplateContent } from '../content/templates.ts';
import { type Database, rows } from '../database/database.ts';
import type { VersionKey } from '../journeys/definitions.ts';

/** Why a message was sent, as far as it is still stored. */
export interface MessageReason extends VersionKey {
  /** Of the workspace: titles are those of today. */
  readonly catalogVersion: number;
  readonly step: string;
  readonly channel: string;
  /** The event by which the run began; null where it is not stored any more. */
  readonly entryName: string | null;
  readonly entryAt: number;
  /** As it was rendered; null where nothing was. */
  readonly content: TemplateContent | null;
  readonly partials: PartialSources | null;
}

/** Of a message of this customer. Undefined: there is none (any more), or no journey sent it. */
export async function findMessageReason(
  database: Database,
  { workspace, customerId, messageId }: { workspace: string; customerId: string; messageId: string },
): Promise<MessageReason | undefined> {
  const [found] = await rows<MessageReason>(
    database,
    `select run.journey_id as "journeyId", run.version, m.step_id as step, m.channel,
            (select catalog_number from workspaces where id = m.workspace) as "catalogVersion",
            (select name from events where id = run.entry_event_id and accepted_at = run.entry_accepted_at) as "entryName",
            run.entry_accepted_at as "entryAt", template.content, template.partials
     from messages m join journey_runs run on run.id = m.journey_run_id
     left join template_versions template
       on template.workspace = m.workspace and template.template_id = m.template_id and template.version = m.template_version
     where m.workspace = ? and m.id = ? and run.customer_id = ?`,
    [workspace, messageId, customerId],
  );
  return found;
}

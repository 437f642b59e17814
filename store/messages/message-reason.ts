import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { TemplateContent } from '../content/templates.ts';
import { type Database, rows } from '../database/database.ts';

/** Why a message was sent, as far as it is stored still. */
export interface MessageReason {
  readonly step: string;
  readonly channel: string;
  readonly createdAt: number;
  /** As any release stored it. */
  readonly definition: JourneyDefinition;
  /** The event by which the run began; null where it is not stored any more. */
  readonly entryName: string | null;
  readonly entryAt: number;
  /** As it was rendered; null where nothing was. */
  readonly content: TemplateContent | null;
}

/** Of a message of this customer. Undefined: there is none (any more), or no journey sent it. */
export async function findMessageReason(
  database: Database,
  { workspace, customerId, messageId }: { workspace: string; customerId: string; messageId: string },
): Promise<MessageReason | undefined> {
  const [found] = await rows<MessageReason>(
    database,
    `select m.step_id as step, m.channel, m.created_at as "createdAt", version.definition,
            (select name from events where id = run.entry_event_id and accepted_at = run.entry_accepted_at) as "entryName",
            run.entry_accepted_at as "entryAt", template.content
     from messages m join journey_runs run on run.id = m.journey_run_id
     join journey_versions version
       on version.workspace = run.workspace and version.journey_id = run.journey_id and version.version = run.version
     left join template_versions template
       on template.workspace = m.workspace and template.template_id = m.template_id and template.version = m.template_version
     where m.workspace = ? and m.id = ? and m.customer_id = ?`,
    [workspace, messageId, customerId],
  );
  return found;
}

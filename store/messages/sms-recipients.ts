import { type Database, executeAlone, rows } from '../database/database.ts';
import { digestOfAddress } from './suppressions.ts';

/** Notes whom a number stands for, before a text message is sent to it: an answer names nothing but the number. */
export async function rememberSmsRecipient(database: Database, messageId: string, phoneNumber: string): Promise<void> {
  await executeAlone(
    database,
    `insert into sms_recipients (workspace, address_hash, customer_id, message_id)
     select workspace, keyed_address(workspace, ?), customer_id, id from messages where id = ?
     on conflict (workspace, address_hash, customer_id) do update set message_id = excluded.message_id`,
    [digestOfAddress(phoneNumber), messageId],
  );
}

export interface SmsRecipient {
  /** As a merge may have changed it. */
  readonly customerId: string;
  /** The newest text message to them at this number, its journey and step. */
  readonly messageId: string;
  readonly journeyRunId: string | null;
  readonly journey: string | null;
  readonly step: string | null;
}

/** Several customers may share a number. */
const MOST_RECIPIENTS = 20;

/** The customers whom text messages to this number were meant for, the latest first. */
export async function findSmsRecipients(
  database: Database,
  workspace: string,
  phoneNumber: string,
): Promise<SmsRecipient[]> {
  return rows(
    database,
    `select coalesce(c.merged_into, c.id) as "customerId", r.message_id as "messageId",
            m.journey_run_id as "journeyRunId", m.journey_id as journey, m.step_id as step
     from sms_recipients r join customers c on c.id = r.customer_id left join messages m on m.id = r.message_id
     where r.workspace = ? and r.address_hash = keyed_address(r.workspace, ?)
     order by r.message_id desc limit ?`,
    [workspace, digestOfAddress(phoneNumber), MOST_RECIPIENTS],
  );
}

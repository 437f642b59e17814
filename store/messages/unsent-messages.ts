import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';
import type { MessageState } from './messages.ts';

/** A message that did not reach a customer, or not yet. Moments are epoch milliseconds. */
export interface UnsentMessageRow {
  readonly id: string;
  readonly journeyRunId: string | null;
  readonly journey: string | null;
  readonly title: string | null;
  readonly step: string | null;
  readonly channel: string;
  readonly template: string;
  readonly state: MessageState;
  readonly rule: string | null;
  readonly ruleValue: string | null;
  readonly errorCode: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The newest first; of those that wait for their first attempt, the ones that were requested before a moment. */
export async function listUnsentMessages(
  on: Database | Transaction,
  customerId: string,
  { limit, requestedBefore }: { limit: number; requestedBefore: number },
): Promise<UnsentMessageRow[]> {
  return rows<UnsentMessageRow>(
    on,
    `select m.id, m.journey_run_id as "journeyRunId", m.journey_id as journey,
            coalesce(v.definition->>'title', m.journey_id) as title, m.step_id as step, m.channel,
            m.template_id as template, m.state, m.rule, m.rule_value as "ruleValue", m.created_at as "createdAt",
            m.updated_at as "updatedAt",
            (select error_code from message_attempts a where a.message_id = m.id and a.attempt = m.attempt) as "errorCode"
     from (select * from (
             (select * from messages where customer_id = ? and held is not null order by created_at desc, id desc limit ?)
             union all
             (select * from messages where customer_id = ? and held is null and state = 'requested' and created_at < ?
              order by created_at desc, id desc limit ?)) both_kinds
           order by created_at desc, id desc limit ?) m
     left join journey_runs run on run.id = m.journey_run_id
     left join journey_versions v on v.workspace = run.workspace and v.journey_id = run.journey_id and v.version = run.version
     order by m.created_at desc, m.id desc`,
    [customerId, limit, customerId, timestamp(requestedBefore), limit, limit],
  );
}

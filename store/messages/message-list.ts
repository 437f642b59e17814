import type { Knex } from 'knex';
import type { Database } from '../database/database.ts';
import { generate, readGenerated } from '../database/generated.ts';
import { within } from '../database/moments-and-ids.ts';
import type { MessageState } from './messages.ts';

export interface MessageFilter {
  readonly workspace: string;
  readonly customer?: string | undefined;
  readonly userId?: string | undefined;
  readonly run?: string | undefined;
  readonly journey?: string | undefined;
  readonly step?: string | undefined;
  readonly template?: string | undefined;
  readonly channel?: string | undefined;
  readonly state?: MessageState | undefined;
  /** Only messages of observed runs, or only others. */
  readonly observed?: boolean | undefined;
  /** The rule that blocked it; with another state than blocked, the one that the ledger has. */
  readonly rule?: string | undefined;
  /** Epoch milliseconds, of the request: from then on, and before then. */
  readonly createdAfter?: number | undefined;
  readonly createdBefore?: number | undefined;
}

export interface MessagePage extends MessageFilter {
  /** The id after which the page begins; newest first. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A message of the ledger, in a list. Moments are epoch milliseconds. */
export interface MessageSummary {
  readonly id: string;
  readonly journeyRunId: string | null;
  readonly customerId: string;
  readonly userId: string | null;
  readonly journey: string | null;
  readonly step: string | null;
  readonly channel: string;
  readonly template: string;
  readonly templateVersion: number | null;
  readonly state: MessageState;
  readonly attempt: number;
  readonly rule: string | null;
  readonly ruleValue: string | null;
  readonly errorCode: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deliveredAt: number | null;
  readonly openedAt: number | null;
  readonly clickedAt: number | null;
}

export const summaryOfMessage = `m.id, m.journey_run_id as "journeyRunId", m.customer_id as "customerId",
  (select min(value) from identities where customer_id = m.customer_id and kind = 'user_id') as "userId",
  m.journey_id as journey, m.step_id as step, m.channel, m.template_id as template, m.template_version as "templateVersion",
  m.state, m.attempt, m.rule, m.rule_value as "ruleValue",
  (select error_code from message_attempts a where a.message_id = m.id and a.attempt = m.attempt) as "errorCode",
  m.created_at as "createdAt", m.updated_at as "updatedAt", m.delivered_at as "deliveredAt", m.opened_at as "openedAt",
  m.clicked_at as "clickedAt"`;

/** States that have an index of their own: most messages pass through the others on their way. */
const held: ReadonlySet<MessageState> = new Set([
  'blocked',
  'deferred',
  'failed-temporarily',
  'failed-permanently',
  'unknown',
  'observed',
]);

/** Ids are UUIDv7: their order is the order in which messages were requested. */
export async function listMessages(
  database: Database,
  { after, limit, ...filter }: MessagePage,
): Promise<MessageSummary[]> {
  const messages = messagesMatching(filter).select(generate.raw(summaryOfMessage)).orderBy('m.id', 'desc').limit(limit);
  if (after !== undefined) messages.where('m.id', '<', after);
  return readGenerated<MessageSummary>(database, messages);
}

/** The messages that a filter means, as `m`; without order or limit. */
function messagesMatching(filter: MessageFilter): Knex.QueryBuilder {
  const { workspace, customer, userId, run, journey, step, template, channel, state, rule } = filter;
  const messages = generate('messages as m').where('m.workspace', workspace);
  if (customer !== undefined) messages.where('m.customer_id', customer);
  if (userId !== undefined) {
    const identity = { workspace, kind: 'user_id', value: userId };
    messages.where('m.customer_id', generate('identities').select('customer_id').where(identity));
  }
  const equal = { 'm.journey_run_id': run, 'm.journey_id': journey, 'm.step_id': step, 'm.template_id': template };
  for (const [column, value] of Object.entries({ ...equal, 'm.channel': channel }))
    if (value !== undefined) messages.where(column, value);
  if (state !== undefined) messages.where(held.has(state) ? 'm.held' : 'm.state', state);
  if (rule !== undefined) messages.where(state === undefined || state === 'blocked' ? 'm.blocked_by' : 'm.rule', rule);
  if (filter.observed !== undefined) {
    const run = generate('journey_runs as r')
      .select(generate.raw('1'))
      .whereRaw('r.id = m.journey_run_id')
      .whereNotNull('r.observation');
    messages[filter.observed ? 'whereExists' : 'whereNotExists'](run);
  }
  const { createdAfter: from, createdBefore: before } = filter;
  within(messages, { workspace, moment: 'm.created_at', id: 'm.id', from, before });
  return messages;
}

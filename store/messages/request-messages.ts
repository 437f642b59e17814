import { timestamp } from '../database/database.ts';

/** A message as the turn that requests its job knows it. The id is a UUIDv7, made there. */
export interface NewMessage {
  readonly id: string;
  readonly visit: number;
  readonly step: string;
  /** The first of the step's; an attempt may select another. */
  readonly channel: string;
  readonly templateId: string;
  readonly topic: string | undefined;
  readonly priority: number;
  /** It falls under frequency caps. */
  readonly countsInCaps: boolean;
  readonly requestedAt: number;
  /** When the event was accepted that led to it in the same turn; undefined: something else did. */
  readonly promptedAt?: number | undefined;
  /** The visit of the decision that it carries out. */
  readonly decisionVisit?: number | undefined;
  /** The rule that blocked it before it was requested; undefined: it is to be sent. */
  readonly blockedBy?: string | undefined;
}

export interface WithdrawnMessages {
  readonly ids: readonly string[];
  readonly rule: string;
  readonly at: number;
}

/**
 * The part that messages have in the one statement by which a turn is committed: their rows are there with the job, or
 * not at all. `turned` is the run's row in that statement. Nothing for a turn without messages, and so for most.
 */
export function messagesOfTurn(
  requested: readonly NewMessage[],
  withdrawn: WithdrawnMessages,
): { readonly sql: string; readonly bindings: readonly unknown[] } {
  const parts: { readonly sql: string; readonly bindings: readonly unknown[] }[] = [];
  if (requested.length > 0) {
    parts.push({
      sql: `, requested as (
       insert into messages (id, origin, journey_run_id, visit, workspace, customer_id, journey_id, step_id, channel, template_id,
                             topic, priority, in_caps, observed, decision_visit, state, rule, created_at, updated_at, prompted_at)
       select new.id, 'run', turned.id, new.visit, turned.workspace, turned.customer_id, turned.journey_id, new.step, new.channel,
              new.template_id, new.topic, new.priority, new.in_caps, turned.observation is not null, new.decision_visit, case when new.rule is null then 'requested' else 'blocked' end, new.rule, new.at, new.at, new.prompted_at
       from turned, unnest(cast(? as uuid[]), cast(? as integer[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
                           cast(? as text[]), cast(? as smallint[]), cast(? as boolean[]), cast(? as integer[]), cast(? as text[]),
                           cast(? as timestamptz[]), cast(? as timestamptz[]))
                           as new (id, visit, step, channel, template_id, topic, priority, in_caps, decision_visit, rule, at, prompted_at))`,
      bindings: [
        requested.map(({ id }) => id),
        requested.map(({ visit }) => visit),
        requested.map(({ step }) => step),
        requested.map(({ channel }) => channel),
        requested.map(({ templateId }) => templateId),
        requested.map(({ topic }) => topic ?? null),
        requested.map(({ priority }) => priority),
        requested.map(({ countsInCaps }) => countsInCaps),
        requested.map(({ decisionVisit }) => decisionVisit ?? null),
        requested.map(({ blockedBy }) => blockedBy ?? null),
        requested.map(({ requestedAt }) => timestamp(requestedAt)),
        requested.map(({ promptedAt }) => (promptedAt === undefined ? null : timestamp(promptedAt))),
      ],
    });
  }
  if (withdrawn.ids.length > 0) {
    parts.push({
      sql: `, withdrawn as (
       update messages set state = 'blocked', rule = ?, updated_at = ? where id = any(cast(? as uuid[])))`,
      bindings: [withdrawn.rule, timestamp(withdrawn.at), [...withdrawn.ids]],
    });
  }
  return { sql: parts.map(({ sql }) => sql).join(''), bindings: parts.flatMap(({ bindings }) => bindings) };
}

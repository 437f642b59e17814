import type { FeedbackKindName, ProvenLevel } from '../../core/message/feedback-kinds.ts';
import { nowInWorkspace, nowOf } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** A message as feedback needs it. */
export interface FeedbackMessage {
  readonly id: string;
  readonly workspace: string;
  readonly customerId: string;
  readonly channel: string;
  /** When the provider took it, and when it was delivered as far as is known. */
  readonly acceptedAt: number | null;
  readonly deliveredAt: number | null;
  /** The workspace's present moment. */
  readonly now: number;
}

export async function findFeedbackMessages(
  database: Database,
  workspace: string,
  ids: readonly string[],
): Promise<Map<string, FeedbackMessage>> {
  const found = await rows<FeedbackMessage>(
    database,
    `select id, workspace, customer_id as "customerId", channel, accepted_at as "acceptedAt", delivered_at as "deliveredAt",
            ${nowInWorkspace} as now
     from messages where workspace = ? and id = any(cast(? as uuid[]))`,
    [workspace, workspace, [...ids]],
  );
  return new Map(found.map((message) => [message.id, message]));
}

/** What a customer answered to a question of a message. */
export interface SurveyAnswer {
  readonly question: string;
  readonly answer: string;
  readonly score?: number | undefined;
}

/** One report about a message, as it is stored. */
export interface NewFeedback {
  readonly id: string;
  readonly messageId: string;
  readonly source: string;
  readonly fingerprint: Buffer;
  readonly kind: FeedbackKindName;
  readonly bounce: 'hard' | 'soft' | undefined;
  readonly url: string | undefined;
  readonly links: number | undefined;
  readonly machine: string | undefined;
  readonly answer: SurveyAnswer | undefined;
  /** Of an answer that may change: for so long, in milliseconds. */
  readonly changesForMs: number | undefined;
  readonly occurredAt: number;
  readonly receivedAt: number;
  /** Milliseconds until it is decided; undefined: it is decided already (a machine's). */
  readonly decideAfterMs: number | undefined;
}

/** Reports that are stored of one message: who holds one of its links may fetch it as often as they like. */
const MOST_OF_A_MESSAGE = 200;

/** Stores reports and gives the ids of those that were new. A repeat, and what is beyond the limit, is not stored. */
export async function insertFeedback(database: Database, reports: readonly NewFeedback[]): Promise<Set<string>> {
  const column = <Value>(value: (report: NewFeedback) => Value) => reports.map(value);
  const inserted = await rows<{ id: string }>(
    database,
    `insert into message_feedback (id, message_id, source, fingerprint, kind, bounce, url, links, machine, occurred_at, received_at, due_at,
       answer, closes_at)
     select new.id, new.message_id, source, decode(fingerprint, 'hex'), kind, bounce, url, links, machine, occurred_at, received_at,
            clock.at + after * interval '1 millisecond', answer, clock.at + changes * interval '1 millisecond'
     from unnest(cast(? as uuid[]), cast(? as uuid[]), cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
                 cast(? as text[]), cast(? as integer[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as timestamptz[]),
                 cast(? as float8[]), cast(? as jsonb[]), cast(? as float8[]))
       as new (id, message_id, source, fingerprint, kind, bounce, url, links, machine, occurred_at, received_at, after, answer, changes)
     join messages m on m.id = new.message_id cross join (select clock_timestamp() as at) clock
     where (select count(*) from message_feedback f where f.message_id = new.message_id) < ${MOST_OF_A_MESSAGE}
     order by new.message_id, source, fingerprint
     on conflict do nothing returning id`,
    [
      column(({ id }) => id),
      column(({ messageId }) => messageId),
      column(({ source }) => source),
      column(({ fingerprint }) => fingerprint.toString('hex')),
      column(({ kind }) => kind),
      column(({ bounce }) => bounce ?? null),
      column(({ url }) => url ?? null),
      column(({ links }) => links ?? null),
      column(({ machine }) => machine ?? null),
      column(({ occurredAt }) => timestamp(occurredAt)),
      column(({ receivedAt }) => timestamp(receivedAt)),
      column(({ decideAfterMs }) => decideAfterMs ?? null),
      column(({ answer }) => (answer === undefined ? null : JSON.stringify(answer))),
      column(({ changesForMs }) => changesForMs ?? null),
    ],
  );
  return new Set(inserted.map(({ id }) => id));
}

/** A report that is due, with what its event says. */
export interface DueFeedback {
  readonly id: string;
  readonly source: string;
  readonly kind: FeedbackKindName;
  readonly bounce: 'hard' | 'soft' | null;
  readonly url: string | null;
  readonly links: number | null;
  readonly answer: SurveyAnswer | null;
  readonly occurredAt: number;
  readonly messageId: string;
  readonly workspace: string;
  readonly customerId: string;
  readonly journeyRunId: string | null;
  readonly journey: string | null;
  readonly step: string | null;
  readonly channel: string;
  readonly template: string;
}

export async function listDueFeedback(database: Database, limit: number): Promise<DueFeedback[]> {
  return rows<DueFeedback>(
    database,
    `select f.id, f.source, f.kind, f.bounce, f.url, f.links, f.answer, f.occurred_at as "occurredAt", f.message_id as "messageId", m.workspace,
            m.customer_id as "customerId", m.journey_run_id as "journeyRunId", m.journey_id as journey, m.step_id as step,
            m.channel, m.template_id as template
     from message_feedback f join messages m on m.id = f.message_id
     where f.due_at <= clock_timestamp() order by f.due_at limit ?`,
    [limit],
  );
}

/** Puts another answer in the place of the one that was given to the same question, for as long as it may change. */
export async function replaceAnswer(
  database: Database,
  { messageId, answer }: { readonly messageId: string; readonly answer: SurveyAnswer },
): Promise<void> {
  await execute(
    database,
    `update message_feedback f set answer = cast(? as jsonb), occurred_at = ${nowOf('m.workspace')}
     from messages m where m.id = f.message_id and f.message_id = ? and f.kind = 'answered' and f.answer->>'question' = ?
       and f.closes_at > clock_timestamp()`,
    [JSON.stringify(answer), messageId, answer.question],
  );
}

/** What was answered to a question of a message, and whether another answer may still take its place. */
export async function findAnswer(
  database: Database,
  { messageId, question }: { readonly messageId: string; readonly question: string },
): Promise<{ readonly answer: SurveyAnswer; readonly isOpen: boolean } | undefined> {
  const [found] = await rows<{ answer: SurveyAnswer; isOpen: boolean }>(
    database,
    `select answer, coalesce(closes_at > clock_timestamp(), false) as "isOpen" from message_feedback
     where message_id = ? and kind = 'answered' and answer->>'question' = ? order by received_at limit 1`,
    [messageId, question],
  );
  return found;
}

export interface StoredClick {
  readonly messageId: string;
  readonly url: string | null;
  readonly links: number | null;
  readonly machine: string | null;
  readonly occurredAt: number;
}

/** All clicks of these messages, also of machines. */
export async function listClicks(database: Database, messageIds: readonly string[]): Promise<StoredClick[]> {
  return rows<StoredClick>(
    database,
    `select message_id as "messageId", url, links, machine, occurred_at as "occurredAt" from message_feedback
     where message_id = any(cast(? as uuid[])) and kind = 'clicked' order by occurred_at`,
    [[...messageIds]],
  );
}

/** Decides that these reports are a machine's. */
export async function markMachines(
  database: Database,
  decided: readonly { readonly id: string; readonly machine: string }[],
): Promise<void> {
  if (decided.length === 0) return;
  await execute(
    database,
    `update message_feedback f set machine = new.machine, due_at = null
     from unnest(cast(? as uuid[]), cast(? as text[])) as new (id, machine) where f.id = new.id and f.due_at is not null`,
    [decided.map(({ id }) => id), decided.map(({ machine }) => machine)],
  );
}

/** Decides that these reports need nothing more: their events were accepted before, or can't be. */
export async function closeFeedback(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await execute(database, `update message_feedback set due_at = null where id = any(cast(? as uuid[]))`, [[...ids]]);
}

/** Puts the reports off, so that one that can't be accepted now does not hold up the others. */
export async function deferFeedback(database: Database, ids: readonly string[], milliseconds: number): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    database,
    `update message_feedback set due_at = clock_timestamp() + ? * interval '1 millisecond'
     where due_at is not null and id = any(cast(? as uuid[]))`,
    [milliseconds, [...ids]],
  );
}

/** What an accepted event of feedback changes beside the event itself. */
export interface FeedbackEffect {
  readonly feedbackId: string;
  readonly messageId: string;
  /** The levels of engagement that it proves. */
  readonly raises: readonly ProvenLevel[];
  readonly at: number;
}

/**
 * Raises the engagement of the messages, in the transaction that accepts the events. The earliest sign of a level stays,
 * so the order in which reports come changes nothing. Messages are locked last, in the order of their ids.
 */
export async function raiseEngagement(trx: Transaction, effects: readonly FeedbackEffect[]): Promise<void> {
  if (effects.length === 0) return;
  const raised = effects.flatMap(({ messageId, raises, at }) => raises.map((level) => ({ messageId, level, at })));
  await execute(
    trx,
    `with own as (select id from messages where id = any(cast(? as uuid[])) order by id for no key update),
     sign as (
       select s.message_id, min(s.at) filter (where level = 'delivered') as delivered, min(s.at) filter (where level = 'opened') as opened,
              min(s.at) filter (where level = 'clicked') as clicked
       from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as timestamptz[])) as s (message_id, level, at)
       join own on own.id = s.message_id group by 1),
     decided as (update message_feedback set due_at = null where id = any(cast(? as uuid[])))
     update messages m set delivered_at = least(m.delivered_at, delivered), opened_at = least(m.opened_at, opened),
       clicked_at = least(m.clicked_at, clicked)
     from sign where m.id = sign.message_id`,
    [
      effects.map(({ messageId }) => messageId),
      raised.map(({ messageId }) => messageId),
      raised.map(({ level }) => level),
      raised.map(({ at }) => timestamp(at)),
      effects.map(({ feedbackId }) => feedbackId),
    ],
  );
}

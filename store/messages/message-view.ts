import type { Properties } from '../../core/condition/schema.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, rows } from '../database/database.ts';
import { type MessageSummary, summaryOfMessage } from './message-list.ts';
import type { AttemptOutcome } from './messages.ts';

/** One message with all that is stored about it. Moments are epoch milliseconds. */
export interface MessageDetails extends MessageSummary {
  readonly visit: number | null;
  readonly language: string | null;
  readonly acceptedAt: number | null;
  readonly attempts: readonly MessageAttempt[];
  readonly feedback: readonly MessageFeedback[];
  readonly decisions: readonly MessageDecision[];
}

export interface MessageAttempt {
  readonly attempt: number;
  readonly channel: string;
  readonly outcome: AttemptOutcome | null;
  readonly providerId: string | null;
  readonly errorCode: string | null;
  readonly errorId: string | null;
  readonly errorText: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export interface MessageFeedback {
  readonly kind: string;
  readonly source: string;
  readonly bounce: string | null;
  readonly url: string | null;
  /** By which sign it was no person. */
  readonly machine: string | null;
  readonly occurredAt: number;
}

export interface MessageDecision {
  readonly decision: string;
  readonly decidedBy: string;
  readonly why: string;
  readonly at: number;
}

/** The newest of each, oldest first. */
const MOST_ATTEMPTS = 50;
const MOST_FEEDBACK = 100;

export async function findMessage(
  database: Database,
  workspace: string,
  id: string,
): Promise<MessageDetails | undefined> {
  const [message] = await rows<Omit<MessageDetails, 'attempts' | 'feedback' | 'decisions'>>(
    database,
    `select ${summaryOfMessage}, m.visit, m.language, m.accepted_at as "acceptedAt"
     from messages m where m.workspace = ? and m.id = ?`,
    [workspace, id],
  );
  if (!message) return undefined;
  const [attempts, feedback, decisions] = await Promise.all([
    rows<MessageAttempt>(
      database,
      `select a.attempt, a.channel, a.outcome, a.provider_id as "providerId", a.error_code as "errorCode",
              a.error_id as "errorId", failure.message as "errorText", a.started_at as "startedAt", a.ended_at as "endedAt"
       from message_attempts a left join failures failure on failure.id = a.error_id
       where a.message_id = ? order by a.attempt desc limit ?`,
      [id, MOST_ATTEMPTS],
    ),
    rows<MessageFeedback>(
      database,
      `select kind, source, bounce, url, machine, occurred_at as "occurredAt" from message_feedback
       where message_id = ? order by occurred_at desc, id desc limit ?`,
      [id, MOST_FEEDBACK],
    ),
    rows<MessageDecision>(
      database,
      `select decision, decided_by as "decidedBy", why, at from message_decisions where message_id = ? order by at`,
      [id],
    ),
  ]);
  return { ...message, attempts: attempts.reverse(), feedback: feedback.reverse(), decisions };
}

/** What a message of a run is rendered from, as far as it is still stored. */
export interface MessageToRender {
  readonly channel: string;
  readonly template: string;
  readonly templateVersion: number | null;
  readonly language: string | null;
  readonly traits: Properties;
  readonly definition: JourneyDefinition | null;
  readonly step: string | null;
  readonly entry: { readonly name: string; readonly properties: Properties } | null;
  /** What calls of its run answered. */
  readonly answers: Readonly<Record<string, Properties>> | null;
  /** When it was accepted, or decided last. */
  readonly at: number;
  readonly now: number;
  /** Of the channel in-app: what was delivered. */
  readonly delivered: Readonly<Record<string, string | null>> | null;
}

export async function findMessageToRender(
  database: Database,
  workspace: string,
  id: string,
): Promise<MessageToRender | undefined> {
  const [found] = await rows<MessageToRender>(
    database,
    `select m.channel, m.template_id as template, m.template_version as "templateVersion", m.language, c.traits,
            v.definition, m.step_id as step, coalesce(m.accepted_at, m.updated_at) as at, ${nowInWorkspace} as now,
            (select json_build_object('name', e.name, 'properties', e.properties) from events e
             where e.id = run.entry_event_id and e.accepted_at = run.entry_accepted_at) as entry,
            run.state -> 'answers' as answers,
            (select json_build_object('title', title, 'body', body, 'url', url, 'button', button)
             from inbox_messages where id = m.id) as delivered
     from messages m join customers c on c.id = m.customer_id
     left join journey_runs run on run.id = m.journey_run_id
     left join journey_versions v on v.workspace = run.workspace and v.journey_id = run.journey_id and v.version = run.version
     where m.workspace = ? and m.id = ?`,
    [workspace, workspace, id],
  );
  return found;
}

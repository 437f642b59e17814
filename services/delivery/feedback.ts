import { createHash } from 'node:crypto';
import { groupBy } from '../../core/base/group-by.ts';
import { newId } from '../../core/base/id.ts';
import { type FeedbackKind, type FeedbackKindName, feedbackKinds } from '../../core/message/feedback-kinds.ts';
import { LINKS_WITHIN_MS, type MachineSign, signAmongClicks } from '../../core/message/machine-signs.ts';
import type { Database } from '../../store/database/database.ts';
import {
  closeFeedback,
  type DueFeedback,
  deferFeedback,
  type FeedbackMessage,
  findFeedbackMessages,
  insertFeedback,
  listClicks,
  listDueFeedback,
  markMachines,
  type NewFeedback,
  type SurveyAnswer,
} from '../../store/messages/feedback.ts';
import type { Acceptance } from '../intake/accept.ts';
import type { IncomingEvent } from '../intake/event.ts';
import { suppress } from './suppress.ts';

/**
 * What comes back about messages: from pixels and links, the in-app client, providers.
 *   1 record   the report is stored; a repeat (same event id of the provider, else same body) is not, and changes nothing
 *   2 decide   at once, but clicks two seconds later, when it is seen whether a machine followed every link
 *   3 accept   a person's act, and what a provider says, becomes an event of the customer by intake's own transaction. That
 *              raises the message's engagement and wakes the runs that wait for it. A machine's act ends at 2.
 * A process that dies between 1 and 3 loses nothing: reports that are due stay so, and any API process takes them up
 * (`settleFeedback`). The event's messageId is made from the report's id, so it is accepted once.
 */
export interface FeedbackDependencies {
  readonly database: Database;
  /** Intake's own way in: the collector of an API process, or `acceptBatch`. */
  readonly submit: (workspace: string, events: readonly IncomingEvent[]) => Promise<readonly Acceptance[]>;
  /** Hears of each report, for counting. */
  readonly counted?: ((source: string, kind: FeedbackKindName, outcome: FeedbackOutcome) => void) | undefined;
  /** Hears why a request for a pixel or link was not recorded: its sender is answered all the same. */
  readonly failed?: ((error: unknown) => void) | undefined;
}

export interface Feedback {
  readonly messageId: string;
  readonly kind: FeedbackKindName;
  /** The provider's id of this report, else its body: what makes a repeat. */
  readonly identity: string | Buffer;
  /** Epoch milliseconds by the provider's clock; undefined: now. A time ahead counts as now. */
  readonly at?: number | undefined;
  readonly bounce?: 'hard' | 'soft' | undefined;
  /** Of a click: where it led, and how many links the message has. No url: it was the hidden link. */
  readonly url?: string | undefined;
  readonly links?: number | undefined;
  /** Of an answer. `changesForMs`: until then another one may take its place, and it is no event yet. */
  readonly answer?: SurveyAnswer | undefined;
  readonly changesForMs?: number | undefined;
  /** The sign that the request has by itself; a provider that recognises machines itself says "known-program". */
  readonly machine?: MachineSign | undefined;
}

export type FeedbackOutcome = 'recorded' | 'repeat' | 'machine' | 'no-such-message';

/** Reports of one source about messages of one workspace. Answers for each, in order, once all are stored. */
export async function recordFeedback(
  dependencies: FeedbackDependencies,
  { workspace, source }: { readonly workspace: string; readonly source: string },
  reports: readonly Feedback[],
): Promise<readonly FeedbackOutcome[]> {
  const { database, counted } = dependencies;
  const messages = await findFeedbackMessages(
    database,
    workspace,
    reports.map(({ messageId }) => messageId),
  );
  const rows = reports.map((report) => {
    const message = messages.get(report.messageId);
    return message && newFeedback(source, message, report);
  });
  const inserted = await insertFeedback(
    database,
    rows.filter((row) => row !== undefined),
  );
  const outcomes = rows.map((row): FeedbackOutcome => {
    if (!row) return 'no-such-message';
    if (!inserted.has(row.id)) return 'repeat';
    return row.machine === undefined ? 'recorded' : 'machine';
  });
  for (const [index, { kind }] of reports.entries()) counted?.(source, kind, outcomes[index] as FeedbackOutcome);
  if (rows.some((row) => row && inserted.has(row.id) && row.decideAfterMs === 0)) await settleFeedback(dependencies);
  return outcomes;
}

function newFeedback(source: string, message: FeedbackMessage, report: Feedback): NewFeedback {
  const { messageId, kind, bounce, url, links, answer, changesForMs } = report;
  const waitMs = changesForMs ?? (kind === 'clicked' && links !== undefined ? LINKS_WITHIN_MS : 0);
  const machine = feedbackKinds[kind].isHumanAct ? report.machine : undefined;
  return {
    id: newId(),
    messageId,
    source,
    fingerprint: createHash('sha256').update(report.identity).digest(),
    kind,
    bounce: kind === 'bounced' ? (bounce ?? 'soft') : undefined,
    url,
    links,
    machine,
    occurredAt: Math.min(report.at ?? message.now, message.now),
    receivedAt: message.now,
    answer,
    changesForMs,
    decideAfterMs: machine === undefined ? waitMs : undefined,
  };
}

/** Reports that are decided together: each is one event of a batch. */
const MOST_AT_ONCE = 500;
const AGAIN_AFTER_MS = 30_000;

/** Decides the reports that are due and lets their events in. Gives how many there were. May run in many processes at once. */
export async function settleFeedback(dependencies: FeedbackDependencies): Promise<number> {
  const { database, submit } = dependencies;
  const due = await listDueFeedback(database, MOST_AT_ONCE);
  if (due.length === 0) return 0;
  const machines = await findMachines(database, due);
  await markMachines(database, machines);
  const decided = new Set(machines.map(({ id }) => id));
  const events = due.filter(({ id }) => !decided.has(id));
  for (const report of events) await suppress(database, report);
  for (const [workspace, own] of groupBy(events, (report) => report.workspace)) {
    await acceptEvents(database, workspace, own, submit);
  }
  return due.length;
}

async function acceptEvents(
  database: Database,
  workspace: string,
  reports: readonly DueFeedback[],
  submit: FeedbackDependencies['submit'],
): Promise<void> {
  const ids = reports.map(({ id }) => id);
  // First, so that neither a failure nor a bad item brings the same reports back at once.
  await deferFeedback(database, ids, AGAIN_AFTER_MS);
  const acceptances = await submit(workspace, reports.map(eventOf));
  // Accepted ones were closed by intake's transaction; the others have no event to wait for any more.
  await closeFeedback(
    database,
    ids.filter((_, index) => acceptances[index]?.result !== 'accepted'),
  );
}

async function findMachines(database: Database, due: readonly DueFeedback[]) {
  const clicks = due.filter(({ kind, links }) => kind === 'clicked' && links !== null);
  if (clicks.length === 0) return [];
  const stored = await listClicks(database, [...new Set(clicks.map(({ messageId }) => messageId))]);
  const ofMessage = groupBy(stored, ({ messageId }) => messageId);
  const clickOf = (each: {
    url: string | null;
    links: number | null;
    occurredAt: number;
    machine?: string | null;
  }) => ({
    url: each.url ?? undefined,
    links: each.links ?? 0,
    at: each.occurredAt,
    isHiddenLink: each.machine === 'hidden-link',
  });
  return clicks.flatMap((click) => {
    const machine = signAmongClicks(clickOf(click), (ofMessage.get(click.messageId) ?? []).map(clickOf));
    return machine === undefined ? [] : [{ id: click.id, machine }];
  });
}

/** The report as an event of the customer. */
function eventOf(report: DueFeedback): IncomingEvent {
  const { id, kind, messageId, journeyRunId, journey, step, channel, template, url, bounce, answer, occurredAt } =
    report;
  const { event, raises }: FeedbackKind = feedbackKinds[kind];
  return {
    type: 'track',
    name: event,
    messageId: `feedback/${id}`,
    userId: undefined,
    anonymousId: undefined,
    customerId: report.customerId,
    properties: {
      message_id: messageId,
      ...(journeyRunId !== null && { journey_run_id: journeyRunId }),
      ...(journey !== null && { journey }),
      ...(step !== null && { step }),
      channel,
      template,
      ...(url !== null && { url }),
      ...(bounce !== null && { bounce }),
      ...(answer !== null && propertiesOf(answer)),
    },
    context: {},
    timestamp: occurredAt,
    feedback: { feedbackId: id, messageId, raises, at: occurredAt },
  };
}

function propertiesOf({ question, answer, score }: SurveyAnswer) {
  return { question, answer, ...(score !== undefined && { score }) };
}

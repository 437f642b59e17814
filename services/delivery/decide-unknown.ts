import { MESSAGE_SENT } from '../../core/message/feedback-kinds.ts';
import { type Database, inTransaction } from '../../store/database/database.ts';
import { type Decision, decideUnknownMessage } from '../../store/messages/unknown-messages.ts';
import type { IncomingEvent } from '../intake/event.ts';
import type { FeedbackDependencies } from './feedback.ts';

export interface OperatorsDecision {
  readonly workspace: string;
  readonly id: string;
  readonly decision: Decision;
  /** The title of the operator's key. */
  readonly decidedBy: string;
  readonly why: string;
}

/**
 * An operator decides a message without an outcome. Accepted as sent, it also becomes the event that it would have been;
 * to be sent again, a worker makes the attempt (resend.ts). Its run has gone on and gets no input.
 */
export async function decideUnknown(
  { database, submit }: { readonly database: Database; readonly submit: FeedbackDependencies['submit'] },
  decision: OperatorsDecision,
): Promise<'done' | 'gone' | 'decided'> {
  const decided = await inTransaction(database, (trx) => decideUnknownMessage(trx, decision));
  if (typeof decided === 'string') return decided;
  if (decision.decision === 'resend') return 'done';
  const { customerId, journeyRunId, journey, step, channel, template, at } = decided;
  const event: IncomingEvent = {
    type: 'track',
    name: MESSAGE_SENT,
    messageId: `sent/${decision.id}`,
    userId: undefined,
    anonymousId: undefined,
    customerId,
    properties: { message_id: decision.id, journey_run_id: journeyRunId, journey, step, channel, template },
    context: {},
    timestamp: at,
  };
  await submit(decision.workspace, [event]);
  return 'done';
}

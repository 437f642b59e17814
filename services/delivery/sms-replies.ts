import { consentOf } from '../../core/customer/consent.ts';
import { MESSAGE_REPLIED } from '../../core/message/feedback-kinds.ts';
import { phoneNumberOf } from '../../core/message/phone-number.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import type { Database } from '../../store/database/database.ts';
import { findSmsRecipients, type SmsRecipient } from '../../store/messages/sms-recipients.ts';
import { addSuppression, removeSuppression } from '../../store/messages/suppressions.ts';
import { recordConsents } from '../customers/consents.ts';
import type { Acceptance } from '../intake/accept.ts';
import type { IncomingEvent } from '../intake/event.ts';

export interface SmsReply {
  readonly workspace: string;
  /** The sender's number. */
  readonly from: string;
  readonly text: string;
  /** The provider's own id: a repeat has the same. */
  readonly id: string;
  /** What the provider took it for, and has answered itself: Twilio's OptOutType. */
  readonly optOutType?: string | undefined;
}

export interface SmsReplyDependencies {
  readonly database: Database;
  /** Intake's own way in. */
  readonly submit: (workspace: string, events: readonly IncomingEvent[]) => Promise<readonly Acceptance[]>;
}

/** The words that carriers prescribe, in capitals and alone in their message (CTIA's handbook, section 5.1.3; Twilio's list). */
const words: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE'].map(
    (word) => [word, 'stop'] as const,
  ),
  ...['START', 'UNSTOP', 'YES'].map((word) => [word, 'start'] as const),
  ...['HELP', 'INFO'].map((word) => [word, 'help'] as const),
]);

/** What a reply asks for; undefined: it is a message as people write them. */
export function meaningOfReply(text: string, optOutType?: string): 'stop' | 'start' | 'help' | undefined {
  const word = text
    .trim()
    .replace(/[.!]+$/, '')
    .toUpperCase();
  return words.get(optOutType?.toUpperCase() ?? '') ?? words.get(word);
}

/**
 * Takes in an answer by SMS. STOP holds for the number and for every customer who was written to there: nothing goes to it
 * any more, also not to somebody who brings the same number later. START undoes it, and nothing else that keeps messages
 * back. Every reply becomes an event of the customer, so that journeys can react. A repeat changes nothing. Gives what it
 * asked for.
 */
export async function takeSmsReply(
  { database, submit }: SmsReplyDependencies,
  { workspace, from, text, id, optOutType }: SmsReply,
): Promise<'stop' | 'start' | 'help' | undefined> {
  const number = phoneNumberOf(from);
  if (number === undefined) return undefined; // a short code or a name: no customer's
  const meaning = meaningOfReply(text, optOutType);
  const at = await workspaceClock(database, workspace).now();
  const address = { workspace, channel: 'sms', address: number };
  if (meaning === 'stop') await addSuppression(database, { ...address, reason: 'stop', at });
  if (meaning === 'start') await removeSuppression(database, address, 'stop');
  const recipients = await findSmsRecipients(database, workspace, number);
  if (meaning === 'stop' || meaning === 'start') {
    const state = meaning === 'stop' ? 'withdrawn' : 'granted';
    for (const { customerId, messageId } of recipients) {
      await recordConsents(database, {
        ...{ workspace, customerId, source: 'reply', messageId },
        statements: ({ consents, now }) => {
          const subject = { kind: 'channel', name: 'sms' } as const;
          const known = consentOf(consents, subject, now)?.state;
          const isNews = state === 'withdrawn' ? known !== 'withdrawn' : known === 'withdrawn';
          return isNews ? [{ subject, state, at }] : [];
        },
      });
    }
  }
  const [latest] = recipients;
  if (latest) await submit(workspace, [eventOf(latest, { text, id, at })]);
  return meaning;
}

const LONGEST_TEXT = 1_600;

function eventOf(
  { customerId, messageId, journeyRunId, journey, step }: SmsRecipient,
  { text, id, at }: { readonly text: string; readonly id: string; readonly at: number },
): IncomingEvent {
  return {
    type: 'track',
    name: MESSAGE_REPLIED,
    messageId: `sms/${id}`,
    userId: undefined,
    anonymousId: undefined,
    customerId,
    properties: {
      message_id: messageId,
      ...(journeyRunId !== null && { journey_run_id: journeyRunId }),
      ...(journey !== null && { journey }),
      ...(step !== null && { step }),
      channel: 'sms',
      text: text.slice(0, LONGEST_TEXT),
    },
    context: {},
    timestamp: at,
  };
}

import type { StepId } from '../definition/index.ts';
import { type AnyEvent, declarationOf, defineEvent } from './declare.ts';
import { type DeclaredTrigger, trigger } from './on.ts';
import { t } from './value-types.ts';

/**
 * What becomes of messages, as events of the customer: `on(MessageBounced)` hears of every message, `clicked(nudge)` of this
 * run's message of one step. What such a step's message has come to by now is a condition: `nudge.opened`.
 */
const ofMessage = {
  message_id: t.text,
  journey_run_id: t.text,
  journey: t.text,
  step: t.text,
  channel: t.text,
  template: t.text,
} as const;

export const MessageSent = defineEvent('Message Sent', ofMessage);
export const MessageDelivered = defineEvent('Message Delivered', ofMessage);
export const MessageOpened = defineEvent('Message Opened', ofMessage);
export const MessageClicked = defineEvent('Message Clicked', { ...ofMessage, url: t.text });
export const MessageBounced = defineEvent('Message Bounced', { ...ofMessage, bounce: t.text });
export const MessageComplained = defineEvent('Message Complained', ofMessage);
export const MessageUnsubscribed = defineEvent('Message Unsubscribed', ofMessage);
export const MessageSeen = defineEvent('Message Seen', ofMessage);
export const MessageDismissed = defineEvent('Message Dismissed', ofMessage);
/** The customer answers a text message; `text` is what they wrote. */
export const MessageReplied = defineEvent('Message Replied', { ...ofMessage, text: t.text });

/** The customer answers a question by one of its links (`answer_url`); `score` is there where the answer has one. */
export const SurveyAnswered = defineEvent('Survey Answered', {
  ...ofMessage,
  question: t.text,
  answer: t.text,
  score: t.optional(t.number),
});

/** A step that sends, as `send` gives it. */
interface SendingStep {
  readonly id: StepId;
  readonly settings: { readonly type: 'send' };
}

const told =
  <const Name extends string>(event: AnyEvent<Name>) =>
  (step: SendingStep | StepId): DeclaredTrigger<Name> =>
    trigger({ event: declarationOf(event).name }).about(step) as DeclaredTrigger<Name>;

/** The customer opens this run's message of the step. */
export const opened = told(MessageOpened);
/** The customer follows a link in it: `clicked(nudge).where(MessageClicked.url.contains('/pricing'))`. */
export const clicked = told(MessageClicked);
/** It is delivered. */
export const delivered = told(MessageDelivered);
/** It comes back. */
export const bounced = told(MessageBounced);
/** It is seen on the page, or in the inbox. */
export const seen = told(MessageSeen);
/** It is answered, by SMS. */
export const replied = told(MessageReplied);
/** It is closed there. */
export const dismissed = told(MessageDismissed);
/** A question in it is answered by a tap: `answered(nps).where(SurveyAnswered.score.atMost(6))`. */
export const answered = told(SurveyAnswered);

import type { EngagementLevel } from '../condition/engagement.ts';

/** What is heard of a message after it was sent. */
export interface FeedbackKind {
  /** The customer's event that it becomes. */
  readonly event: string;
  /** The levels of engagement that it proves: a click shows that the message was delivered and opened, too. */
  readonly raises: readonly ProvenLevel[];
  /** Only a person's act counts: acts of machines are stored and change nothing. */
  readonly isHumanAct: boolean;
}

/** That a message was sent, its own job says. */
export type ProvenLevel = Exclude<EngagementLevel, 'sent'>;

export const feedbackKinds = {
  delivered: { event: 'Message Delivered', raises: ['delivered'], isHumanAct: false },
  opened: { event: 'Message Opened', raises: ['delivered', 'opened'], isHumanAct: true },
  clicked: { event: 'Message Clicked', raises: ['delivered', 'opened', 'clicked'], isHumanAct: true },
  bounced: { event: 'Message Bounced', raises: [], isHumanAct: false },
  complained: { event: 'Message Complained', raises: ['delivered'], isHumanAct: false },
  unsubscribed: { event: 'Message Unsubscribed', raises: ['delivered'], isHumanAct: false },
  seen: { event: 'Message Seen', raises: ['delivered', 'opened'], isHumanAct: true },
  dismissed: { event: 'Message Dismissed', raises: ['delivered', 'opened'], isHumanAct: true },
  answered: { event: 'Survey Answered', raises: ['delivered', 'opened', 'clicked'], isHumanAct: true },
} as const satisfies Record<string, FeedbackKind>;

export type FeedbackKindName = keyof typeof feedbackKinds;

/** The event of a message that a provider accepted. */
export const MESSAGE_SENT = 'Message Sent';

/** The event of a text message that its receiver answered. */
export const MESSAGE_REPLIED = 'Message Replied';

import { type EngagementLevel, engagementLevels } from '../../condition/engagement.ts';

/**
 * What receivers and providers report of a message becomes an event of the customer. Its properties name the run
 * (`journey_run_id`) and the step (`step`), by which a run knows its own messages.
 */
export const feedbackEvents = [
  'Message Sent',
  'Message Delivered',
  'Message Opened',
  'Message Clicked',
  'Message Bounced',
  'Message Complained',
  'Message Unsubscribed',
  'Message Seen',
  'Message Dismissed',
  'Message Replied',
  'Survey Answered',
] as const;

export type FeedbackEvent = (typeof feedbackEvents)[number];

const signs: Readonly<Record<EngagementLevel, readonly FeedbackEvent[]>> = {
  sent: [], // the outcome of the message's own job says it first
  delivered: ['Message Delivered', 'Message Complained', 'Message Unsubscribed'],
  opened: ['Message Opened', 'Message Seen', 'Message Dismissed'],
  clicked: ['Message Clicked', 'Survey Answered'],
};

/** The events after which a message may have this level: its own signs, and those of the levels above. */
export function signsOf(level: EngagementLevel): readonly FeedbackEvent[] {
  if (level === 'sent') return [];
  return engagementLevels.slice(engagementLevels.indexOf(level)).flatMap((each) => signs[each]);
}

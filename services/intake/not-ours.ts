import type { Problem } from '../../core/base/problem.ts';
import { notOursFlag } from '../../core/customer/not-ours.ts';
import { feedbackEvents, segmentEvents, stageChanged } from '../../core/journey/definition/index.ts';

/**
 * Events about messages and segments are made here alone, from feedback that is signed or answered to us. One from outside under such a
 * name, "Message Clicked", may come from anybody who has read a page's key: it is stored, but no journey reacts to it.
 */
const ourNames: ReadonlySet<string> = new Set([...feedbackEvents, ...segmentEvents, stageChanged]);

export function hasNameOfOurs(name: string): boolean {
  return ourNames.has(name);
}

export const notOurs: Problem = {
  code: notOursFlag,
  where: 'event',
  problem: 'the name is one of our own events, about messages or segments: it is stored, and no journey reacts to it',
  remedy: 'Report feedback to POST /v1/feedback/{id}; give events of your own another name.',
  severity: 'warning',
};

const ownId = /^(sent|feedback|sms|entry)\//;

/** Our own events about messages have such messageIds: one from outside must not make a duplicate of them. */
export function foreignMessageId(messageId: string): string {
  return ownId.test(messageId) ? `outside/${messageId}` : messageId;
}

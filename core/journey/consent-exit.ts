import { type Consents, consentOf } from '../customer/consent.ts';
import type { JourneyDefinition } from './definition/index.ts';
import { isSend, topicOf } from './steps/send.ts';

/**
 * Does an open run of this definition end because of what its customer has withdrawn? Only runs of marketing do:
 *   - all of them, when marketing as a whole is withdrawn
 *   - those of a journey with a topic, when that topic is
 *   - those of a journey without one, when the topic of each of its send steps is
 * Other runs stay, and their messages about the topic are blocked. A pause ends nothing: it is over by itself. Neither
 * does a channel, since a run may reach the customer by another.
 */
export function exitsByConsent(definition: JourneyDefinition, consents: Consents, now: number): boolean {
  if (definition.purpose !== 'marketing') return false;
  if (isGone(consents, 'purpose', 'marketing', now)) return true;
  if (definition.topic !== undefined) return isGone(consents, 'topic', definition.topic, now);
  const topics = Object.values(definition.steps).flatMap((step) => (isSend(step) ? [topicOf(definition, step)] : []));
  return topics.length > 0 && topics.every((topic) => topic !== undefined && isGone(consents, 'topic', topic, now));
}

function isGone(consents: Consents, kind: 'topic' | 'purpose', name: string, now: number): boolean {
  const counting = consentOf(consents, { kind, name }, now);
  return counting?.state === 'withdrawn' && counting.until === undefined;
}

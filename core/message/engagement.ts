import { type Engagement, levelsOf, type MessageSigns } from '../condition/engagement.ts';
import type { StepId } from '../journey/definition/index.ts';

export { type Engagement, engagementLevels } from '../condition/engagement.ts';

/** What the ledger has of a step's latest message: its state, and whether there was a human sign of each level. */
export interface EngagementFacts extends MessageSigns {
  readonly step: StepId;
}

/** How far each step's latest message has come. */
export function engagementOf(messages: readonly EngagementFacts[]): ReadonlyMap<StepId, Engagement> {
  return new Map(messages.map((message) => [message.step, levelsOf(message)]));
}

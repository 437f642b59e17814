import type { Engagement } from '../condition/engagement.ts';
import type { StepId } from '../journey/definition/index.ts';

export { type Engagement, engagementLevels } from '../condition/engagement.ts';

/** What the ledger has of a step's latest message: its state, and whether there was a human sign of each level. */
export interface EngagementFacts {
  readonly step: StepId;
  readonly state: string;
  readonly isDelivered: boolean;
  readonly isOpened: boolean;
  readonly isClicked: boolean;
  /** False: opens of this message are not measured. Null: no attempt was made yet. */
  readonly tracksOpens: boolean | null;
  readonly tracksLinks: boolean | null;
}

/**
 * How far each step's latest message has come. A message whose fate is unknown counts as sent. A sign is a sign, whatever
 * is measured: who clicked has opened, and who has opened was reached.
 */
export function engagementOf(messages: readonly EngagementFacts[]): ReadonlyMap<StepId, Engagement> {
  return new Map(messages.map((message) => [message.step, levelsOf(message)]));
}

function levelsOf({ state, isDelivered, isOpened, isClicked, tracksOpens, tracksLinks }: EngagementFacts): Engagement {
  const opened = isClicked || isOpened;
  const delivered = opened || isDelivered;
  return {
    sent: delivered || state === 'accepted' || state === 'unknown',
    delivered,
    opened: opened || (tracksOpens === false ? undefined : false),
    clicked: isClicked || (tracksLinks === false ? undefined : false),
  };
}

/**
 * What a person has done with a message of a run. The levels only rise, and each implies those before it. A level is
 * undefined where nothing can be known of it, such as opens of a message without a pixel: see compile.ts.
 */
export const engagementLevels = ['sent', 'delivered', 'opened', 'clicked'] as const;
export type EngagementLevel = (typeof engagementLevels)[number];
export type Engagement = Readonly<Record<EngagementLevel, boolean | undefined>>;

/** Of a step that has sent nothing yet. */
export const noEngagement: Engagement = { sent: false, delivered: false, opened: false, clicked: false };

/** What the ledger has of a message: its state, and whether there was a human sign of each level. */
export interface MessageSigns {
  readonly state: string;
  readonly isDelivered: boolean;
  readonly isOpened: boolean;
  readonly isClicked: boolean;
  /** False: opens of this message are not measured. Null: no attempt was made yet. */
  readonly tracksOpens: boolean | null;
  readonly tracksLinks: boolean | null;
}

/**
 * How far a message has come. One whose fate is unknown counts as sent. A sign is a sign, whatever is measured: who clicked
 * has opened, and who has opened was reached.
 */
export function levelsOf({
  state,
  isDelivered,
  isOpened,
  isClicked,
  tracksOpens,
  tracksLinks,
}: MessageSigns): Engagement {
  const opened = isClicked || isOpened;
  const delivered = opened || isDelivered;
  return {
    sent: delivered || state === 'accepted' || state === 'unknown' || state === 'observed',
    delivered,
    opened: opened || (tracksOpens === false ? undefined : false),
    clicked: isClicked || (tracksLinks === false ? undefined : false),
  };
}

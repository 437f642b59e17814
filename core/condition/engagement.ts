/**
 * What a person has done with a message of a run. The levels only rise, and each implies those before it. A level is
 * undefined where nothing can be known of it, such as opens of a message without a pixel: see compile.ts.
 */
export const engagementLevels = ['sent', 'delivered', 'opened', 'clicked'] as const;
export type EngagementLevel = (typeof engagementLevels)[number];
export type Engagement = Readonly<Record<EngagementLevel, boolean | undefined>>;

/** Of a step that has sent nothing yet. */
export const noEngagement: Engagement = { sent: false, delivered: false, opened: false, clicked: false };

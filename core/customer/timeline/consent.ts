import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** consent: the customer granted or withdrew something. */
export interface ConsentEntry extends TimelineRow {
  readonly subject: string;
  readonly name: string;
  readonly state: string;
  readonly source: string;
  /** When it was made; null: unknown. */
  readonly statedAt: number | null;
}

export const consent: TimelineKind<ConsentEntry> = {
  kind: 'consent',
  describe: ({ subject, name, state, source }) => `consent ${state}: ${subject} ${name} (by ${source})`,
};

import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** ended: a run was over. Its id is the run's. */
export interface EndedEntry extends TimelineRow {
  readonly journey: string;
  readonly title: string;
  readonly reason: string;
  /** What made it leave before its path ended. */
  readonly by: string | null;
}

export const ended: TimelineKind<EndedEntry> = {
  kind: 'ended',
  describe: ({ title, reason, by }) => `left ${title}: ${reason}${by === null ? '' : ` (by ${by})`}`,
};

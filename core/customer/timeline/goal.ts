import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** goal: a run reached its goal. Its id is the run's. */
export interface GoalEntry extends TimelineRow {
  readonly journey: string;
  readonly title: string;
  readonly value: number | null;
}

export const goal: TimelineKind<GoalEntry> = {
  kind: 'goal',
  describe: ({ title, value }) => `reached the goal of ${title}${value === null ? '' : ` (${value})`}`,
};

import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** task: a run asked a person to do something, as it now is. */
export interface TaskEntry extends TimelineRow {
  readonly journeyRunId: string;
  readonly journey: string;
  readonly step: string;
  readonly title: string;
  readonly asked: string;
  readonly state: string;
  readonly choice: string | null;
  readonly closedAt: number | null;
}

export const task: TimelineKind<TaskEntry> = {
  kind: 'task',
  describe: ({ title, asked, state, choice }) =>
    `task for ${asked}: ${title} (${choice === null ? state : `${state}: ${choice}`})`,
};

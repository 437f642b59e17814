import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** step: a run came to a step. */
export interface StepEntry extends TimelineRow {
  readonly journeyRunId: string;
  readonly journey: string;
  readonly title: string;
  readonly step: string;
  readonly stepTitle: string;
  readonly leftAt: number | null;
  readonly path: string | null;
  /** The interrupt that skipped it; null: none did. */
  readonly skippedBy: string | null;
}

export const step: TimelineKind<StepEntry> = {
  kind: 'step',
  describe({ title, stepTitle, leftAt, path, skippedBy }) {
    if (skippedBy !== null) return `${title}: ${stepTitle} was skipped by the interrupt ${skippedBy}`;
    const where = `${title}: came to ${stepTitle}`;
    if (leftAt === null) return `${where}, and is there`;
    if (path === null) return `${where}; an exit ended it`;
    return path === 'next' ? where : `${where}, left by "${path}"`;
  },
};

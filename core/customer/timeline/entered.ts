import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** entered: a run of a journey began. Its id is the run's. */
export interface EnteredEntry extends TimelineRow {
  readonly journey: string;
  readonly version: number;
  readonly title: string;
  readonly key: string | null;
}

export const entered: TimelineKind<EnteredEntry> = {
  kind: 'entered',
  describe: ({ title, version, key }) => `entered ${title} v${version}${key === null ? '' : ` (${key})`}`,
};

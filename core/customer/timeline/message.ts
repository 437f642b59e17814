import { describeNotMeasured, type NotMeasured } from '../../condition/not-measured.ts';
import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** message: one that was requested, as it now is, at the moment of the request. */
export interface MessageEntry extends TimelineRow {
  readonly journeyRunId: string | null;
  readonly journey: string | null;
  readonly title: string | null;
  readonly step: string | null;
  readonly channel: string;
  readonly template: string;
  readonly state: string;
  readonly rule: string | null;
  readonly ruleValue: string | null;
  /** Why it was not sent, or not yet, as a sentence; the rules of messages have the words. */
  readonly why?: string | undefined;
  readonly updatedAt: number;
  readonly errorCode: string | null;
  readonly deliveredAt: number | null;
  readonly openedAt: number | null;
  readonly clickedAt: number | null;
  readonly notMeasured: NotMeasured | null;
}

export const message: TimelineKind<MessageEntry> = {
  kind: 'message',
  describe: (row) =>
    `${row.title === null ? '' : `${row.title}: `}message ${row.template} by ${row.channel}: ${cameTo(row)}`,
};

function cameTo({ state, rule, ruleValue, why: said, errorCode, notMeasured, ...engagement }: MessageEntry): string {
  const why = errorCode === null ? '' : ` (${errorCode})`;
  switch (state) {
    case 'accepted':
      return `accepted by the provider${engagementOf(engagement)}${notMeasured ? `; ${describeNotMeasured(notMeasured)}` : ''}`;
    case 'observed':
      return 'observed, it would have been sent';
    case 'blocked':
      return said ?? `not sent, blocked by rule ${rule}${ruleValue === null ? '' : ` (${ruleValue})`}`;
    case 'deferred':
      return said ?? `not sent yet, deferred by rule ${rule}${ruleValue === null ? '' : ` until ${ruleValue}`}`;
    case 'failed-permanently':
      return `not sent, failed permanently${why}`;
    case 'failed-temporarily':
      return `not sent yet, failed temporarily${why}`;
    case 'unknown':
      return `unknown whether it arrived${why}`;
    default:
      return `${state}, not sent yet`;
  }
}

function engagementOf({
  deliveredAt,
  openedAt,
  clickedAt,
}: Pick<MessageEntry, 'deliveredAt' | 'openedAt' | 'clickedAt'>): string {
  const levels = Object.entries({ delivered: deliveredAt, opened: openedAt, clicked: clickedAt });
  return levels.flatMap(([level, at]) => (at === null ? [] : [`, ${level}`])).join('');
}

import { counted } from '../../base/counted.ts';
import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** merge: another customer was joined into this one. */
export interface MergeEntry extends TimelineRow {
  readonly mergedId: string;
  readonly why: 'same-call' | 'alias' | 'operator';
  readonly by: string;
  readonly messageId: string | null;
  readonly moved: Readonly<Record<string, number>>;
}

const reasons = { 'same-call': 'a call named both', alias: 'an alias call', operator: 'an operator' };

export const merge: TimelineKind<MergeEntry> = {
  kind: 'merge',
  describe({ mergedId, why, by, moved }) {
    const parts = Object.entries(moved).filter(([, count]) => count > 0);
    const with_ =
      parts.length === 0 ? '' : `, with ${parts.map(([subject, count]) => counted(count, subject)).join(', ')}`;
    return `customer ${mergedId} was joined into this one by ${reasons[why]} (${by})${with_}`;
  },
};

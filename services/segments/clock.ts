import { groupBy } from '../../core/base/group-by.ts';
import type { SegmentLook } from '../../core/segment/evaluate.ts';
import { listDueMembers } from '../../store/segments/members.ts';
import { type RevisitDependencies, revisitSegments } from '../intake/revisit.ts';

/** Customers and segments that are looked at in one transaction. */
const AT_ONCE = 200;

/** What one look at the clock did. */
export interface ClockLook {
  readonly evaluated: number;
  /** How long the first of them had been due, in milliseconds. */
  readonly late: number;
}

/**
 * Asks again of those whose segment may change at this moment by itself. Who was due is only found here: the answer is
 * computed under the customer's lock, where it may be due no longer. Two workers that do the same do it one after the other.
 */
export async function lookAtDueSegments(
  dependencies: RevisitDependencies,
  stopping: AbortSignal,
  looked: (look: ClockLook) => void = () => {},
): Promise<void> {
  while (!stopping.aborted) {
    const due = await listDueMembers(dependencies.database, AT_ONCE);
    for (const [workspace, ofWorkspace] of groupBy(due, (each) => each.workspace)) {
      const byCustomer = groupBy(ofWorkspace, ({ customerId }) => customerId);
      const revisits = new Map(
        [...byCustomer].map(([customerId, rows]) => [
          customerId,
          new Map(rows.map(({ segmentId }): [string, SegmentLook] => [segmentId, { cause: 'time' }])),
        ]),
      );
      await revisitSegments(dependencies, workspace, revisits);
    }
    if (due.length > 0) looked({ evaluated: due.length, late: Math.max(...due.map(({ late }) => late)) });
    if (due.length < AT_ONCE) return;
  }
}

import type { SegmentLook } from '../../core/segment/evaluate.ts';
import { advanceFill, leaseFill, listCustomersAfter } from '../../store/segments/segments.ts';
import { type RevisitDependencies, revisitSegments } from '../intake/revisit.ts';

/** Customers that are looked at in one transaction. Events of these wait for it. */
const AT_ONCE = 200;
const LEASE_SECONDS = 30;

/**
 * Applies published segments to the customers who are there already, page by page. The live stage keeps who is met by an
 * event from the publish on, under the same locks, so neither undoes what the other found.
 */
export async function fillSegments(
  dependencies: RevisitDependencies,
  stopping: AbortSignal,
  looked: (customers: number) => void = () => {},
): Promise<void> {
  const { database } = dependencies;
  for (let fill = await leaseFill(database, LEASE_SECONDS); fill; fill = await leaseFill(database, LEASE_SECONDS)) {
    let { afterId } = fill;
    for (;;) {
      if (stopping.aborted) return;
      const page = await listCustomersAfter(database, { workspace: fill.workspace, afterId, limit: AT_ONCE });
      const look = new Map<string, SegmentLook>([[fill.segmentId, { cause: 'definition' }]]);
      await revisitSegments(dependencies, fill.workspace, new Map(page.map((id) => [id, look])));
      afterId = page.at(-1) ?? afterId;
      looked(page.length);
      const finished = page.length < AT_ONCE;
      const progress = { afterId, looked: page.length, finished, seconds: LEASE_SECONDS };
      if (!(await advanceFill(database, fill, progress)) || finished) break;
    }
  }
}

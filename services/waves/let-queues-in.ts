import { lengthOf } from '../../core/base/duration.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { isFinallyFull, periodsOf, roomIn } from '../../core/journey/entry-caps.ts';
import { outsideDates } from '../../core/journey/entry-dates.ts';
import { type Database, inTransaction } from '../../store/database/database.ts';
import { addEntryCounts, lockEntryCounts } from '../../store/journeys/entry-counts.ts';
import {
  type EntryQueue,
  exitQueued,
  letQueuedIn,
  listEntryQueues,
  lockQueued,
} from '../../store/journeys/entry-queues.ts';
import { observedPeriod } from '../intake/entry-room.ts';

/** Runs whose locks one transaction holds. */
const AT_ONCE = 200;
/** Pages of one queue before the next queue has its turn. */
const PAGES = 5;

export const waitedTooLong = 'entry-cap';
export const entryClosed = 'entry-closed';

/**
 * Lets in those who wait for room, in the order of entry, as far as the caps of the live version allow. Runs of a journey that
 * drains, was unpublished or is past its end date exit ("entry-closed"), as do those that waited too long or can never
 * enter ("entry-cap"). A paused journey's wait on. A page is one transaction: killed, it is as if it had not begun. Gives how
 * many were let in.
 */
export async function letQueuesIn(database: Database, stopping: AbortSignal): Promise<number> {
  let all = 0;
  for (const queue of await listEntryQueues(database)) {
    if (queue.state === 'paused') continue;
    for (let pages = 0; pages < PAGES && !stopping.aborted; pages += 1) {
      const { left, letIn } = await takePage(database, queue);
      all += letIn;
      if (left < AT_ONCE) break;
    }
  }
  return all;
}

async function takePage(database: Database, queue: EntryQueue): Promise<{ left: number; letIn: number }> {
  const { workspace, journeyId, observation, definition, state, now } = queue;
  return inTransaction(database, async (trx) => {
    if (definition === null || state === 'draining') {
      const page = await lockQueued(trx, queue, AT_ONCE);
      await exitQueued(
        trx,
        queue,
        page.map(({ id }) => id),
        entryClosed,
      );
      return { left: page.length, letIn: 0 };
    }
    const caps = definition.entryCaps;
    const periods = (caps ? periodsOf(caps, now) : []).map((period) =>
      observedPeriod(period, observation ?? undefined),
    );
    const counts = await lockEntryCounts(
      trx,
      workspace,
      periods.map(({ name: period }) => ({ journeyId, period })),
    );
    const entered = new Map(counts.map(({ period, entered: number }) => [period, number]));
    const room = caps ? roomIn(periods, entered) : AT_ONCE;
    const isOver = caps !== undefined && isFinallyFull(periods, entered);
    const longest = caps?.waitAtMost === undefined ? undefined : lengthOf(caps.waitAtMost);
    const mayLeave = isOver || longest !== undefined || definition.endDate !== undefined;
    if (room === 0 && !mayLeave) return { left: 0, letIn: 0 };
    const page = await lockQueued(trx, queue, AT_ONCE); // who waited too long is among the first
    const tooLate = page.filter(({ queuedAt }) => isOver || (longest !== undefined && queuedAt < now - longest));
    const others = page.filter((each) => !tooLate.includes(each));
    const closed = others.filter(
      ({ zone }) => outsideDates(definition, now, timeZoneOf({ timezone: zone })) === 'over',
    );
    const entering = others.filter((each) => !closed.includes(each)).slice(0, room);
    if (tooLate.length > 0)
      await exitQueued(
        trx,
        queue,
        tooLate.map(({ id }) => id),
        waitedTooLong,
      );
    if (closed.length > 0)
      await exitQueued(
        trx,
        queue,
        closed.map(({ id }) => id),
        entryClosed,
      );
    if (entering.length > 0)
      await letQueuedIn(
        trx,
        queue,
        entering.map(({ id }) => id),
      );
    await addEntryCounts(
      trx,
      workspace,
      entering.length === 0 ? [] : periods.map(({ name: period }) => ({ journeyId, period, entered: entering.length })),
    );
    return { left: tooLate.length + closed.length + entering.length, letIn: entering.length };
  });
}

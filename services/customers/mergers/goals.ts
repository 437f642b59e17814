import { mostTolerance } from '../../../core/customer/event-time.ts';
import { mergeTraits } from '../../../core/customer/merge-traits.ts';
import { reachGoal } from '../../../core/journey/goal.ts';
import type { Transaction } from '../../../store/database/database.ts';
import { findEventsSince } from '../../../store/events/events.ts';
import { versionKey } from '../../../store/journeys/definitions.ts';
import { findWatchedRuns, insertGoals, type NewGoal } from '../../../store/runs/run-goals.ts';
import type { Merge } from './subject-merger.ts';

/**
 * Goals are evaluated again: an event of the one that came within the watch of a run of the other reaches its goal, by the
 * first that does. Watches that ended unreached count too. Gives the open runs that end by it.
 */
export async function reachGoals(
  trx: Transaction,
  { workspace, from, into, at, definitionsOf }: Merge,
): Promise<readonly string[]> {
  const watched = await findWatchedRuns(trx, workspace, [from.id, into.id], 0);
  if (watched.length === 0) return [];
  const definitions = await definitionsOf(watched);
  const asked = watched.flatMap((run) => {
    const definition = definitions.get(versionKey(run));
    const other = run.customerId === from.id ? into.id : from.id;
    return definition?.goal ? [{ run, definition, goal: definition.goal, other }] : [];
  });
  const found = await findEventsSince(
    trx,
    asked.map(({ run, goal, other }) => ({
      customerId: other,
      names: [goal.event],
      since: run.entry.timestamp - mostTolerance,
    })),
  );
  found.sort((a, b) => a.acceptedAt - b.acceptedAt);
  const { traits } = mergeTraits(into, from);
  const ended: string[] = [];
  const goals = asked.flatMap(({ run, definition, goal, other }): NewGoal[] => {
    for (const event of found) {
      const reached = event.customerId === other && reachGoal(definition, run, event, traits);
      if (!reached) continue;
      if (run.isOpen && goal.endsRun) ended.push(run.id);
      return [{ journeyRunId: run.id, eventId: event.id, value: reached.value, acceptedAt: event.acceptedAt }];
    }
    return [];
  });
  await insertGoals(trx, at, goals);
  return ended;
}

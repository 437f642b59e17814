import { groupBy } from '../../core/base/group-by.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { reachGoal } from '../../core/journey/goal.ts';
import { versionKey } from '../../store/journeys/definitions.ts';
import { findWatchedRuns, type WatchedRun } from '../../store/runs/run-goals.ts';
import type { NewRun } from '../../store/runs/runs.ts';
import type { Batch } from './batch.ts';
import type { Candidate } from './enter.ts';
import { type AcceptedEvent, isTrigger } from './event.ts';
import { getFollowed } from './published-journeys.ts';

/** The goals that runs of a batch's customers may still reach. Most batches have no event that any goal is about. */
export interface GoalWatch {
  /** Counts the event for every run whose goal it reaches; each is reached once. An open run that ends by it is notified. */
  take(event: AcceptedEvent): void;
  /** A run that the batch opens is watched from then on. */
  watch(run: NewRun, opened: Candidate): void;
}

export async function watchGoals(batch: Batch): Promise<GoalWatch> {
  const { trx, load, database, workspace, published, events, customers, acceptedAt, effects } = batch;
  const ofGoals = events.filter((event) => isTrigger(event) && published.isGoal(event.name));
  const customerIds = [...new Set(ofGoals.map(({ customerId }) => customerId))];
  const stored = customerIds.length === 0 ? [] : await findWatchedRuns(trx, workspace, customerIds, acceptedAt);
  const definitions = await getFollowed(database, load, { workspace, published, openRuns: stored });
  const runsOf = groupBy(
    stored.map((run) => ({ run, definition: definitions.get(versionKey(run)) as JourneyDefinition })),
    ({ run }) => run.customerId,
  );
  const factOf = (event: AcceptedEvent) => ({ ...event, acceptedAt });

  return {
    take(event) {
      if (!isTrigger(event) || !published.isGoal(event.name)) return;
      const watched = runsOf.get(event.customerId) ?? [];
      const traits = customers.get(event.customerId)?.traits ?? {};
      const left = watched.filter(({ run, definition }) => {
        const reached = reachGoal(definition, run, factOf(event), traits);
        if (!reached) return true;
        effects.goals.push({ journeyRunId: run.id, eventId: event.id, value: reached.value });
        if (run.isOpen && definition.goal?.endsRun) {
          effects.inputs.push({ journeyRunId: run.id, kind: 'goal-reached' });
          effects.outbox.push({ journeyRunId: run.id, label: 'goal reached' });
        }
        return false;
      });
      runsOf.set(event.customerId, left);
    },
    watch(run, { event, definition }) {
      if (run.goalUntil === undefined) return;
      const watched: WatchedRun = {
        ...run,
        goalUntil: run.goalUntil,
        isOpen: true,
        entry: { ...event, acceptedAt },
      };
      runsOf.set(run.customerId, [...(runsOf.get(run.customerId) ?? []), { run: watched, definition }]);
    },
  };
}

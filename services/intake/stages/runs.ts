import { groupBy } from '../../../core/base/group-by.ts';
import type { NewRun, OpenRun } from '../../../store/runs/runs.ts';
import { type Batch, warn } from '../batch.ts';
import { enterJourney, loadEntryFacts, tooManyOpen } from '../enter.ts';
import { watchGoals } from '../goals.ts';
import { concerns, watching } from '../match.ts';

/**
 * Appends the events to open runs and opens new ones, in the order of the events: an event first counts for the goals of
 * runs, then reaches the runs that are open (also those that an earlier event of this batch opened), then opens its own.
 */
export async function runs(batch: Batch): Promise<void> {
  const { trx, openRuns, definitions, events, customers, candidates, changedTraits, acceptedAt, effects } = batch;
  const facts = await loadEntryFacts(trx, candidates, batch);
  const goals = await watchGoals(batch);
  const runsOf = groupBy(openRuns, ({ customerId }) => customerId);
  const candidatesOf = groupBy(candidates, ({ event }) => event.id);
  for (const event of events) {
    const open = runsOf.get(event.customerId) ?? [];
    goals.take(event);
    const changed = changedTraits.get(event.id) ?? [];
    for (const { run, traits } of open.flatMap((each) => watching(definitions, each, changed))) {
      effects.inputs.push({ journeyRunId: run.id, kind: 'customer-changed', traits });
      effects.outbox.push({ journeyRunId: run.id, label: 'the customer changed' });
    }
    for (const run of open.filter((each) => concerns(definitions, each, event))) {
      effects.inputs.push({ journeyRunId: run.id, kind: 'event', eventId: event.id });
      effects.outbox.push({ journeyRunId: run.id, label: `event ${event.name}` });
    }
    for (const candidate of candidatesOf.get(event.id) ?? []) {
      const traits = customers.get(event.customerId)?.traits ?? {};
      const entered = enterJourney(candidate, { ...facts, open }, traits, acceptedAt);
      if (entered === 'too-many-open') warn(batch, event.id, tooManyOpen(candidate.definition));
      if (typeof entered === 'string') {
        batch.blocked.push({ journeyId: candidate.definition.id, reason: entered });
        if (event.enters) batch.notEntered.set(event.id, entered);
        continue;
      }
      if ('refreshed' in entered) {
        refresh(batch, entered.refreshed, event.id);
        continue;
      }
      const { run, drawn, restarted } = entered;
      effects.arms.push(...drawn.map((arm) => ({ ...arm, customerId: event.customerId })));
      effects.runs.push(run);
      goals.watch(run, candidate);
      if (restarted) {
        supersede(batch, restarted, run);
        open.splice(open.indexOf(restarted), 1);
      }
      open.push(run);
      runsOf.set(event.customerId, open);
      effects.outbox.push({ journeyRunId: run.id, label: `entry ${event.name}` });
    }
  }
  effects.entryCounts.push(...facts.room.taken());
}

/** The run that was open gives its place to the one that its journey begins again with, and has still to end by its own turn. */
function supersede({ effects, acceptedAt }: Batch, restarted: OpenRun, by: NewRun): void {
  const own = effects.runs.findIndex(({ id }) => id === restarted.id);
  if (own < 0) effects.restarted.push(restarted.id);
  else effects.runs[own] = { ...(effects.runs[own] as NewRun), supersededAt: acceptedAt };
  effects.inputs.push({ journeyRunId: restarted.id, kind: 'superseded', by: by.id, reason: 'restarted' });
  effects.outbox.push({ journeyRunId: restarted.id, label: 'restarted' });
}

/** The event becomes the entry of the open run. */
function refresh({ effects }: Batch, run: OpenRun, entryEventId: string): void {
  const own = effects.runs.findIndex(({ id }) => id === run.id);
  if (own < 0) effects.refreshed.push({ journeyRunId: run.id, entryEventId });
  else effects.runs[own] = { ...(effects.runs[own] as NewRun), entryEventId };
  effects.inputs.push({ journeyRunId: run.id, kind: 'refreshed' });
  effects.outbox.push({ journeyRunId: run.id, label: 'refreshed' });
}

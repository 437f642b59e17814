import { untouchedRun } from '../../../core/journey/engine/run-state.ts';
import { type Customer, updateTraits } from '../../../store/customers/customers.ts';
import { supersedeRuns } from '../../../store/customers/merges.ts';
import { insertEvents } from '../../../store/events/events.ts';
import { insertArms } from '../../../store/experiments/arms.ts';
import { markDates } from '../../../store/journeys/date-entries.ts';
import { addEntryCounts } from '../../../store/journeys/entry-counts.ts';
import { raiseEngagement } from '../../../store/messages/feedback.ts';
import { enqueueRuns, lanes, type OutboxEntry } from '../../../store/outbox/outbox.ts';
import { insertGoals } from '../../../store/runs/run-goals.ts';
import { appendInputs } from '../../../store/runs/run-inputs.ts';
import { insertRuns, refreshRuns } from '../../../store/runs/runs.ts';
import { writeMembers } from '../../../store/segments/members.ts';
import type { Batch } from '../batch.ts';

/** Writes the effects of all stages in the order of locks: customers, runs, outbox, messages. */
export async function flush({
  trx,
  workspace,
  customers,
  acceptedAt,
  lane = lanes.live,
  effects,
}: Batch): Promise<void> {
  await insertEvents(trx, workspace, acceptedAt, effects.events);
  const changed = [...effects.changedCustomers].map((id) => customers.get(id) as Customer);
  if (changed.length > 0) await updateTraits(trx, changed);
  await markDates(trx, workspace, effects.dates);
  await writeMembers(trx, workspace, acceptedAt, effects.members);
  await insertArms(trx, { workspace, at: acceptedAt, arms: effects.arms });
  await addEntryCounts(trx, workspace, effects.entryCounts);
  await supersedeRuns(trx, effects.restarted, acceptedAt); // before: only one of a key may be open
  if (effects.runs.length > 0) await insertRuns(trx, workspace, acceptedAt, untouchedRun, effects.runs);
  await refreshRuns(trx, effects.refreshed, acceptedAt);
  await insertGoals(trx, acceptedAt, effects.goals);
  await appendInputs(trx, acceptedAt, effects.inputs);
  await enqueueRuns(trx, newestPerRun(effects.outbox), lane);
  await raiseEngagement(trx, effects.feedback);
}

/** The outbox holds a run once, with its newest label. */
function newestPerRun(entries: readonly OutboxEntry[]): OutboxEntry[] {
  return [...new Map(entries.map((entry) => [entry.journeyRunId, entry])).values()];
}

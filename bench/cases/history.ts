import { eventually } from '../../test/support/system.ts';
import type { Figure } from '../figures.ts';
import { message, waitMessage } from '../journeys.ts';
import type { Stage } from '../stage.ts';

/** What one run leaves in Temporal: events, and actions as the cloud would bill them, counted from its history. */
export async function history(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [journey, name, budget] of [
    [message, 'entry ▸ message ▸ end', { events: 8, actions: 2 }],
    [waitMessage, 'entry ▸ wait ▸ message ▸ end', { events: 14, actions: 4 }],
  ] as const) {
    const ref = `history-${journey.id}`;
    await stage.track([{ userId: ref, event: `Begin ${journey.id}`, properties: { ref } }]);
    await stage.ended(journey.id);
    const [run] = await stage.system.db.look<{ id: string }>(
      `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ?`,
      [ref],
    );
    const handle = stage.system.temporal.workflow.getHandle(`${journey.id}/${run?.id}`);
    const events = await eventually(
      async () => (await handle.fetchHistory()).events ?? [],
      (seen) => seen.some((event) => event.workflowExecutionCompletedEventAttributes),
    );
    const actions = countActions(events);
    const bytes = Number((await handle.describe()).raw.workflowExecutionInfo?.historySizeBytes ?? 0);
    figures.push({
      what: `history of ${name}`,
      ours: `${events.length} events, ${actions} actions, ${(bytes / 1_024).toFixed(1)} KB`,
      budget: `at most ${budget.events} events, ${budget.actions} actions`,
      met: events.length <= budget.events && actions <= budget.actions,
    });
  }
  return figures;
}

type HistoryEvents = NonNullable<
  Awaited<ReturnType<ReturnType<Stage['system']['temporal']['workflow']['getHandle']>['fetchHistory']>>['events']
>;

/** One each: start, signal, timer, activity and its retries, search-attribute upsert; and one for all local activities of a workflow task. */
function countActions(events: HistoryEvents): number {
  let actions = 0;
  const tasksWithMarkers = new Set<string>();
  for (const event of events) {
    if (
      event.workflowExecutionStartedEventAttributes ||
      event.workflowExecutionSignaledEventAttributes ||
      event.timerStartedEventAttributes ||
      event.activityTaskScheduledEventAttributes ||
      event.upsertWorkflowSearchAttributesEventAttributes
    ) {
      actions += 1;
    }
    actions += Math.max(0, Number(event.activityTaskStartedEventAttributes?.attempt ?? 1) - 1);
    const marker = event.markerRecordedEventAttributes;
    if (marker) tasksWithMarkers.add(String(marker.workflowTaskCompletedEventId));
  }
  return actions + tasksWithMarkers.size;
}

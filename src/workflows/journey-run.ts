import { defineSearchAttributeKey } from '@temporalio/common';
import {
  ActivityFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineSignal,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { createAlarm } from './alarm.ts';
import { doorbellName, type RunActivities, type RunArguments, type RunLevel, searchAttributes } from './contract.ts';
import { perform } from './perform.ts';

export const doorbell = defineSignal<[string]>(doorbellName);
const stuckAttribute = defineSearchAttributeKey(searchAttributes.stuck, 'BOOL');

// A database that is away is asked again until it is back; beyond three seconds the pause is a timer of the server and
// holds no slot (an outage of three minutes costs about fifty events a run).
const { advance, requestExit } = proxyLocalActivities<RunActivities>({
  startToCloseTimeout: '20s',
  localRetryThreshold: '3s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * journeyRun: the durable loop behind one journey run. It knows no steps; PostgreSQL holds the truth.
 *   ADVANCING ─finished─▶ ended;  ─else─▶ STANDING ─bell, alarm or job done─▶ ADVANCING (a new link when history is long)
 * Invariants: one advance at a time · a ring during advance causes another · an open job is performed once at a time,
 * and `perform` returns, never rejects · one timer, re-armed only when its moment moves · a cancel is handed to the run
 * as an operator's exit, once a link, and the loop goes on until the run says it is finished.
 * Trade-off: a lost, doubled or late ring costs an empty turn or a sweep, never a wrong one.
 */
export async function journeyRun({ journeyRunId }: RunArguments): Promise<void> {
  const alarm = createAlarm();
  const performing = new Set<number>();
  let rung = false;
  let cancelled = false;
  let stuck = workflowInfo().typedSearchAttributes.get(stuckAttribute) ?? false;

  setHandler(doorbell, () => {
    rung = true;
  });
  CancellationScope.current().cancelRequested.catch(() => {
    cancelled = true;
    rung = true;
  });

  await CancellationScope.nonCancellable(async () => {
    for (let exitRequested = false; ; ) {
      rung = false; // before advance: whoever rings meanwhile is heard by the next turn
      if (cancelled && !exitRequested) {
        exitRequested = true;
        await untilDone(() => requestExit({ journeyRunId }));
      }
      const level = await untilDone(() => advance({ journeyRunId, now: Date.now() }));
      if (level.finished) return;
      for (const job of level.openJobs.filter(({ visit }) => !performing.has(visit))) {
        performing.add(job.visit);
        void perform(journeyRunId, job).finally(() => {
          performing.delete(job.visit);
          rung = true;
        });
      }
      show(level);
      alarm.set(level.wakeAt, level.wakeIn, level.label);
      await condition(() => rung || alarm.rang());
      if (workflowInfo().continueAsNewSuggested && performing.size === 0) {
        await continueAsNew<typeof journeyRun>({ journeyRunId });
      }
    }
  });

  function show({ label, stuck: isStuck }: RunLevel): void {
    setCurrentDetails(label);
    if (isStuck === stuck) return;
    stuck = isStuck;
    upsertSearchAttributes([{ key: stuckAttribute, value: isStuck }]);
  }
}

/** Local activities retry by themselves; what fails all the same is tried again after a while, never given up. */
async function untilDone<Result>(activity: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await activity();
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      await sleep('1m', { summary: 'pause after a failed turn' });
    }
  }
}

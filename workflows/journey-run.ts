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
import { type RunActivities, type RunArguments, searchAttributes, type TurnResult, wakeName } from './contract.ts';
import { performJob } from './perform-job.ts';
import { createTimer } from './timer.ts';

export const wake = defineSignal<[string]>(wakeName);
const stuckAttribute = defineSearchAttributeKey(searchAttributes.stuck, 'BOOL');

// A turn that fails for now is tried again until it succeeds; beyond three seconds the pause is a timer of the server and
// holds no slot (an outage of three minutes costs about fifty events a run). After 100 attempts, most of an hour, the loop
// looks at its history.
const local = {
  startToCloseTimeout: '20s',
  localRetryThreshold: '3s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s', maximumAttempts: 100 },
} as const;
const { requestExit } = proxyLocalActivities<RunActivities>({ ...local, summary: 'exit: cancelled in Temporal' });
/** What turns have sent by themselves is shown, the newest ones. */
const MOST_SENT_SHOWN = 10;

/** A link waits for jobs in flight until its history has this many times the length at which the server suggested an end. */
const WITH_JOBS_FACTOR = 2;

/**
 * journeyRun: the durable loop behind one journey run. It knows no steps and no job kinds; PostgreSQL holds the truth.
 *   TURNING ─finished─▶ ended;  ─else─▶ WAITING ─wake, timer or job done─▶ TURNING (a new link when history is long)
 * Invariants: one turn at a time · a wake during a turn causes another · an open job is performed once at a time by a
 * link, and `performJob` returns, never rejects · one timer, set again only when its moment moves · a cancel is handed to
 * the run as an operator's exit, once a link, and the loop goes on until the run says it is finished.
 * A turn may make first attempts by itself (activities/run-turns.ts). One that is in flight is no open job until its lease
 * ends; the turn asks to be woken then.
 * A new link waits for the jobs in flight, but not forever: then it finds them open and performs them again, and the
 * claim of the first attempt holds until its lease ends.
 * Trade-off: a lost, doubled or late wake costs an empty turn or a sweep, never a wrong one.
 */
export async function journeyRun({ journeyRunId }: RunArguments): Promise<void> {
  const timer = createTimer();
  const performing = new Set<number>();
  let woken = false;
  let cancelled = false;
  let exitRequested = false;
  let suggestedAt: number | undefined;
  let why = 'begin or go on'; // for Temporal's UI: what a turn is taken for
  let sent: readonly string[] = [];
  let stuck = workflowInfo().typedSearchAttributes.get(stuckAttribute) ?? false;

  setHandler(wake, (label) => {
    woken = true;
    why = String(label).slice(0, 200);
  });
  CancellationScope.current().cancelRequested.catch(() => {
    cancelled = true;
    woken = true;
  });

  await CancellationScope.nonCancellable(async () => {
    for (;;) {
      woken = false; // before the turn: a wake that comes meanwhile causes the next one
      const summary = `turn: ${why}`;
      why = 'time';
      if (cancelled && !exitRequested) {
        exitRequested = true;
        await untilDone(() => requestExit({ journeyRunId }));
      }
      const { runTurn } = proxyLocalActivities<RunActivities>({ ...local, summary });
      const result = await untilDone(() => runTurn({ journeyRunId, now: Date.now() }), beginNewLinkIfLong);
      show(result);
      if (result.finished) return;
      for (const job of result.openJobs.filter(({ visit }) => !performing.has(visit))) {
        performing.add(job.visit);
        void performJob(journeyRunId, job).finally(() => {
          performing.delete(job.visit);
          woken = true;
          why = `done: ${job.summary}`;
        });
      }
      showStuck(result);
      timer.set(result.wakeAt, result.wakeIn, result.label);
      await condition(() => woken || timer.hasFired());
      await beginNewLinkIfLong();
    }
  });

  /** A cancel that was not handed on yet would be lost with the link. */
  async function beginNewLinkIfLong(): Promise<void> {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    if (!continueAsNewSuggested || (cancelled && !exitRequested)) return;
    suggestedAt ??= historyLength;
    if (performing.size === 0 || historyLength >= suggestedAt * WITH_JOBS_FACTOR) {
      await continueAsNew<typeof journeyRun>({ journeyRunId });
    }
  }

  function show({ label, sent: more = [] }: TurnResult): void {
    sent = [...sent, ...more].slice(-MOST_SENT_SHOWN);
    setCurrentDetails([label, ...sent].join('\n\n'));
  }

  function showStuck({ stuck: isStuck }: TurnResult): void {
    if (isStuck === stuck) return;
    stuck = isStuck;
    upsertSearchAttributes([{ key: stuckAttribute, value: isStuck }]);
  }
}

/** Local activities retry by themselves; what fails all the same is tried again after a while, never given up. */
async function untilDone<Result>(
  activity: () => Promise<Result>,
  afterPause: () => Promise<void> = async () => {},
): Promise<Result> {
  for (;;) {
    try {
      return await activity();
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      await sleep('1m', { summary: 'pause after a failed turn' });
      await afterPause();
    }
  }
}

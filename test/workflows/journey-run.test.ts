import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import {
  type JobActivity,
  journeyRunType,
  type OpenJob,
  type RunActivities,
  type TurnResult,
  wakeName,
} from '../../workflows/contract.ts';
import { presentBundle } from '../replay/golden.ts';
import { addressOf } from '../support/addresses.ts';
import { eventually } from '../support/eventually.ts';
import { takeNamespace } from '../support/namespaces.ts';
import { releaseTemporalRuntime } from '../support/temporal-runtime.ts';

/** The loop alone, on a real Temporal server: what turns and jobs answer is written by the test. */
let environment: TestWorkflowEnvironment;
let namespace: string;
let workflowBundle: WorkflowBundleOption;
beforeAll(async () => {
  await releaseTemporalRuntime();
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  namespace = await takeNamespace();
  const address = await addressOf('temporal');
  environment = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace });
  workflowBundle = await presentBundle();
});
afterAll(() => environment.teardown());

const waiting: TurnResult = { finished: false, stuck: false, openJobs: [], label: 'waiting' };
const finished: TurnResult = { ...waiting, finished: true, label: 'ended' };

const eventsOf = async (handle: WorkflowHandle) => (await handle.fetchHistory()).events ?? [];

/** Runs one loop over scripted activities, until the test is done with it. */
async function withLoop(
  script: (taskQueue: string) => Partial<RunActivities> & { anything?: JobActivity },
  test: (handle: WorkflowHandle) => Promise<void>,
): Promise<void> {
  const taskQueue = randomUUID();
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    namespace,
    taskQueue,
    workflowBundle,
    activities: script(taskQueue),
  });
  const running = worker.run();
  try {
    const journeyRunId = randomUUID();
    const handle = await environment.client.workflow.start(journeyRunType, {
      workflowId: journeyRunId,
      taskQueue,
      args: [{ journeyRunId }],
      workflowTaskTimeout: '2s',
    });
    await test(handle);
  } finally {
    worker.shutdown();
    await running;
  }
}

it('takes one turn at a time; a wake signal during a turn causes another one', async () => {
  let turns = 0;
  let under = 0;
  let most = 0;
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const runTurn = async () => {
    turns += 1;
    under += 1;
    most = Math.max(most, under);
    if (turns === 1) await held;
    under -= 1;
    return turns < 2 ? waiting : finished;
  };
  await withLoop(
    () => ({ runTurn }),
    async (handle) => {
      await eventually(
        async () => turns,
        (seen) => seen === 1,
      );
      await handle.signal(wakeName, 'event');
      // The next workflow task, which the turn holds open, brings the signal: the loop has it while the turn lasts.
      await eventually(
        () => eventsOf(handle),
        (events) => {
          const signalled = events.findIndex((event) => event.workflowExecutionSignaledEventAttributes);
          return signalled !== -1 && events.slice(signalled).some((event) => event.workflowTaskStartedEventAttributes);
        },
      );
      await pause(300);
      letGo();
      await handle.result();
    },
  );
  expect({ turns, most }).toEqual({ turns: 2, most: 1 });
});

it('performs a job once while it is open, retries it, and looks again when it is settled', async () => {
  let turns = 0;
  let attempts = 0;
  let settled = false;
  await withLoop(
    (taskQueue) => ({
      async runTurn() {
        turns += 1;
        const openJobs: OpenJob[] = [
          { visit: 2, activity: 'anything', taskQueue, summary: 'doing', startToCloseMs: 60_000, heartbeatMs: 30_000 },
        ];
        return settled ? finished : { ...waiting, openJobs };
      },
      async anything({ visit }) {
        expect(visit).toBe(2);
        attempts += 1;
        if (attempts === 1) throw new Error('for now');
        while (turns < 2) await pause(20);
        settled = true;
      },
    }),
    async (handle) => {
      await eventually(
        async () => attempts,
        (seen) => seen === 1,
      );
      await handle.signal(wakeName, 'event'); // a turn that finds the job still open
      await handle.result();
      const events = await eventsOf(handle);
      expect(events.filter((event) => event.activityTaskScheduledEventAttributes)).toHaveLength(1);
    },
  );
  expect({ attempts, turns }).toEqual({ attempts: 2, turns: 3 });
});

it('wakes at its moment, and arms its timer once while the moment stays', async () => {
  let wakeAt: number | undefined;
  let turns = 0;
  await withLoop(
    () => ({
      async runTurn() {
        turns += 1;
        wakeAt ??= Date.now() + 3_000;
        const wakeIn = wakeAt - Date.now();
        return wakeIn > 0 ? { ...waiting, wakeAt, wakeIn } : finished;
      },
    }),
    async (handle) => {
      await eventually(
        async () => turns,
        (seen) => seen === 1,
      );
      await handle.signal(wakeName, 'event');
      await handle.result();
      const events = await eventsOf(handle);
      expect(events.filter((event) => event.timerStartedEventAttributes)).toHaveLength(1);
    },
  );
  expect(turns).toBe(3);
});

it('hands a cancel to the run as a request to exit, once, and goes on until the run has finished', async () => {
  const asked: string[] = [];
  let turns = 0;
  await withLoop(
    () => ({
      async runTurn() {
        turns += 1;
        return asked.length > 0 && turns > 2 ? finished : waiting;
      },
      async requestExit({ journeyRunId }) {
        asked.push(journeyRunId);
      },
    }),
    async (handle) => {
      await eventually(
        async () => turns,
        (seen) => seen === 1,
      );
      await handle.cancel();
      await eventually(
        async () => turns,
        (seen) => seen === 2,
      );
      await handle.signal(wakeName, 'event');
      await handle.result();
      expect(asked).toEqual([handle.workflowId]);
    },
  );
});

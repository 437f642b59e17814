import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Client } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { type ActivityDependencies, createJobActivities, createRunActivities } from '../activities/index.ts';
import { jobKinds, jobQueues } from '../activities/jobs/index.ts';
import { packageVersion } from '../config/package-root.ts';
import { coerceError } from '../core/base/failure.ts';
import { kindOfChannel } from '../core/journey/definition/index.ts';
import { createWorkspaceSecrets } from '../services/access/workspace-secrets.ts';
import type { Channels } from '../services/channels/channel.ts';
import { type ChannelSettings, closeChannels, openChannels, openOutbound } from '../services/channels/index.ts';
import { withTestAnswers } from '../services/channels/test-answers.ts';
import { createBreakers } from '../services/delivery/breaker.ts';
import { createInlineLane } from '../services/delivery/sending/inline-lane.ts';
import { publishedJourneysOf } from '../services/intake/published-journeys.ts';
import { knownKinds, startHeartbeat } from '../services/measurement/heartbeat.ts';
import { listenForScrapes } from '../services/measurement/metrics/listener.ts';
import { openMetrics } from '../services/measurement/metrics/process-metrics.ts';
import { openDatabase } from '../store/database/database.ts';
import { listenTo } from '../store/database/listen.ts';
import { lanes, OUTBOX_CHANNEL } from '../store/outbox/outbox.ts';
import { channelTaskQueue, liveTaskQueue } from '../workflows/contract.ts';
import { startDispatcher } from './dispatcher.ts';
import { startErasedRuns } from './erased-runs.ts';
import { startHeldRuns } from './held-runs.ts';
import { startLearner } from './learner.ts';
import { startMaintenance } from './maintenance.ts';
import { startMeasurement } from './measurement.ts';
import { countSends, exposeOutbox, measureTurns } from './metrics.ts';
import { connectionOptions, type TemporalOptions, temporalUnavailable } from './prepare-temporal.ts';
import { startResends } from './resends.ts';
import { startSegments } from './segments.ts';
import { startSweeper } from './sweeper.ts';
import { startTaskAlerts } from './task-alerts.ts';
import { prepareTemporalMetrics, type TemporalMetrics } from './temporal-metrics.ts';
import { startTestSends } from './test-sends.ts';
import { startGivingUp } from './unserved.ts';
import { startWaves } from './waves.ts';

export interface WorkerProcessOptions {
  readonly databaseUrl: string;
  readonly databaseDirectUrl: string;
  readonly temporal: TemporalOptions;
  readonly channels: ChannelSettings;
  /** The base of the links in messages. */
  readonly publicUrl: string;
  /** Values of the secrets that configurations name. */
  readonly namedSecrets?: ReadonlyMap<string, string> | undefined;
  readonly logger: Logger;
  /** Where metrics and health are served; undefined: nowhere. */
  readonly metrics?: { readonly host: string; readonly port: number } | undefined;
  readonly sendTimeoutMs?: number | undefined;
  readonly leaseMs?: number | undefined;
  /** False: every message waits on its channel's queue. For tests of that lane. */
  readonly inlineSends?: boolean | undefined;
  readonly sweep?: { readonly everyMs: number; readonly graceMs: number } | undefined;
  /** How long a message may wait for a worker that serves its channel; default 24 hours. */
  readonly unservedAfterMs?: number | undefined;
  /** How often messages are looked for that have waited so long. */
  readonly lookForUnservedMs?: number | undefined;
  /** Stories may say what providers answer. */
  readonly testMode?: boolean | undefined;
  /** Named places where a crash test stops the process. */
  readonly reached?: ActivityDependencies['reached'];
}

/** Workflow tasks at a time. */
const WORKFLOW_SLOTS = 40;

export interface WorkerProcess {
  /** Takes no new work, finishes what it holds, closes everything. */
  stop(): Promise<void>;
  /** Rejects when a worker dies of itself. */
  readonly died: Promise<void>;
}

/**
 * The worker process: a worker for the runs, one for each task queue of jobs, dispatcher, sweeper and maintenance. All share one
 * connection to Temporal (eager start needs that) and one pool to PostgreSQL.
 */
export async function startWorker(options: WorkerProcessOptions): Promise<WorkerProcess> {
  const { logger, temporal, sendTimeoutMs = 20_000, leaseMs = 30_000, inlineSends = true } = options;
  const database = openDatabase({ url: options.databaseUrl, max: 30 });
  const registry = options.metrics ? openMetrics(database) : new Registry(); // the latter has no reader
  const temporalMetrics = options.metrics && (await prepareTemporalMetrics());
  const workers: Worker[] = [];
  const scrapes =
    options.metrics &&
    (await listenForScrapes({
      ...options.metrics,
      registry,
      more: temporalMetrics?.read,
      async ready() {
        if (workers.length === 0) throw new Error('the worker is starting');
        const idle = workers.find((worker) => worker.getState() !== 'RUNNING');
        if (idle) throw new Error(`a Temporal worker is ${idle.getState().toLowerCase()}`);
        await database.ping(2_000);
      },
    }));
  installRuntime(logger, temporalMetrics);
  const connection = await NativeConnection.connect(connectionOptions(temporal)).catch(temporalUnavailable(temporal));
  const opened = openChannels({ ...options.channels, publicUrl: options.publicUrl }, database);
  const outbound = openOutbound(options.channels);
  const channels = options.testMode ? withTestAnswers(opened, database) : opened;
  const heartbeat = await startHeartbeat(database, logger, {
    role: 'worker',
    version: packageVersion(),
    kinds: { ...knownKinds, job: [...jobKinds.keys()] },
    channels: [...channels.keys()],
  }).catch(async (error) => {
    await Promise.all([connection.close(), scrapes?.close(), closeChannels(channels), database.destroy()]);
    throw error;
  });
  const dependencies: ActivityDependencies = {
    database,
    channels,
    outbound,
    testMode: options.testMode,
    logger,
    sendTimeoutMs,
    leaseMs,
    longestPauseMs: 6 * 60_000,
    reached: options.reached,
    links: { publicUrl: options.publicUrl, secrets: createWorkspaceSecrets(database) },
    namedSecrets: options.namedSecrets,
    breakers: createBreakers(database),
    publishedJourneys: publishedJourneysOf(database),
    ...countSends(registry, new Set([...channels.values()].map(({ id }) => id))),
    inlineLane: inlineSends ? createInlineLane({ slots: WORKFLOW_SLOTS }) : undefined,
  };
  const dataConverter = { failureConverterPath: compiledPath('../workflows/failure-converter') };
  const { runs: runWorker, jobs: jobWorkers } = await createWorkers(
    { connection, namespace: temporal.namespace, dataConverter, shutdownGraceTime: '20s', shutdownForceTime: '30s' },
    registry,
    dependencies,
  );
  workers.push(runWorker, ...jobWorkers.values());
  const running = Promise.all(workers.map((worker) => worker.run()));

  const client = new Client({ connection, namespace: temporal.namespace, dataConverter });
  const dispatcher = startDispatcher({ database, client, lane: lanes.live, logger });
  // What operators do to many runs, and what a kill switch held back: few at a time, beside what comes in now.
  const bulkDispatcher = startDispatcher({ database, client, lane: lanes.bulk, logger, slots: 8, pollMs: 1_000 });
  const listener = listenTo({
    ...{ url: options.databaseDirectUrl, channel: OUTBOX_CHANNEL, logger },
    hint: () => dispatcher.hint(),
  });
  const busyChannels = () => busyAmong(channels, jobWorkers);
  const sweeper = startSweeper(database, logger, { ...options.sweep, busyChannels });
  const maintenance = startMaintenance(database, logger);
  const measurement = startMeasurement(database, logger);
  const heldRuns = startHeldRuns(database, logger);
  const erasedRuns = startErasedRuns(database, client, logger);
  const resends = startResends(dependencies);
  const learner = startLearner({ database, logger });
  const segments = startSegments({ database, publishedJourneys: publishedJourneysOf(database), logger }, registry);
  const waves = startWaves({ database, publishedJourneys: publishedJourneysOf(database), logger }, registry);
  const taskAlerts = startTaskAlerts(dependencies);
  const testSends = startTestSends(dependencies);
  const { unservedAfterMs: afterMs = 24 * 3_600_000 } = options;
  const givingUp = startGivingUp(database, logger, { afterMs, everyMs: options.lookForUnservedMs });
  exposeOutbox(registry, { dispatchers: [dispatcher, bulkDispatcher], sweeper });

  return {
    died: running.then(() => {}),
    async stop() {
      const loops = [
        ...[listener, dispatcher, bulkDispatcher, sweeper, maintenance, measurement, segments, learner, waves],
        ...[heldRuns, erasedRuns, resends, taskAlerts, testSends, givingUp],
      ];
      await Promise.all(loops.map((loop) => loop.stop()));
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running.catch(() => {});
      await dependencies.inlineLane?.idle();
      await scrapes?.close();
      await closeChannels(channels);
      outbound.close();
      await heartbeat.stop();
      await connection.close();
      await database.destroy();
    },
  };
}

/** Jobs of one task queue that a process performs at once. */
const JOBS_AT_ONCE = 20;

/** One worker for the runs, and one for each task queue of jobs. */
async function createWorkers(
  shared: Omit<WorkerOptions, 'taskQueue'>,
  registry: Registry,
  dependencies: ActivityDependencies,
): Promise<{ runs: Worker; jobs: ReadonlyMap<string, Worker> }> {
  const jobActivities = createJobActivities(dependencies);
  const runWorker = await Worker.create({
    ...shared,
    taskQueue: liveTaskQueue,
    ...(await workflowCode()),
    activities: measureTurns(registry, createRunActivities(dependencies)),
    maxConcurrentWorkflowTaskExecutions: WORKFLOW_SLOTS,
    // With Temporal's default of 10 s, a run parked on a killed worker answers after 10 s.
    stickyQueueScheduleToStartTimeout: '1s',
  });
  const jobWorkers = await Promise.all(
    [...jobQueues(dependencies)].map(async ([taskQueue, kinds]) => {
      const activities = Object.fromEntries(kinds.map((kind) => [kind, jobActivities[kind]]));
      const slots = { maxConcurrentActivityTaskExecutions: JOBS_AT_ONCE };
      return [taskQueue, await Worker.create({ ...shared, taskQueue, activities, ...slots })] as const;
    }),
  );
  return { runs: runWorker, jobs: new Map(jobWorkers) };
}

/** The channels whose jobs take half of their slots or more: a burst is worked off. */
function busyAmong(channels: Channels, workers: ReadonlyMap<string, Worker>): string[] {
  return [...new Set([...channels.keys()].map(kindOfChannel))].filter((kind) => {
    const { numInFlightActivities = 0 } = workers.get(channelTaskQueue(kind))?.getStatus() ?? {};
    return numInFlightActivities >= JOBS_AT_ONCE / 2;
  });
}

/**
 * Once a process. Temporal's core logs through our logger, reduced to message, ids and classes: its own lines hold whole
 * failures and tasks. Of a failure the line keeps the broken rule ("[TMPRL1100] Nondeterminism …"), which names commands and events.
 */
let runtimeInstalled = false;
function installRuntime(logger: Logger, metrics: TemporalMetrics | undefined): void {
  if (runtimeInstalled) return;
  runtimeInstalled = true;
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      if (message.startsWith('No workflows registered')) return; // the workers of jobs have none, on purpose
      const { workflowId, runId, taskQueue, activityId, error, failure } = (meta ?? {}) as Record<string, unknown>;
      const [rule] = /\[TMPRL\d+\][^"\\]{0,300}/.exec(String(failure)) ?? [];
      const failed = { class: error === undefined ? undefined : coerceError(error).name, rule };
      logger[levels[level]]({ workflowId, temporalRunId: runId, taskQueue, activityId, ...failed }, message);
    }),
    // Without "forward" the core writes to the console by itself, past our logger and its level.
    telemetryOptions: {
      logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } },
      ...(metrics && { metrics: metrics.options }),
    },
    shutdownSignals: [], // the process decides when it drains
  });
}

/** The bundle that the build made; from sources (tests) it is made once a process. */
async function workflowCode(): Promise<Pick<WorkerOptions, 'workflowBundle'>> {
  const codePath = path.join(__dirname, '../workflows/bundle.js');
  if (existsSync(codePath)) return { workflowBundle: { codePath } };
  const { code } = await bundleWorkflowCode({
    workflowsPath: compiledPath('../workflows/index'),
    failureConverterPath: compiledPath('../workflows/failure-converter'),
    logger: new DefaultLogger('ERROR'),
  });
  return { workflowBundle: { code } };
}

/** A module's own path, .js in the build and .ts in the sources. */
function compiledPath(module: string): string {
  const from = path.join(__dirname, module);
  return createRequire(__filename).resolve(existsSync(`${from}.js`) ? `${from}.js` : `${from}.ts`);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { inSeconds } from '../reporter.ts';
import { type ChildProgram, type RunningProgram, runProgram } from './child-process.ts';
import type { ChildRecords } from './child-records.ts';
import { signalGroup, signalProcess } from './process-identity.ts';

/**
 * A child process that is restarted when it ends.
 *   STARTING ─ready─▶ RUNNING ─its process ends─▶ WAITING ─back-off over─▶ STARTING
 *   STARTING (the first time) ─ends, or is not ready in time─▶ FAILED: `startChild` rejects, nothing is left running
 *   any state ─stop()─▶ STOPPING: its stop signal, after the timeout SIGKILL to its group ─▶ STOPPED
 * The back-off begins at 0.3 s and doubles to 10 s; after a run of half a minute it starts at 0.3 s again.
 * Restarts never end: a role that can't start while PostgreSQL is unavailable must start once PostgreSQL is back.
 */
export interface ChildOptions extends ChildProgram {
  /** What asks it to end politely: PostgreSQL's "fast" is SIGINT. */
  readonly stopSignal: NodeJS.Signals;
  /** How long it may take to end after that. */
  readonly stopTimeoutMs: number;
  readonly readyWithinMs: number;
}

export interface Child {
  readonly name: string;
  /** Of the present process; another after a restart. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

export interface ChildSurroundings {
  readonly records: ChildRecords;
  readonly say: (line: string) => void;
  /** Gives up a first start that is under way. */
  readonly signal?: AbortSignal | undefined;
}

const firstBackOffMs = 300;
const longestBackOffMs = 10_000;
const calmAfterMs = 30_000;

export async function startChild(options: ChildOptions, { records, say, signal }: ChildSurroundings): Promise<Child> {
  const { name, stopSignal } = options;
  let current: RunningProgram | undefined;
  let stopping: Promise<void> | undefined;
  let backOffMs = firstBackOffMs;
  let wake: NodeJS.Timeout | undefined;

  const launch = (): RunningProgram => {
    const running = runProgram(options);
    const { pid } = running;
    current = running;
    if (pid !== undefined) {
      records.remember(pid, name, stopSignal);
      void running.ended.then(() => records.forget(pid));
    }
    return running;
  };

  const keepAlive = (running: RunningProgram, launchedAt: number): void => {
    void running.ended.then((phrase) => {
      if (stopping !== undefined) return;
      if (Date.now() - launchedAt > calmAfterMs) backOffMs = firstBackOffMs;
      say(`${name} (process ${running.pid ?? '-'}) ${phrase}; starting it again in ${inSeconds(backOffMs)}`);
      wake = setTimeout(() => void relaunch(), backOffMs);
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
    });
  };
  const relaunch = async (): Promise<void> => {
    const running = launch();
    keepAlive(running, Date.now());
    try {
      await withinTime(running, options);
      if (stopping === undefined) say(`${name} is back as process ${running.pid}`);
    } catch (error) {
      if (stopping !== undefined) return;
      say((error as Error).message);
      if (!running.hasEnded() && running.pid !== undefined) signalGroup(running.pid, 'SIGKILL');
    }
  };
  const end = async (): Promise<void> => {
    clearTimeout(wake);
    if (current !== undefined) await endProgram(current, options, say);
  };

  const child: Child = {
    name,
    pid: () => current?.pid,
    stop: () => (stopping ??= end()),
  };

  const launchedAt = Date.now();
  const first = launch();
  try {
    await withinTime(first, options, signal);
  } catch (error) {
    await child.stop();
    throw error;
  }
  keepAlive(first, launchedAt);
  return child;
}

async function withinTime(
  { ready }: RunningProgram,
  { name, readyWithinMs, logFile }: ChildOptions,
  signal?: AbortSignal,
): Promise<void> {
  const enough = new AbortController();
  const given = AbortSignal.any(signal ? [signal, enough.signal] : [enough.signal]);
  const tooSlow = sleep(readyWithinMs, undefined, { signal: given }).then(() => {
    throw new Error(`${name} was not ready after ${inSeconds(readyWithinMs)}; its log is ${logFile}`);
  });
  tooSlow.catch(() => undefined); // usually `ready` wins the race, and this rejection has no other handler
  await Promise.race([ready, tooSlow]).finally(() => enough.abort());
}

async function endProgram(running: RunningProgram, options: ChildOptions, say: (line: string) => void): Promise<void> {
  const { pid, ended } = running;
  if (pid === undefined || running.hasEnded()) return;
  // To the leader only: it drains. The rest of its group is signalled at the timeout.
  signalProcess(pid, options.stopSignal);
  const timeout = setTimeout(() => {
    say(`${options.name} has not ended after ${inSeconds(options.stopTimeoutMs)}; killing it`);
    if (!running.hasEnded()) signalGroup(pid, 'SIGKILL');
  }, options.stopTimeoutMs);
  await ended;
  clearTimeout(timeout);
}

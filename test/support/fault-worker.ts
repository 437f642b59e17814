import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { FaultPoint } from '../../services/delivery/attempt.ts';
import type { System } from './system.ts';
import { startWorkerHere } from './worker.ts';

export interface FaultWorker {
  /** Resolves when the worker has reached its place. */
  readonly reached: Promise<void>;
  goOn(): void;
  kill(): Promise<void>;
}

/** Starts the built worker in a process that pauses at a named place of the code. */
export async function startFaultWorker(
  system: System,
  faultAt: FaultPoint,
  environment: Record<string, string> = {},
): Promise<FaultWorker> {
  const child = spawn(process.execPath, [path.join(__dirname, 'fault-worker.cjs')], {
    env: { PATH: process.env.PATH, ...system.environment, ...environment, FAULT_AT: faultAt },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const heard = (name: string) =>
    new Promise<void>((resolve) => {
      child.on('message', (message) => {
        if (message && typeof message === 'object' && name in message) resolve();
      });
    });
  const reached = heard('reached');
  await heard('ready');
  const kill = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await ended;
  };
  system.endLater(kill);
  return { reached, goOn: () => void child.send('go on'), kill };
}

/**
 * The same in the test's process, for a worker that goes on and never dies: it costs no start of a process. Here, too,
 * nothing sweeps: what a test looks at must not be put right by another safeguard.
 */
export async function startFaultWorkerHere(
  system: System,
  faultAt: FaultPoint,
  { leaseMs = 6_000, inlineSends = true } = {},
): Promise<Pick<FaultWorker, 'reached' | 'goOn'>> {
  let arrive = () => {};
  let goOn = () => {};
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const left = new Promise<void>((resolve) => (goOn = resolve));
  let wasThere = false;
  system.endLater(async () => goOn()); // a test that failed leaves no worker waiting
  await startWorkerHere(system, {
    leaseMs,
    inlineSends,
    sendTimeoutMs: 4_000,
    sweep: { everyMs: 600_000, graceMs: 600_000 },
    async reached(place) {
      if (place !== faultAt || wasThere) return;
      wasThere = true;
      arrive();
      await left;
    },
  });
  return { reached, goOn };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { System } from './system.ts';

export interface FaultWorker {
  /** Resolves when the worker stands at its place. */
  readonly reached: Promise<void>;
  goOn(): void;
  kill(): Promise<void>;
}

/** Starts the built worker in a process that stands still at a named place of the code. */
export async function startFaultWorker(
  system: System,
  faultAt: 'turned' | 'claimed' | 'sending' | 'sent' | 'settled',
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

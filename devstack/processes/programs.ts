import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { signalGroup } from './process-identity.ts';

/** The first of the folders that holds an executable file of this name: what a shell does with PATH. */
export function findProgram(name: string, folders: readonly string[]): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  return folders.flatMap((folder) => names.map((file) => join(folder, file))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const keptCharacters = 100_000;

export interface ProgramOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly folder?: string;
}

/**
 * Runs a program to its end and gives what it printed; rejects with its last words when it fails. In a process group of
 * its own, ended as a whole when `signal` or the time says so: `pip` is often a shell script around the real one.
 */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<string> {
  const { environment, signal, timeoutMs, user, folder } = options;
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    env: environment,
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] = (output[name] + text).slice(-keptCharacters);
    });
  }
  const timeLimit = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const enough = AbortSignal.any([signal, timeLimit].filter((one) => one !== undefined));
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null) signalGroup(child.pid, 'SIGTERM');
  };
  enough.addEventListener('abort', end);
  try {
    const [code] = (await once(child, 'close')) as [number | null]; // throws where it could not be started
    if (code === 0) return output.stdout;
  } finally {
    enough.removeEventListener('abort', end);
  }
  signal?.throwIfAborted();
  if (timeLimit?.aborted) throw new Error(`it took longer than ${(timeoutMs ?? 0) / 1000} s`);
  const lines = `${output.stderr}\n${output.stdout}`.split('\n').filter((line) => line.trim() !== '');
  throw new Error(lines.slice(-4).join(' / ') || `it ended with code ${child.exitCode ?? child.signalCode}`);
}

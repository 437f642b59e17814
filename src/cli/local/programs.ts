import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

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

export interface ProgramOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly folder?: string;
}

/** Runs a short program to its end and gives what it printed; rejects with its last words when it fails. */
export function runToEnd(command: string, args: readonly string[], options: ProgramOptions = {}): Promise<string> {
  const { environment, signal, timeoutMs = 0, user, folder } = options;
  return new Promise((resolve, reject) => {
    const settings = { env: environment, timeout: timeoutMs, cwd: folder, maxBuffer: 4_000_000, ...user };
    execFile(command, args, { ...settings, ...(signal ? { signal } : {}) }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      if (signal?.aborted) return reject(error);
      const lastWords = `${stderr}\n${stdout}`
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(-4)
        .join(' / ');
      const why = error.killed ? `took longer than ${timeoutMs / 1000} s` : lastWords || error.message;
      reject(new Error(why, { cause: error }));
    });
  });
}

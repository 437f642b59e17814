import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Which process a pid meant when it was written down. A pid alone is reused, so a remembered pid counts (and is
 * signalled) only if its process also began at the remembered moment: on Linux the start tick of
 * /proc/<pid>/stat with the id of this boot, elsewhere what `ps` says.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly begun: string;
}

/** Undefined if no such process runs; one that has ended and only waits for its parent (a zombie) does not run. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const begun = process.platform === 'linux' ? begunOnLinux(pid) : begunByPs(pid);
  return begun === undefined ? undefined : { pid, begun };
}

export function stillRuns({ pid, begun }: ProcessIdentity): boolean {
  return identifyProcess(pid)?.begun === begun;
}

/** Its command line, arguments included, on one line. Undefined where there is none to be had. */
export function commandOf(pid: number): string | undefined {
  try {
    const words = process.platform === 'linux' ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : askPs('command=', pid);
    return words.replaceAll(/[\0\s]+/g, ' ').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** False if the process has ended. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  return trySignal(pid, signal);
}

/** To the whole process group that `pid` leads; false if it has ended. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  return trySignal(process.platform === 'win32' ? pid : -pid, signal);
}

function trySignal(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function begunOnLinux(pid: number): string | undefined {
  try {
    // The second field is the program's name in parentheses and may hold anything, so count from the last one.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTick] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X' || startTick === undefined) return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${startTick}`;
  } catch {
    return undefined;
  }
}

function begunByPs(pid: number): string | undefined {
  try {
    const [state = '', ...begun] = askPs('stat=,lstart=', pid).trim().split(/\s+/);
    return state === '' || state.startsWith('Z') ? undefined : begun.join(' ');
  } catch {
    return undefined; // ps answers 1 where there is no such process
  }
}

function askPs(columns: string, pid: number): string {
  return execFileSync('ps', ['-o', columns, '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds by part. A part is a process with all that it started. */
export type CpuTimes = Readonly<Record<string, number>>;

const TICKS_PER_SECOND = 100; // USER_HZ, fixed on Linux
const UTIME = 11; // of what follows the process name in /proc/<pid>/stat; then stime, cutime, cstime

/** What each part has used since it began, with its children, also those that have ended. */
export function readCpuTimes(parts: Readonly<Record<string, number>>): CpuTimes {
  const children = childrenByParent();
  const ticksOf = (pid: number): number => {
    const own =
      statOf(pid)
        ?.slice(UTIME, UTIME + 4)
        .reduce((sum, field) => sum + Number(field), 0) ?? 0;
    return own + (children.get(pid) ?? []).reduce((sum, child) => sum + ticksOf(child), 0);
  };
  return Object.fromEntries(Object.entries(parts).map(([name, pid]) => [name, ticksOf(pid) / TICKS_PER_SECOND]));
}

/** Puts the parts, and all that they start from now on, onto these processors ("0", "0-1"). */
export function pinTo(processors: string, parts: Readonly<Record<string, number>>): void {
  const children = childrenByParent();
  const pin = (pid: number): void => {
    try {
      execFileSync('taskset', ['-acp', processors, String(pid)], { stdio: 'ignore' });
    } catch {
      return; // it has ended since it was listed
    }
    for (const child of children.get(pid) ?? []) pin(child);
  };
  for (const pid of Object.values(parts)) pin(pid);
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(statOf(Number(name))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/** The fields after the name: state, parent, … Undefined: it has ended. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}

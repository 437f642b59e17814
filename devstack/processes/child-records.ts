import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess, type ProcessIdentity, signalGroup, signalProcess, stillRuns } from './process-identity.ts';

/**
 * Which children this stack has, written to `children.json` the moment each is spawned, so that after a parent was killed
 * (SIGKILL, out of memory, a closed laptop) the next start finds what it left running and stops it: PostgreSQL and
 * Temporal do not notice that their parent is gone. Only a process that still has the remembered start time is touched.
 */
export interface ChildRecord extends ProcessIdentity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
}

export interface ChildRecords {
  remember(pid: number, name: string, stopSignal: NodeJS.Signals): void;
  forget(pid: number): void;
  /** To everything that runs, at once: for a second Ctrl-C, and as the last thing when we end without having stopped. */
  signalAll(signal: 'kill' | 'stop'): void;
}

const leftoverPatienceMs = 8_000;

export function createChildRecords(folder: string): ChildRecords {
  const records = new Map<number, ChildRecord>();
  const save = (): void => writeRecords(folder, [...records.values()]);
  return {
    remember(pid, name, stopSignal) {
      const identity = identifyProcess(pid);
      if (identity === undefined) return; // it has ended already
      records.set(pid, { ...identity, name, stopSignal });
      save();
    },
    forget(pid) {
      if (records.delete(pid)) save();
    },
    signalAll(signal) {
      for (const { pid, stopSignal } of [...records.values()].filter(stillRuns)) {
        if (signal === 'kill') signalGroup(pid, 'SIGKILL');
        else signalProcess(pid, stopSignal);
      }
    },
  };
}

/** Call with the lock held: what is still running then has no parent any more. Returns what was stopped. */
export async function stopLeftovers(folder: string, say: (line: string) => void): Promise<ChildRecord[]> {
  const leftovers = readRecords(folder).filter(stillRuns);
  // Roles first: they have work to finish with the servers that they use.
  const servers = leftovers.filter(({ name }) => name === 'temporal' || name === 'postgres');
  for (const group of [leftovers.filter((record) => !servers.includes(record)), servers]) {
    await Promise.all(group.map((record) => stopLeftover(record, say)));
  }
  writeRecords(folder, []);
  return leftovers;
}

async function stopLeftover(record: ChildRecord, say: (line: string) => void): Promise<void> {
  say(`  stopping ${record.name} (process ${record.pid}), left behind by a start that was killed`);
  signalProcess(record.pid, record.stopSignal);
  const deadline = Date.now() + leftoverPatienceMs;
  while (stillRuns(record)) {
    if (Date.now() > deadline) signalGroup(record.pid, 'SIGKILL');
    await sleep(50);
  }
}

function readRecords(folder: string): ChildRecord[] {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, 'children.json'), 'utf8'));
    return Array.isArray(content) ? (content as ChildRecord[]) : [];
  } catch {
    return []; // the first start, or a file damaged by hand: the port check then names the process that is in the way
  }
}

function writeRecords(folder: string, records: readonly ChildRecord[]): void {
  const path = join(folder, 'children.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(records, undefined, 2)}\n`);
  renameSync(`${path}.new`, path);
}

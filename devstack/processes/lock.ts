import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stackProblem } from '../stack-problem.ts';
import { identifyProcess, type ProcessIdentity, stillRuns } from './process-identity.ts';

/**
 * One stack per data folder.
 *   FREE ─link─▶ HELD ─release─▶ FREE;  HELD ─its process ended without a word─▶ STALE ─rename away─▶ FREE
 * The lock's file appears complete or not at all (written beside, then hard-linked, which fails where one exists), so
 * nobody reads half a lock. A stale one is moved away before the next try: of two starts that find it, one moves it, and
 * if the other moves the winner's fresh lock instead, it sees that from the content and puts it back.
 */
export interface Lock {
  /** Adds where the stack can be reached, for the sentence that a second start prints. */
  describe(addresses: Readonly<Record<string, string>>): void;
  release(): void;
}

interface LockFile extends ProcessIdentity {
  readonly addresses: Readonly<Record<string, string>>;
}

export function takeLock(folder: string): Lock {
  const taken = tryLock(join(folder, 'lock.json'));
  if ('holder' in taken) throw alreadyRunning(folder, taken.holder);
  return taken.lock;
}

/** Waits for other processes, and other callers of this one, that hold the lock of this path. */
export async function waitForLock(path: string, signal?: AbortSignal): Promise<Lock> {
  for (;;) {
    const taken = tryLock(path);
    if ('lock' in taken) return taken.lock;
    await setTimeout(100, undefined, { signal });
  }
}

function tryLock(path: string): { readonly lock: Lock } | { readonly holder: LockFile } {
  mkdirSync(dirname(path), { recursive: true });
  const mine = identifyProcess(process.pid) ?? { pid: process.pid, begun: 'unknown' };
  const beside = `${path}.${process.pid}`;
  const writeBeside = (addresses: LockFile['addresses']): void =>
    writeFileSync(beside, `${JSON.stringify({ ...mine, addresses }, undefined, 2)}\n`);

  writeBeside({});
  try {
    while (!tryLink(beside, path)) {
      const holder = readLock(path);
      if (holder !== undefined && stillRuns(holder)) return { holder };
      moveAway(path, holder);
    }
  } finally {
    rmSync(beside, { force: true });
  }

  const isMine = (): boolean => {
    const held = readLock(path);
    return held?.pid === mine.pid && held.begun === mine.begun;
  };
  const lock: Lock = {
    describe(addresses) {
      if (!isMine()) return;
      writeBeside(addresses);
      renameSync(beside, path);
    },
    release() {
      if (isMine()) rmSync(path, { force: true });
    },
  };
  return { lock };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where there is none, or one that cannot be read (an older version's, or a disk that was full). */
function readLock(path: string): LockFile | undefined {
  try {
    const { pid, begun, addresses } = JSON.parse(readFileSync(path, 'utf8')) as Partial<LockFile>;
    return typeof pid === 'number' && typeof begun === 'string'
      ? { pid, begun, addresses: addresses ?? {} }
      : undefined;
  } catch {
    return undefined;
  }
}

function moveAway(path: string, stale: LockFile | undefined): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // another start was quicker
    throw error;
  }
  const moved = readLock(aside);
  const isTheStaleOne = moved === undefined || (moved.pid === stale?.pid && moved.begun === stale.begun);
  if (!isTheStaleOne) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function alreadyRunning(folder: string, { pid, addresses }: LockFile): Error {
  const where = Object.entries(addresses).map(([name, address]) => `${name} ${address}`);
  return stackProblem(
    'already-running',
    folder,
    `Throughline already runs on this data folder as process ${pid}${where.length > 0 ? `: ${where.join(', ')}` : ''}`,
    `Use that one, or stop it first (Ctrl-C where it runs, or kill ${pid}). For a second one beside it, set THROUGHLINE_DATA and other ports.`,
  );
}

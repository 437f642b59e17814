import { chownSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, identifyProcess, signalProcess } from '../processes/process-identity.ts';

/**
 * What PostgreSQL's own `postmaster.pid` says, put right before a start. PostgreSQL refuses to start while any process
 * with that pid exists, which is too careful in two ways that do happen: the killed server is a zombie because nobody
 * reaps it (a container whose first process is no init), or the pid belongs to something else by now (a container that
 * was started again). In both the pid is replaced by ours: PostgreSQL passes over its parent's. The file itself stays,
 * for its last line names the shared memory by which PostgreSQL sees whether an old server's children still run.
 * A server that does run on this very folder is stopped: we hold the lock on the data folder, so it has no parent.
 */
export async function settlePostmaster(cluster: string, say: (line: string) => void): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const content = readOrUndefined(path);
  const pid = Number(content?.split('\n')[0]);
  if (content === undefined || !Number.isInteger(pid) || pid <= 0 || !exists(pid)) return;

  if (runsOn(pid, cluster)) {
    say(`  stopping PostgreSQL (process ${pid}), left behind on this data folder`);
    signalProcess(pid, 'SIGINT');
    for (let waited = 0; runsOn(pid, cluster) && waited < 10_000; waited += 50) await sleep(50);
    if (runsOn(pid, cluster)) signalProcess(pid, 'SIGQUIT'); // "immediate": its log is replayed by the next start
    await sleep(50);
    if (readOrUndefined(path) === undefined) return; // it has put its things away
  }
  const { uid, gid, mode } = statSync(path);
  writeFileSync(`${path}.new`, content.replace(/^\d+/, String(process.pid)), { mode });
  if (process.getuid?.() === 0) chownSync(`${path}.new`, uid, gid);
  renameSync(`${path}.new`, path);
}

function runsOn(pid: number, cluster: string): boolean {
  if (identifyProcess(pid) === undefined) return false;
  const command = commandOf(pid) ?? '';
  return /postgres/.test(command) && command.includes(cluster);
}

/** As PostgreSQL asks: a zombie, or another user's process, exists as well. */
function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../../devstack/postgres/postgres.ts';
import { createChildRecords } from '../../devstack/processes/child-records.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { freePort } from '../../worker/free-port.ts';

/** A PostgreSQL of a test's own, which may be stopped as by a debugger: it keeps its connections and answers nothing. */
export interface OwnPostgres {
  readonly url: string;
  /** What the server has logged. */
  log(): string;
  silence(): void;
  resume(): void;
  stop(): Promise<void>;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-own-postgres-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user where we are root
  const records = createChildRecords(folder);
  process.once('exit', () => records.signalAll('kill'));
  const { url, child } = await startPostgres(
    { dataFolder: folder, logFolder: folder, port: await freePort() },
    { records, say: () => {} },
  );
  await migrate(url);
  const signal = (name: NodeJS.Signals) => {
    const postmaster = child.pid() as number;
    // The first of them first: it would start others meanwhile.
    for (const pid of [postmaster, ...childrenOf(postmaster)]) signalIfThere(pid, name);
  };
  return {
    url,
    log: () => readFileSync(path.join(folder, 'postgres.log'), 'utf8'),
    silence: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    async stop() {
      signal('SIGCONT');
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
}

function signalIfThere(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

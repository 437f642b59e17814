import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { ProblemError } from '../../core/base/problem.ts';
import { commandOf } from './process-identity.ts';

/**
 * Checks every port before anything is started, and reports all taken ones at once. The check reserves nothing: if a
 * program takes a port afterwards, the server that wanted it fails with its own message.
 */
export interface WantedPort {
  readonly port: number;
  readonly host: string;
  /** Who wants it, as in "the API". */
  readonly wantedBy: string;
  readonly variable: string;
}

export async function checkPorts(wanted: readonly WantedPort[]): Promise<void> {
  const problems = await Promise.all(
    wanted.map(async (one, index) => {
      const { port, host, wantedBy, variable } = one;
      const where = `port ${port}`;
      const twin = wanted.slice(0, index).find((other) => other.port === port);
      if (twin !== undefined) {
        const problem = `both ${twin.wantedBy} and ${wantedBy} are to listen on it`;
        return {
          code: 'port-wanted-twice',
          where,
          problem,
          remedy: `Set ${variable} or ${twin.variable} to another port.`,
        };
      }
      const trouble = await tryToListen(host, port);
      if (trouble === undefined) return undefined;
      if (trouble === 'EADDRINUSE') {
        const problem = `wanted by ${wantedBy}, but taken by ${holderOf(port) ?? 'another program'}`;
        return { code: 'port-taken', where, problem, remedy: `Stop that program, or set ${variable} to a free port.` };
      }
      const problem = `${wantedBy} cannot listen there on ${host} (${trouble})`;
      const remedy = `Set ${variable} to a port, or THROUGHLINE_HOST to an address of this machine, that may be used.`;
      return { code: 'port-unusable', where, problem, remedy };
    }),
  );
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new ProblemError(found);
}

/** The code of what stands in the way; undefined where the port is free. */
function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** As in "process 4711 (node server.js)". Undefined where the system does not say (another user's process). */
function holderOf(port: number): string | undefined {
  try {
    const pid = process.platform === 'linux' ? listenerOnLinux(port) : listenerByLsof(port);
    if (pid === undefined) return undefined;
    const command = commandOf(pid);
    if (command === undefined) return `process ${pid}`;
    return `process ${pid} (${command.length > 80 ? `${command.slice(0, 79)}…` : command})`;
  } catch {
    return undefined; // it is a courtesy: nothing in here may hide the sentence itself
  }
}

/** The socket's inode from the table of listeners, then the process that has it open. */
function listenerOnLinux(port: number): number | undefined {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readOrNothing(table).split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === '0A' && local?.endsWith(`:${hexadecimal}`) && inode !== undefined) inodes.add(`socket:[${inode}]`);
    }
  }
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (openFiles(pid).some((target) => inodes.has(target))) return Number(pid);
  }
  return undefined;
}

/** What the process has open; less, or nothing, where it is gone meanwhile or not ours to look at. */
function openFiles(pid: string): string[] {
  const attempt = <Result>(look: () => Result): Result | undefined => {
    try {
      return look();
    } catch {
      return undefined;
    }
  };
  const descriptors = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return descriptors.flatMap((descriptor) => attempt(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`)) ?? []);
}

function listenerByLsof(port: number): number | undefined {
  const answer = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pid = /^p(\d+)$/m.exec(answer)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, createWriteStream, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * One spawned process of the stack, from spawn to its end; `children.ts` decides whether another follows it.
 * It leads a process group of its own, so that Ctrl-C at the terminal reaches only us and we choose the order of the end.
 * A server writes its log straight into a file, which survives us; a role's lines come through us to be shown as well.
 */
export interface ChildProgram {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly logFile: string;
  /** Where set, each line of output is shown here too, and the child gets an IPC channel to say that it is ready. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Resolves when the child can be used. Aborted when the child ends or is given up. */
  readonly untilReady: (child: ChildProcess, signal: AbortSignal) => Promise<void>;
}

export interface RunningProgram {
  readonly pid: number | undefined;
  /** Resolves when it can be used, rejects with why not, its last lines included, when it ends before that. */
  readonly ready: Promise<void>;
  /** Never rejects; a phrase such as "was killed by SIGKILL" or "ended with code 1". */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
}

const logLimitBytes = 10_000_000;
const lastLinesKept = 12;

export function runProgram(program: ChildProgram): RunningProgram {
  keepLogSmall(program.logFile);
  const logOffset = sizeOf(program.logFile);
  const lastLines: string[] = [];
  const child = program.onLine ? spawnWithLines(program, program.onLine, lastLines) : spawnWithFile(program);
  const over = new AbortController();
  let ending: string | undefined;

  const ended = new Promise<string>((resolve) => {
    const end = (phrase: string): void => {
      ending ??= phrase;
      over.abort();
      resolve(ending);
    };
    child.once('error', (error) => {
      if (child.pid === undefined) end(`could not be started (${error.message})`);
    });
    child.once('exit', (code, signal) => {
      ending = signal === null ? `ended with code ${code}` : `was killed by ${signal}`;
      over.abort();
      // Its last lines may still be in the pipe; a grandchild that keeps the pipe open must not keep us.
      const late = setTimeout(() => end(''), 300);
      child.once('close', () => {
        clearTimeout(late);
        end('');
      });
    });
  });

  const endedBeforeReady = async (): Promise<never> => {
    const phrase = await ended;
    const lines = program.onLine ? lastLines : linesAfter(program.logFile, logOffset);
    throw new Error([`${program.name} ${phrase} before it was ready.`, ...lines.slice(-lastLinesKept)].join('\n    '));
  };
  const usable = async (): Promise<void> => {
    await program.untilReady(child, over.signal);
    if (ending !== undefined) await endedBeforeReady();
  };
  const ready = Promise.race([usable(), endedBeforeReady()]);
  ready.catch(() => undefined); // callers that wait for it get it as well; none has to
  return { pid: child.pid, ready, ended, hasEnded: () => ending !== undefined };
}

function spawnWithLines(program: ChildProgram, onLine: (line: string) => void, lastLines: string[]): ChildProcess {
  const child = spawn(program.command, program.arguments, {
    ...spawnOptions(program),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = createWriteStream(program.logFile, { flags: 'a' });
  log.on('error', () => undefined); // a full disk must not end the stack; PostgreSQL will say it
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      if (lastLines.push(line) > lastLinesKept) lastLines.shift();
      onLine(line);
    });
  }
  child.once('close', () => log.end());
  return child;
}

function spawnWithFile(program: ChildProgram): ChildProcess {
  const log = openSync(program.logFile, 'a');
  try {
    return spawn(program.command, program.arguments, { ...spawnOptions(program), stdio: ['ignore', log, log] });
  } finally {
    closeSync(log); // the child has its own copy
  }
}

function spawnOptions({ environment, user }: ChildProgram) {
  return { env: environment, detached: true, ...user };
}

function keepLogSmall(path: string): void {
  if (sizeOf(path) > logLimitBytes) renameSync(path, path.replace(/\.log$/, '.previous.log'));
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function linesAfter(path: string, offset: number): string[] {
  const lines = readFileSync(path).subarray(offset).toString('utf8').split('\n');
  return lines.filter((line) => line.trim() !== '');
}

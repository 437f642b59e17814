import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { environmentFor, type Settings } from '../../config/settings.ts';
import type { Reporter } from '../reporter.ts';
import { reachable } from '../temporal/temporal.ts';
import { untilOk } from '../until-ok.ts';
import { type Child, type ChildSurroundings, startChild } from './children.ts';

/**
 * The API and the worker as children of the local stack: the same programs as in production, set up by environment alone.
 * Each says over its IPC channel when it is ready (`process.send({ ready: true })`); the API must then answer as well.
 * All their lines go to `logs/<role>.log`; shown are warnings and worse, and whatever is no log line (a crash's stack).
 */
export type Role = 'api' | 'worker';

export interface RoleOptions {
  readonly role: Role;
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logFolder: string;
  readonly reporter: Reporter;
  /** Only tests run something else. */
  readonly program?: RoleProgram | undefined;
}

export type RoleProgram = (role: Role) => readonly [command: string, ...args: string[]];

export function startRole(options: RoleOptions, surroundings: ChildSurroundings): Promise<Child> {
  const { role, settings, environment, logFolder, reporter, program = throughlineItself } = options;
  const [command, ...args] = program(role);
  const showAll = settings.logLevel === 'debug' || settings.logLevel === 'trace';
  const healthAddress = `http://${reachable(settings.host)}:${settings.ports.api}/health/ready`;
  return startChild(
    {
      name: role,
      command,
      arguments: args,
      environment: environmentFor(environment),
      logFile: join(logFolder, `${role}.log`),
      onLine(line) {
        const text = lineToShow(line, showAll);
        if (text !== undefined) reporter.say(`${reporter.style.faint(`${role.padEnd(6)} │`)} ${text}`);
      },
      async untilReady(child, signal) {
        await untilItSaysReady(child, signal);
        if (role === 'api') await untilOk(healthAddress, signal);
      },
      readyWithinMs: 60_000,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 30_000,
    },
    surroundings,
  );
}

function throughlineItself(role: Role): [string, ...string[]] {
  return [process.execPath, ...process.execArgv, join(__dirname, '../../cli', 'main.js'), role];
}

async function untilItSaysReady(child: ChildProcess, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const [message] = (await once(child, 'message', { signal }).catch(() => [])) as [{ ready?: boolean }?];
    if (message?.ready === true) return;
  }
}

const warning = 40; // pino's numbers

/** Undefined: only for the log file. */
function lineToShow(line: string, showAll: boolean): string | undefined {
  if (!line.startsWith('{')) return line.trim() === '' ? undefined : line;
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if (!showAll && level !== undefined && level < warning) return undefined;
    const text = [msg, err?.message].filter((part) => part !== undefined && part !== '');
    return text.length > 0 ? [...new Set(text)].join(': ') : line;
  } catch {
    return line;
  }
}

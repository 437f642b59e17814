import { join } from 'node:path';
import { environmentFor } from '../../config/settings.ts';
import { type Child, type ChildSurroundings, startChild } from '../processes/children.ts';
import { untilOk } from '../until-ok.ts';

/**
 * The Temporal dev server with its web UI, its data in `<data folder>/temporal.db`. The settings were measured (2 cores):
 * with them it does four times the work of a dev server as it comes.
 *   GOGC=400, SQLite's log ahead of writes with synchronous=normal (durable when the process dies; a power cut may lose
 *   the last moments, which the sweeper repairs from PostgreSQL), one partition per task queue: there is one worker.
 *   A shard looks for what is due at most 20 times a second, for its timers and for its tasks, and a dev server has one
 *   shard: with ten short waits begun a second each ended 200 ms late, and a task waited up to 50 ms. So it may look more
 *   often (a late wait of 64 ms instead of 201, a bare workflow's first activity after 38 ms instead of 68).
 * Time skipping is for the test kit; without `timerProcessorMaxTimeShift` each skip would cost a second.
 */
export interface LocalTemporal {
  readonly address: string;
  readonly child: Child;
}

export interface LocalTemporalOptions {
  readonly binary: string;
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly host: string;
  readonly port: number;
  readonly uiPort: number;
  readonly namespace: string;
}

const dynamicConfiguration: Readonly<Record<string, string>> = {
  'matching.numTaskqueueReadPartitions': '1',
  'matching.numTaskqueueWritePartitions': '1',
  'frontend.WorkflowTimeSkippingEnabled': 'true',
  'system.workflowTimeSkippingEnabled': 'true',
  'history.timerProcessorMaxTimeShift': '"5ms"',
  'history.timerProcessorMaxPollRPS': '1000',
  'history.transferProcessorMaxPollRPS': '1000',
};

export async function startTemporal(
  options: LocalTemporalOptions,
  surroundings: ChildSurroundings,
): Promise<LocalTemporal> {
  const { binary, dataFolder, logFolder, host, port, uiPort, namespace } = options;
  const child = await startChild(
    {
      name: 'temporal',
      command: binary,
      arguments: [
        ...['server', 'start-dev', '--ip', host, '--port', String(port), '--ui-port', String(uiPort)],
        ...['--db-filename', join(dataFolder, 'temporal.db'), '--namespace', namespace],
        ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'],
        ...['--log-level', 'warn', '--ui-disable-news-fetch'],
        ...Object.entries(dynamicConfiguration).flatMap(([key, value]) => [
          '--dynamic-config-value',
          `${key}=${value}`,
        ]),
      ],
      // Its own TEMPORAL_* variables are for clients and would point it, and what it asks itself, elsewhere.
      environment: environmentFor({ GOGC: '400', TEMPORAL_ADDRESS: undefined, TEMPORAL_NAMESPACE: undefined }),
      logFile: join(logFolder, 'temporal.log'),
      // The UI has to ask the front end for the server's version, so an answer means that both are there.
      untilReady: (_child, signal) => untilOk(`http://${reachable(host)}:${uiPort}/api/v1/cluster-info`, signal),
      readyWithinMs: 60_000,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 10_000,
    },
    surroundings,
  );
  return { address: `${reachable(host)}:${port}`, child };
}

/** The address to call for something that listens on `host`: "everywhere" is no address. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { History } from '@temporalio/common/lib/proto-utils';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import { releaseTemporalRuntime } from '../support/temporal-runtime.ts';
import { historyFromJson, historyToJson } from './proto-json.ts';

/**
 * Golden histories: of each release, what Temporal remembers of its runs. A loop that would not have done the same
 * (other commands, another order) breaks the runs that are open when it is deployed, so each release replays them all.
 */
export interface GoldenHistory {
  /** Also the file's name. */
  readonly name: string;
  readonly workflowId: string;
  readonly json: HistoryJson;
}

interface HistoryJson {
  readonly events: readonly Record<string, unknown>[];
}

type Bundle = NonNullable<WorkerOptions['workflowBundle']>;

export const historiesFolder = __dirname;
const root = path.join(__dirname, '../..');
const workflows = path.join(root, 'workflows');

/** Versions that have histories. */
export function versions(): string[] {
  const folders = readdirSync(historiesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort();
}

export function readHistories(version: string): GoldenHistory[] {
  const folder = path.join(historiesFolder, version);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return files.map((file) => {
    const json = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as HistoryJson;
    return { name: path.basename(file, '.json'), workflowId: workflowIdOf(json), json };
  });
}

/** One event a line, so that a difference can be read. Gives a line for people. */
export function writeHistory(folder: string, { name, json }: GoldenHistory): string {
  const text = `{"events":[\n${json.events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, text);
  return `${path.relative(root, file)}: ${json.events.length} events, ${(text.length / 1_024).toFixed(1)} KB`;
}

function workflowIdOf({ events: [started] }: HistoryJson): string {
  const attributes = started?.workflowExecutionStartedEventAttributes as { workflowId?: string } | undefined;
  return attributes?.workflowId ?? 'unknown';
}

/** Members that name machines, processes and requests. The replayer asks for none of them. */
const noise = new Set([
  'identity',
  'requestId',
  'taskId',
  'workerVersion',
  'workerDeploymentName',
  'workerDeploymentVersion',
  'deploymentVersion',
  'externalWorkflowNamespace',
]);

/** The official JSON form, without what says on which machine and by which process it was recorded. */
export function cleanHistory(history: History): HistoryJson {
  return JSON.parse(JSON.stringify(historyToJson(history)), (name, value: unknown) => {
    if (noise.has(name)) return undefined;
    const queue = value as { kind?: unknown; name?: unknown } | null;
    return queue?.kind === 'TASK_QUEUE_KIND_STICKY' ? { ...queue, name: 'sticky' } : value;
  }) as HistoryJson;
}

/** What the build made, which is what ships. */
export function shippedBundle(): Bundle {
  return { codePath: path.join(root, 'dist/workflows/bundle.js') };
}

/** What ships if it is as new as the sources; otherwise they are bundled as the build does it. */
export async function presentBundle(): Promise<Bundle> {
  const built = path.join(root, 'dist/workflows/bundle.js');
  const sources = readdirSync(workflows).map((file) => statSync(path.join(workflows, file)).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources)) return { codePath: built };
  return bundle(path.join(workflows, 'index.ts'));
}

export async function bundle(workflowsPath: string): Promise<Bundle> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    failureConverterPath: path.join(workflows, 'failure-converter.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  return { code };
}

export interface Replayed {
  readonly name: string;
  readonly error: Error | undefined;
}

/** Offline: no server is asked. */
export async function replay(workflowBundle: Bundle, histories: readonly GoldenHistory[]): Promise<Replayed[]> {
  await quieten();
  const results: Replayed[] = [];
  const dataConverter = { failureConverterPath: path.join(workflows, 'failure-converter.ts') };
  const replays = Worker.runReplayHistories(
    { workflowBundle, dataConverter },
    histories.map(({ workflowId, json }) => ({ workflowId, history: historyFromJson(json) })),
  );
  for await (const { error } of replays) results.push({ name: histories[results.length]?.name ?? '', error });
  return results;
}

/** What goes wrong is in the results; a violation's warning would fill the screen beside it. */
async function quieten(): Promise<void> {
  await releaseTemporalRuntime();
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
  });
}

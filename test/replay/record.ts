import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { type GoldenJson, keepStates, readStored, writeGolden } from '../golden/golden.ts';
import { lowerHistoryLimit } from '../support/history-limit.ts';
import { templates } from '../support/journeys.ts';
import { ensureServers, stopServers } from '../support/servers.ts';
import { eventually, type Role, type System, startSystem } from '../support/system.ts';
import {
  cleanHistory,
  type GoldenHistory,
  historiesFolder,
  readHistories,
  replay,
  shippedBundle,
  writeHistory,
} from './golden.ts';
import { entryOf, mailServer, type Scenario, type Stage, scenarios, traitsOf } from './scenarios.ts';

/**
 * `npm run histories`: plays the scenarios on a real Temporal server with the worker as built, and writes each run's
 * history to test/histories/<version>/, and to test/golden/<version>/ the JSON that PostgreSQL was given: run states,
 * inputs, definitions. What is written was replayed first. A version that has histories keeps them:
 * runs of that release may be anywhere; `--force` is for one that has not been released.
 */
async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = path.join(historiesFolder, version);
  if (existsSync(folder) && readdirSync(folder).length > 0 && !process.argv.includes('--force')) {
    throw new Error(
      `Version ${version} has its histories already. Raise "version" in package.json; or, if ${version} was never released, add --force.`,
    );
  }
  const restore = await lowerHistoryLimit(60);
  try {
    await ensureServers('postgres', 'temporal');
    const { histories, stored } = await recordAll();
    await mustReplay(histories);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const history of histories) say(writeHistory(folder, history));
    await mustReplay(readHistories(version)); // as read back
    for (const line of writeGolden(version, stored)) say(line);
  } finally {
    await stopServers();
    restore();
  }
}

const root = path.join(__dirname, '../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function recordAll(): Promise<{ histories: GoldenHistory[]; stored: GoldenJson }> {
  const system = await startSystem({ onMail: mailServer() });
  try {
    await keepStates(system.db);
    await system.publish({ journeys: scenarios.map(({ definition }) => definition), templates });
    let worker = await system.startWorker();
    const replaceWorker = async (between: () => Promise<void> = async () => {}): Promise<Role> => {
      await worker.kill();
      await between();
      worker = await system.startWorker();
      return worker;
    };
    const together = scenarios.filter(({ alone }) => !alone);
    const recorded = await Promise.all(together.map((scenario) => record(system, scenario, replaceWorker)));
    for (const scenario of scenarios.filter(({ alone }) => alone)) {
      recorded.push(await record(system, scenario, replaceWorker));
    }
    return { histories: recorded.flat(), stored: await readStored(system.db) };
  } finally {
    await system.stop();
  }
}

async function record(
  system: System,
  scenario: Scenario,
  replaceWorker: Stage['replaceWorker'],
): Promise<GoldenHistory[]> {
  const { id, play, staysOpen } = scenario;
  const analytics = system.analytics();
  analytics.identify({ userId: id, traits: traitsOf(scenario) });
  analytics.track({ userId: id, event: entryOf(id) });
  const look = async () =>
    (
      await system.db.look<{ id: string; label: string; ended: boolean }>(
        'select id, label, ended_at is not null as ended from journey_runs where journey_id = ?',
        [id],
      )
    )[0];
  const run = await eventually(look, (found) => found !== undefined && found.label !== '');
  const workflowId = `${id}/${run?.id}`;
  const handle = system.temporal.workflow.getHandle(workflowId);
  // The turn is committed in PostgreSQL a moment before Temporal hears of it.
  const beginning = () => handle.fetchHistory().catch(() => undefined); // a start may still be under way
  await eventually(
    beginning,
    (history) => history?.events?.some((event) => event.workflowTaskCompletedEventAttributes) ?? false,
  );
  await play?.({
    system,
    handle,
    journeyRunId: run?.id as string,
    happens: (event) => void analytics.track({ userId: id, event }),
    identifies: (traits) => void analytics.identify({ userId: id, traits }),
    stands: (where) => eventually(look, (found) => where.test(found?.label ?? ''), 90_000),
    replaceWorker,
  });
  if (!staysOpen)
    await eventually(
      () => handle.describe(),
      ({ status }) => status.name === 'COMPLETED',
      90_000,
    );
  const histories = await eventually(
    () => linksOf(system, handle, scenario),
    (links) => lackingIn(links, scenario).length === 0 || !staysOpen,
  );
  const lacking = lackingIn(histories, scenario);
  if (lacking.length > 0)
    throw new Error(`"${id}" did not go as it should: its history has no ${lacking.join(', no ')}`);
  say(`played ${id}: ${histories.map(({ json }) => json.events.length).join(' + ')} events`);
  return histories;
}

function lackingIn(histories: readonly GoldenHistory[], { holds }: Scenario): string[] {
  const events = histories.flatMap(({ json }) => json.events as readonly Record<string, Record<string, unknown>>[]);
  return holds.filter((holding) => {
    const [attributes = '', member] = holding.split('.');
    return !events.some((event) => event[attributes] && (!member || event[attributes][member]));
  });
}

/** The history of each link of the run's chain, oldest first. */
async function linksOf(system: System, { workflowId }: WorkflowHandle, { id }: Scenario): Promise<GoldenHistory[]> {
  const links: GoldenHistory[] = [];
  let { runId } = await system.temporal.workflow.getHandle(workflowId).describe();
  for (;;) {
    const history = await system.temporal.workflow.getHandle(workflowId, runId).fetchHistory();
    links.unshift({ name: id, workflowId, json: cleanHistory(history) });
    const before = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (!before) break;
    runId = before;
  }
  return links.length === 1 ? links : links.map((link, index) => ({ ...link, name: `${id}-${index + 1}` }));
}

async function mustReplay(histories: readonly GoldenHistory[]): Promise<void> {
  for (const { name, error } of await replay(shippedBundle(), histories)) {
    if (error) throw new Error(`"${name}" can not be replayed by the loop that wrote it: ${error.message}`);
  }
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);

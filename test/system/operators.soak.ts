import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { runViewSchema } from '../../api/operations/runs/schemas.ts';
import { freePort } from '../../worker/free-port.ts';
import { runCommand } from '../support/command.ts';
import { eventuallyPasses } from '../support/eventually.ts';
import { templates, welcome } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';

jest.setTimeout(180_000);

/**
 * What operators have: the commands, the metrics of the real processes, and the board and alerts that stand on them. In
 * `npm test` the same operations, words and metrics are tested by themselves (test/api/operations, test/cli/format,
 * test/store/runs/bulk-acts, test/services/measurement).
 */
let system: System;
const ports = { api: 0, worker: 0 };
beforeAll(async () => {
  ports.api = await freePort();
  ports.worker = await freePort();
  system = await startSystem({ apiProcess: { THROUGHLINE_METRICS_PORT: String(ports.api) } });
  await system.startWorker({ THROUGHLINE_METRICS_PORT: String(ports.worker) });
  await system.publish({ journeys: [welcome({ settle: '1 second', timeout: '2 hours' })], templates });
  const analytics = system.analytics();
  analytics.identify({ userId: 'ann', traits: { email: 'ann@example.com', name: 'Ann' } });
  analytics.track({ userId: 'ann', event: 'Signed Up' });
  await eventually(
    () => system.mails('ann@example.com'),
    (mails) => mails.length === 1,
  );
  // The mail is there before its outcome is: only then does the run wait for the project.
  await eventually(
    () => system.db.look(`select 1 from run_visits where step_id = 'project'`),
    (visits) => visits.length === 1,
  );
});
afterAll(() => system.stop());

const read = (file: string) => readFileSync(path.join(__dirname, '../../deploy', file), 'utf8');
const scrape = async (port: number) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
const command = (...args: string[]) => runCommand(system, args);
/** A run as the API answers it, held to its description. */
const answered = async (id: string) =>
  runViewSchema.parse(JSON.parse((await command('run', 'show', id, '--json')).output));

describe('the commands', () => {
  it('status says that all is well, and who works', async () => {
    const { code, output } = await command('status');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^All is well\./) });
    expect(output).toMatch(/^Workers +1 for runs, 1 for email, .*1 for webhook/m);
    expect(output).toMatch(/^Processes +2$/m);
    expect(output).toMatch(/^ +api on \S+ +version [\d.]+, since 20\d\d-.* UTC, last seen [\d:]{8}$/m);
    expect(output).toMatch(/^ +worker on \S+ +version [\d.]+, since /m);
    expect(output).toMatch(/^ +welcome v1 +1$/m);
    expect(output).toMatch(/^ +email +1 accepted$/m);
  });

  it('status says which run is stuck and ends with 1; mended and tried again as it says, all is well', async () => {
    const live = (version: number) =>
      system.db.look(`update templates set live_version = ? where id = 'hello' returning 1`, [version]);
    await live(99);
    const analytics = system.analytics();
    analytics.identify({ userId: 'bob', traits: { email: 'bob@example.com', name: 'Bob' } });
    analytics.track({ userId: 'bob', event: 'Signed Up' });
    const { output } = await eventually(
      () => command('status'),
      ({ code }) => code === 1,
    );
    const [, id = ''] = /1 run is stuck \(template-gone\)\n.*throughline run retry (\S+)\.$/m.exec(output) ?? [];
    expect((await command('run', 'show', id)).output).toMatch(
      /^Error +template-gone: template "hello" has no version 99/m,
    );
    expect(await answered(id)).toMatchObject({ status: 'stuck', stuckErrorCode: 'template-gone' });
    const json = JSON.parse((await command('status', '--json')).output);
    expect(json).toMatchObject({ well: false, backlog: { stuck: 1 }, stuckRuns: [{ id }], workers: { runs: 1 } });
    await live(1);
    expect(await command('run', 'retry', id)).toMatchObject({ code: 0 });
    await eventually(
      () => system.mails('bob@example.com'),
      (mails) => mails.length === 1,
    );
    await eventually(
      () => command('status'),
      ({ code }) => code === 0,
    );
  });

  it('status reports a Temporal that does not answer, and that this alone is no fault', async () => {
    const port = await freePort();
    const { code, output } = await runCommand(system, ['status'], { TEMPORAL_ADDRESS: `127.0.0.1:${port}` });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("workers can't be counted") });
  });

  it('runs finds the customer, run show tells the story', async () => {
    const list = await command('runs', '--user', 'ann');
    expect(list).toMatchObject({ code: 0, output: expect.stringMatching(/welcome v1 +ann +open/) });
    const id = list.output.split('\n')[1]?.split(' ')[0] ?? '';
    const { output } = await command('run', 'show', id);
    const lines = output.trim().split('\n').slice(5);
    expect(lines.map((line) => line.replace(/^.*? UTC {2}( *\d+ .*? later)? */, ''))).toEqual(
      [
        /^Signed Up: the run began$/,
        /^arrived at settle: waiting$/,
        /^left settle after \d+ seconds?: the time was up$/,
        /^arrived at hello: sending hello by email$/,
        /^message hello v1 by email: accepted by provider: 250 /,
        /^left hello/,
        /^arrived at project: waiting for Project Created$/,
      ].map((line) => expect.stringMatching(line)),
    );
    expect(output).toMatch(/^Customer +ann \(/m);
    expect(output).toMatch(/^Next +project: waiting for Project Created, until .* UTC \(in 1 hour 5\d minutes\)/m);
    expect(await answered(id)).toMatchObject({
      userId: 'ann',
      inputs: [{ kind: 'entry' }, { kind: 'job-settled', result: 'accepted' }],
      messages: [{ state: 'accepted', attempts: [{ outcome: 'accepted', providerId: expect.any(String) }] }],
    });
    expect(await command('runs', '--user', 'nobody')).toEqual({ code: 0, output: 'No runs found.\n' });
  });

  it('runs exit ends many runs: the worker works off the lane of bulk acts, too', async () => {
    const id = (await command('runs', '--user', 'ann')).output.split('\n')[1]?.split(' ')[0] ?? '';
    expect(await command('runs', 'exit', '--user', 'ann', '--reason', 'over')).toEqual({
      ...{ code: 0, output: 'Exit queued for 1 of 1 runs.\n' },
    });
    await eventuallyPasses(async () =>
      expect(await answered(id)).toMatchObject({ status: 'ended', endReason: 'over' }),
    );
  });
});

describe('metrics', () => {
  it("the worker's listener says when it can work, and counts what it did", async () => {
    expect((await fetch(`http://127.0.0.1:${ports.worker}/health/ready`)).status).toBe(200);
    const text = await scrape(ports.worker);
    expect(text).toMatch(/^throughline_sends_total\{channel="email",outcome="accepted"\} 2$/m);
    expect(text).toMatch(/^throughline_sends_total\{channel="email",outcome="unknown"\} 0$/m);
    expect(text).toMatch(/^throughline_outbox_starts_total 2$/m);
    expect(text).toMatch(/^throughline_turn_duration_seconds_count\{outcome="waiting"\} [1-9]/m);
    expect(text).toMatch(/^temporal_worker_task_slots_available\{.*task_queue="throughline-live".*\} \d+$/m);
    expect(text).not.toMatch(/\bann\b|Signed Up/i);
  });

  it('every metric and label of the board and the alerts is one that the processes expose', async () => {
    const exposed = readExposition(`${await scrape(ports.api)}\n${await scrape(ports.worker)}`);
    const board = JSON.parse(read('grafana/throughline.json')) as Board;
    const { groups } = parse(read('prometheus/alerts.yaml')) as Alerts;
    const expressions = [
      ...board.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ];
    expect(expressions.length).toBeGreaterThan(40);
    for (const expression of expressions) {
      const names = [...expression.matchAll(/\b(?:throughline|temporal|nodejs|process)_[a-z0-9_]+/g)].map(String);
      expect({ expression, names: names.length }).not.toEqual({ expression, names: 0 });
      const known = names.filter((name) => !onlyAfterFailures.has(name));
      expect({ expression, missing: known.filter((name) => !exposed.has(name)) }).toEqual({ expression, missing: [] });
      if (known.length < names.length) continue;
      const labels = new Set(['le', 'job', 'instance', ...names.flatMap((name) => [...(exposed.get(name) ?? [])])]);
      const used = [...expression.matchAll(/by \(([^)]*)\)|\{([^}]*)\}/g)]
        .flatMap(([, by, matchers]) => by?.split(', ') ?? matchers?.split(',').map((one) => one.split(/[=!]/)[0]) ?? [])
        .filter((label) => !labels.has(label ?? ''));
      expect({ expression, used }).toEqual({ expression, used: [] });
    }
  });

  it('alerts say what to do; panels lie on the grid, one beside the other', () => {
    const { groups } = parse(read('prometheus/alerts.yaml')) as Alerts;
    for (const { alert, annotations, labels } of groups.flatMap(({ rules }) => rules)) {
      expect({ alert, annotations, labels }).toEqual({
        alert: expect.stringMatching(/^Throughline[A-Z]/),
        annotations: { summary: expect.any(String), remedy: expect.any(String) },
        labels: { severity: expect.stringMatching(/^(page|ticket)$/) },
      });
    }
    const board = JSON.parse(read('grafana/throughline.json')) as Board;
    const variable = board.templating.list[0]?.name;
    const taken = new Set<string>();
    for (const { title, type, gridPos, datasource } of board.panels) {
      if (type !== 'row')
        expect({ title, datasource }).toEqual({ title, datasource: { type: 'prometheus', uid: `\${${variable}}` } });
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect({ title, free: x < 24 && !taken.has(`${x} ${y}`) }).toEqual({ title, free: true });
          taken.add(`${x} ${y}`);
        }
      }
    }
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
  });
});

/** Shown with labels from their first occurrence on, and here there is none. */
const onlyAfterFailures = new Set([
  'temporal_workflow_task_execution_failed_total',
  'temporal_request_failure_total',
  'temporal_sticky_cache_miss_total',
  'throughline_channel_refused',
  'throughline_messages_unserved',
]);

interface Board {
  readonly templating: { readonly list: readonly { readonly name: string }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly type: string;
    readonly datasource?: object;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

interface Alerts {
  readonly groups: readonly {
    readonly rules: readonly { alert: string; expr: string; annotations: object; labels: object }[];
  }[];
}

/** Name ▸ its labels. A family without a sample yet counts with its names. */
function readExposition(text: string): Map<string, Set<string>> {
  const exposed = new Map<string, Set<string>>();
  for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    for (const suffix of type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''])
      exposed.set(name + suffix, new Set());
  }
  for (const [, name = '', labels] of text.matchAll(/^([a-z_]+)\{(.*)\} \S+$/gm)) {
    for (const [, label = ''] of (labels ?? '').matchAll(/([a-z_]+)="/g)) exposed.get(name)?.add(label);
  }
  return exposed;
}

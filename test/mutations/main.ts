import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { Command } from 'commander';
import { beginServers, stopServers } from '../support/servers.ts';
import type { Mutation } from './mutation.ts';
import { parts } from './mutations.ts';

/**
 * `npm run test:mutations [words…]`: in a copy of the project, first checks that every test of the list passes. Then removes
 * one safeguard after the other and checks that its test fails. A file that can't run, or an edit that doesn't build, does
 * not count as a failure. System tests run the build, so the copy is built without the safeguard. All share one set of servers.
 */
const root = path.join(__dirname, '../..');
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const run = promisify(execFile);

function copyProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'throughline-mutations-'));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  const modules = [
    'activities',
    'api',
    'cli',
    'config',
    'core',
    'devstack',
    'services',
    'simulation',
    'store',
    'worker',
    'workflows',
  ];
  const names = [...modules, 'test', 'examples', 'scripts', 'dist', 'package.json', 'jest.config.js'];
  for (const name of [...names, 'tsconfig.json', 'tsconfig.build.json']) {
    if (existsSync(path.join(root, name)))
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Returns how to restore it. */
function removeSafeguard(copy: string, { edits, against }: Mutation): () => void {
  const before = new Map<string, string>();
  for (const { file, with: present, without } of edits) {
    const full = path.join(copy, file);
    const source = readFileSync(full, 'utf8');
    if (!before.has(full)) before.set(full, source);
    if (source.split(present).length !== 2)
      throw new Error(`the safeguard against "${against}" does not occur once in ${file}: fix test/mutations`);
    writeFileSync(
      full,
      source.replace(present, () => without),
    );
  }
  return () => {
    for (const [full, source] of before) writeFileSync(full, source);
  };
}

const isSystemTest = ({ test }: Mutation) => test.file.startsWith('test/system/');
const needsTemporal = (mutation: Mutation) => isSystemTest(mutation) || mutation.test.file.startsWith('test/worker/');

/** Returns the compiler's output; empty when the build succeeds. */
async function build(copy: string): Promise<string> {
  return run('npm', ['run', '--silent', 'build'], { cwd: copy }).then(
    () => '',
    ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`,
  );
}

/** One test as jest reports it. */
interface TestReport {
  readonly file: string;
  readonly title: string;
  readonly status: 'passed' | 'failed';
  readonly message: string;
}

/**
 * Runs the tests of these mutations and no others; throws where a file can't run. A test that failed may have left a worker
 * running in its process, so jest is not to wait for that.
 */
async function runTests(copy: string, chosen: readonly Mutation[]): Promise<TestReport[]> {
  const files = [...new Set(chosen.map(({ test }) => test.file))];
  const titles = [...new Set(chosen.map(({ test }) => test.title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))];
  const report = path.join(copy, 'report.json');
  rmSync(report, { force: true });
  const jest = ['node_modules/jest/bin/jest.js', ...files, '-t', `(${titles.join('|')})`];
  const { output } = await run(process.execPath, [...jest, '--forceExit', '--json', '--outputFile', report], {
    cwd: copy,
    env: { ...process.env, ...(files.some((file) => file.endsWith('.soak.ts')) && { THROUGHLINE_TEST_TIER: 'soak' }) },
    maxBuffer: 1e9,
  }).then(
    ({ stdout, stderr }) => ({ output: `${stdout}${stderr}` }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ output: `${stdout}${stderr}` }),
  );
  if (!existsSync(report)) throw new Error(`jest gave no report:\n${output.slice(-2_000)}`);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: {
      name: string;
      message: string;
      assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
    }[];
  };
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative(copy, name);
    if (assertionResults.length === 0) throw new Error(`${file} can not be run: ${message.slice(0, 2_000)}`);
    return assertionResults.flatMap(({ fullName: title, status, failureMessages }) =>
      status === 'passed' || status === 'failed'
        ? [{ file, title, status, message: failureMessages.join('\n') } as const]
        : [],
    );
  });
}

const reportsOf = (reports: readonly TestReport[], { test }: Mutation) =>
  reports.filter(({ file, title }) => file === test.file && title.includes(test.title));

/** The text of the first failure, without colours and stack. */
function firstLine({ message }: TestReport): string {
  const [words = ''] = stripVTControlCharacters(message).split(/\n\s+at /);
  return words.replace(/\s+/g, ' ').slice(0, 240);
}

/** Whether the test failed without the safeguard, and how. */
async function runWithout(copy: string, mutation: Mutation): Promise<{ seen: boolean; line: string }> {
  const putBack = removeSafeguard(copy, mutation);
  try {
    const problems = isSystemTest(mutation) ? await build(copy) : '';
    if (problems) return { seen: false, line: `does not build without the safeguard: ${problems.slice(0, 1_000)}` };
    const failed = reportsOf(await runTests(copy, [mutation]), mutation).filter(({ status }) => status === 'failed');
    const [first] = failed;
    return first ? { seen: true, line: firstLine(first) } : { seen: false, line: 'passes without the safeguard' };
  } catch (error) {
    return { seen: false, line: String(error) };
  } finally {
    putBack();
  }
}

const describe = ({ against, test }: Mutation) => `  ${against}\n    ${test.file} "${test.title}"\n`;

async function seeAll(words: readonly string[], { list }: { list?: true }): Promise<void> {
  const isChosen = (title: string, { against, test, edits }: Mutation) => {
    const text = [title, against, test.file, ...edits.map(({ file }) => file)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word.toLowerCase()));
  };
  const chosen = parts
    .map(({ title, mutations }) => ({ title, mutations: mutations.filter((each) => isChosen(title, each)) }))
    .filter(({ mutations }) => mutations.length > 0);
  const all = chosen.flatMap(({ mutations }) => mutations);
  if (all.length === 0) throw new Error(`no mutation is about "${words.join(' ')}": see test/mutations`);
  if (list) {
    for (const { title, mutations } of chosen) print(`${title}\n${mutations.map(describe).join('')}`);
    return print(`${all.length} mutations`);
  }
  const startedAt = Date.now();
  const copy = copyProject();
  const needed = all.some(isSystemTest);
  await Promise.all(beginServers(['postgres', ...(all.some(needsTemporal) ? (['temporal'] as const) : [])]));
  try {
    print(`${all.length} mutations. With all safeguards in place:`);
    const problems = needed ? await build(copy) : '';
    if (problems) throw new Error(`the project does not build:\n${problems}`);
    const reports = await runTests(copy, all);
    const unsound = all.filter((mutation) => {
      const own = reportsOf(reports, mutation);
      return own.length === 0 || own.some(({ status }) => status === 'failed');
    });
    for (const { test } of unsound) print(`  FAILS, or is not there: ${test.file} "${test.title}"`);
    print(`  ${reports.filter(({ status }) => status === 'passed').length} tests pass\n`);

    let seenCount = 0;
    for (const { title, mutations } of chosen) {
      print(`${title}, each removed:`);
      for (const mutation of mutations) {
        const { seen, line } = await runWithout(copy, mutation);
        if (seen) seenCount += 1;
        print(`  ${seen ? 'seen' : 'NOT SEEN'}${describe(mutation)}    ${line}`);
      }
      print('');
    }
    const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
    print(`${seenCount} of ${all.length} safeguards have a test that fails without them (${minutes} minutes)`);
    process.exitCode = seenCount === all.length && unsound.length === 0 ? 0 : 1;
  } finally {
    await stopServers();
  }
}

process.once('SIGINT', () => process.exit(130));
new Command('test:mutations')
  .description('Removes each safeguard, in a copy of the project, and checks that its test fails.')
  .argument('[words...]', 'only mutations whose part, moment or files contain all of these')
  .option('--list', 'only list the moments, and the test of each')
  .action(seeAll)
  .parseAsync()
  .catch((error: unknown) => {
    print(String(error));
    process.exitCode = 1;
  });

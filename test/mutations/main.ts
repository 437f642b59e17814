import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { Command } from 'commander';
import { beginServers, stopServers } from '../support/servers.ts';
import type { Cure } from './mutation.ts';
import { parts } from './mutations.ts';

/**
 * `npm run test:mutations [words…]`: in a copy of the project, first sees every test of the list pass; then takes each cure
 * out and sees its test fail. A file that can't be run, or an edit that doesn't build, is not a test that failed. Tests of
 * the whole system run the build, so the copy is built with the cure out. One set of servers serves all of them.
 */
const root = path.join(__dirname, '../..');
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const run = promisify(execFile);

function copyProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'throughline-cures-'));
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

/** Gives how to put it back. */
function takeOut(copy: string, { edits, against }: Cure): () => void {
  const before = new Map<string, string>();
  for (const { file, with: present, without } of edits) {
    const full = path.join(copy, file);
    const source = readFileSync(full, 'utf8');
    if (!before.has(full)) before.set(full, source);
    if (source.split(present).length !== 2)
      throw new Error(`the cure against "${against}" does not stand once in ${file}: mend test/mutations`);
    writeFileSync(
      full,
      source.replace(present, () => without),
    );
  }
  return () => {
    for (const [full, source] of before) writeFileSync(full, source);
  };
}

const isWhole = ({ test }: Cure) => test.file.startsWith('test/system/');
const needsTemporal = (cure: Cure) => isWhole(cure) || cure.test.file.startsWith('test/worker/');

/** Gives what the compiler says; nothing when all is well. */
async function build(copy: string): Promise<string> {
  return run('npm', ['run', '--silent', 'build'], { cwd: copy }).then(
    () => '',
    ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`,
  );
}

/** One test as jest tells of it. */
interface Told {
  readonly file: string;
  readonly title: string;
  readonly status: 'passed' | 'failed';
  readonly message: string;
}

/**
 * Runs the tests of these cures and no others; throws where a file can't be run. A test that failed may have left a worker
 * running in its process, so jest is not to wait for that.
 */
async function runTests(copy: string, chosen: readonly Cure[]): Promise<Told[]> {
  const files = [...new Set(chosen.map(({ test }) => test.file))];
  const titles = [...new Set(chosen.map(({ test }) => test.title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))];
  const report = path.join(copy, 'report.json');
  rmSync(report, { force: true });
  const jest = ['node_modules/jest/bin/jest.js', ...files, '-t', `(${titles.join('|')})`];
  const { output } = await run(process.execPath, [...jest, '--forceExit', '--json', '--outputFile', report], {
    cwd: copy,
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

const ofCure = (told: readonly Told[], { test }: Cure) =>
  told.filter(({ file, title }) => file === test.file && title.includes(test.title));

/** The words of the first failure, without colours and stack. */
function firstWords({ message }: Told): string {
  const [words = ''] = stripVTControlCharacters(message).split(/\n\s+at /);
  return words.replace(/\s+/g, ' ').slice(0, 240);
}

/** Whether the test failed because of it, with a line that says so. */
async function seeWithout(copy: string, cure: Cure): Promise<{ seen: boolean; line: string }> {
  const putBack = takeOut(copy, cure);
  try {
    const problems = isWhole(cure) ? await build(copy) : '';
    if (problems) return { seen: false, line: `does not build without the cure: ${problems.slice(0, 1_000)}` };
    const failed = ofCure(await runTests(copy, [cure]), cure).filter(({ status }) => status === 'failed');
    const [first] = failed;
    return first ? { seen: true, line: firstWords(first) } : { seen: false, line: 'passes without the cure' };
  } catch (error) {
    return { seen: false, line: String(error) };
  } finally {
    putBack();
  }
}

const inWords = ({ against, test }: Cure) => `  ${against}\n    ${test.file} "${test.title}"\n`;

async function seeAll(words: readonly string[], { list }: { list?: true }): Promise<void> {
  const isChosen = (title: string, { against, test, edits }: Cure) => {
    const text = [title, against, test.file, ...edits.map(({ file }) => file)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word.toLowerCase()));
  };
  const chosen = parts
    .map(({ title, cures }) => ({ title, cures: cures.filter((cure) => isChosen(title, cure)) }))
    .filter(({ cures }) => cures.length > 0);
  const all = chosen.flatMap(({ cures }) => cures);
  if (all.length === 0) throw new Error(`no cure is about "${words.join(' ')}": see test/mutations`);
  if (list) {
    for (const { title, cures } of chosen) print(`${title}\n${cures.map(inWords).join('')}`);
    return print(`${all.length} cures`);
  }
  const startedAt = Date.now();
  const copy = copyProject();
  const needed = all.some(isWhole);
  await Promise.all(beginServers(['postgres', ...(all.some(needsTemporal) ? (['temporal'] as const) : [])]));
  try {
    print(`${all.length} cures. With all of them in place:`);
    const problems = needed ? await build(copy) : '';
    if (problems) throw new Error(`the project does not build:\n${problems}`);
    const told = await runTests(copy, all);
    const unsound = all.filter((cure) => {
      const own = ofCure(told, cure);
      return own.length === 0 || own.some(({ status }) => status === 'failed');
    });
    for (const { test } of unsound) print(`  FAILS, or is not there: ${test.file} "${test.title}"`);
    print(`  ${told.filter(({ status }) => status === 'passed').length} tests pass\n`);

    let seenCount = 0;
    for (const { title, cures } of chosen) {
      print(`${title}, each taken out:`);
      for (const cure of cures) {
        const { seen, line } = await seeWithout(copy, cure);
        if (seen) seenCount += 1;
        print(`  ${seen ? 'seen' : 'NOT SEEN'}${inWords(cure)}    ${line}`);
      }
      print('');
    }
    const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
    print(`${seenCount} of ${all.length} cures are held by a test that fails without them (${minutes} minutes)`);
    process.exitCode = seenCount === all.length && unsound.length === 0 ? 0 : 1;
  } finally {
    await stopServers();
  }
}

process.once('SIGINT', () => process.exit(130));
new Command('test:mutations')
  .description('Takes each safeguard out, in a copy of the project, and sees the test that holds it fail.')
  .argument('[words...]', 'only cures whose part, moment or files contain all of these')
  .option('--list', 'only say what there is: the moments, and the test of each')
  .action(seeAll)
  .parseAsync()
  .catch((error: unknown) => {
    print(String(error));
    process.exitCode = 1;
  });

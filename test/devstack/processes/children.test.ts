import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createChildRecords, stopLeftovers } from '../../../devstack/processes/child-records.ts';
import { type Child, type ChildOptions, startChild } from '../../../devstack/processes/children.ts';
import { identifyProcess } from '../../../devstack/processes/process-identity.ts';
import { sourceFolder, sourceScript, until, useFolder } from '../support.ts';

const lines: string[] = [];
const children: Child[] = [];
beforeEach(() => void lines.splice(0));
afterEach(() => Promise.all(children.splice(0).map((child) => child.stop())));
const folder = useFolder(); // after the line above, so that the folder outlives the children

const sayReady = `process.send({ ready: true }); setInterval(() => {}, 1000);`;
const ignoresTerm = `process.on('SIGTERM', () => console.log('no'));`;

async function start(script: string, overrides: Partial<ChildOptions> = {}): Promise<Child> {
  const child = await startChild(
    {
      name: 'role',
      command: process.execPath,
      arguments: ['--eval', script],
      environment: process.env,
      logFile: join(folder(), 'role.log'),
      onLine: (line) => lines.push(line),
      untilReady: (running) => new Promise((resolve) => running.once('message', () => resolve())),
      readyWithinMs: 8_000,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 5_000,
      ...overrides,
    },
    { records: createChildRecords(folder()), say: (line) => lines.push(line) },
  );
  children.push(child);
  return child;
}

function recorded(): { pid: number; name: string }[] {
  return JSON.parse(readFileSync(join(folder(), 'children.json'), 'utf8')) as { pid: number; name: string }[];
}

test('a child that is killed comes back within about a second, and both are said', async () => {
  const child = await start(sayReady);
  const before = child.pid() ?? 0;
  expect(recorded()).toMatchObject([{ pid: before, name: 'role' }]);

  const killedAt = Date.now();
  process.kill(before, 'SIGKILL');
  await until('it is back', () => lines.some((line) => line.includes('is back as process')));
  expect(Date.now() - killedAt).toBeLessThan(2_000);
  expect(child.pid()).not.toBe(before);
  expect(lines.join('\n')).toMatch(
    new RegExp(`process ${before}\\) was killed by SIGKILL; starting it again in 0.3 s`),
  );
  expect(recorded()).toMatchObject([{ pid: child.pid() }]);
});

test('a child that is stopped stays away, and its last lines are heard', async () => {
  const child = await start(`process.on('SIGTERM', () => { console.log('drained'); process.exit(0); }); ${sayReady}`);
  await child.stop();
  expect(lines).toContain('drained');
  expect(recorded()).toEqual([]);
  expect(identifyProcess(child.pid() ?? 0)).toBeUndefined();
});

test('a child that does not end when asked is killed after the timeout', async () => {
  const child = await start(`${ignoresTerm} ${sayReady}`, { stopTimeoutMs: 300 });
  await child.stop();
  expect(lines.join('\n')).toMatch(/has not ended after 0.3 s; killing it/);
  expect(identifyProcess(child.pid() ?? 0)).toBeUndefined();
});

test('a child that ends before it is ready fails the start with its last words', async () => {
  await expect(start(`console.error('no database'); process.exit(3);`)).rejects.toThrow(
    /role ended with code 3 before it was ready.\n.*no database/,
  );
});

test('so does one whose output goes to a file only', async () => {
  writeFileSync(join(folder(), 'role.log'), 'from an earlier start\n');
  const starting = start(`console.error('could not bind'); process.exit(1);`, {
    onLine: undefined,
    untilReady: () => new Promise(() => undefined),
  });
  await expect(starting).rejects.toThrow(/^role ended with code 1 before it was ready.\n {4}could not bind$/);
});

test('a child that is not ready in time is stopped and reported', async () => {
  await expect(start(`setInterval(() => {}, 1000)`, { readyWithinMs: 200 })).rejects.toThrow(
    /not ready after 0.2 s.*role.log/,
  );
  expect(recorded()).toEqual([]);
});

test('a program that is not there fails the start with a sentence', async () => {
  await expect(start('', { command: '/nowhere/program' })).rejects.toThrow(/could not be started .*ENOENT/);
});

test('children that a killed parent left running are found and stopped by the next start', async () => {
  // The parent is a real one: it starts a child as the stack does, and is killed with SIGKILL.
  const script = `
    const { createChildRecords } = require(${JSON.stringify(join(sourceFolder, 'processes/child-records.ts'))});
    const { startChild } = require(${JSON.stringify(join(sourceFolder, 'processes/children.ts'))});
    const records = createChildRecords(${JSON.stringify(folder())});
    const options = {
      name: 'temporal', command: process.execPath, arguments: ['--eval', 'setInterval(() => {}, 1000)'],
      environment: process.env, logFile: ${JSON.stringify(join(folder(), 'temporal.log'))}, untilReady: async () => {},
      readyWithinMs: 5000, stopSignal: 'SIGTERM', stopTimeoutMs: 1000,
    };
    startChild(options, { records, say: console.log }).then((child) => console.log('child ' + child.pid()));`;
  const parent = spawn(process.execPath, sourceScript(script), { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  parent.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await until('the child runs', () => /child \d+/.test(output));
  const orphan = Number(/child (\d+)/.exec(output)?.[1]);
  parent.kill('SIGKILL');
  await until('the parent is gone', () => parent.signalCode === 'SIGKILL');
  expect(identifyProcess(orphan)).toBeDefined(); // it did not notice

  const stopped = await stopLeftovers(folder(), (line) => lines.push(line));
  expect(stopped).toMatchObject([{ pid: orphan, name: 'temporal' }]);
  expect(lines.join('\n')).toContain(`stopping temporal (process ${orphan}), left behind`);
  expect(identifyProcess(orphan)).toBeUndefined();
  expect(await stopLeftovers(folder(), () => undefined)).toEqual([]);
});

test('a remembered pid that belongs to somebody else by now is left alone', async () => {
  const bystander = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const record = { pid: bystander.pid, begun: 'another boot/1', name: 'postgres', stopSignal: 'SIGINT' };
  writeFileSync(join(folder(), 'children.json'), JSON.stringify([record]));
  expect(await stopLeftovers(folder(), () => undefined)).toEqual([]);
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  bystander.kill('SIGKILL');
});

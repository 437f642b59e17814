import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../../devstack/processes/lock.ts';
import { sourceFolder, sourceScript, until, useFolder } from '../support.ts';

const folder = useFolder();
const lockPath = (): string => join(folder(), 'lock.json');
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A process that takes the lock, says so and stays. */
async function holdElsewhere(): Promise<ChildProcess> {
  const script = `
    const { takeLock } = require(${JSON.stringify(join(sourceFolder, 'processes/lock.ts'))});
    takeLock(${JSON.stringify(folder())}).describe({ api: 'http://127.0.0.1:4400' });
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, sourceScript(script), { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await until('the lock is held elsewhere', () => output.includes('held'));
  return child;
}

test('a second start is refused with the pid and the addresses of the first', async () => {
  const holder = await holdElsewhere();
  expect(() => takeLock(folder())).toThrow(
    new RegExp(`runs on this data folder as process ${holder.pid}: api http://127.0.0.1:4400`),
  );
  expect(JSON.parse(readFileSync(lockPath(), 'utf8'))).toMatchObject({ pid: holder.pid });
});

test('the lock of a process that was killed is recovered', async () => {
  const holder = await holdElsewhere();
  holder.kill('SIGKILL');
  await until('the holder is gone', () => holder.signalCode === 'SIGKILL');
  const lock = takeLock(folder());
  expect(JSON.parse(readFileSync(lockPath(), 'utf8'))).toMatchObject({ pid: process.pid });
  lock.release();
  expect(readdirSync(folder())).toEqual([]);
});

test('a lock whose pid belongs to another process by now is recovered', () => {
  // Alive for certain, but begun at another moment.
  writeFileSync(lockPath(), JSON.stringify({ pid: process.ppid, begun: 'another boot/1', addresses: {} }));
  takeLock(folder()).release();
  expect(existsSync(lockPath())).toBe(false);
});

test('a lock that cannot be read is recovered', () => {
  writeFileSync(lockPath(), '{"pid": 12');
  takeLock(folder()).release();
  expect(existsSync(lockPath())).toBe(false);
});

test('releasing leaves the lock of somebody else alone', () => {
  const lock = takeLock(folder());
  writeFileSync(lockPath(), JSON.stringify({ pid: 1, begun: 'somebody else', addresses: {} }));
  lock.release();
  expect(existsSync(lockPath())).toBe(true);
});

test('of many starts at once on a stale lock exactly one gets it', async () => {
  writeFileSync(lockPath(), JSON.stringify({ pid: process.pid, begun: 'another boot/1', addresses: {} }));
  const script = `
    const { takeLock } = require(${JSON.stringify(join(sourceFolder, 'processes/lock.ts'))});
    try { takeLock(${JSON.stringify(folder())}); console.log('held'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.name); process.exit(1); }`;
  const outputs = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const child = spawn(process.execPath, sourceScript(script), { stdio: ['ignore', 'pipe', 'inherit'] });
      started.push(child);
      return new Promise<string>((resolve) =>
        child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
      );
    }),
  );
  expect(outputs.sort()).toEqual([...Array.from({ length: 5 }, () => 'ProblemError'), 'held'].sort());
});

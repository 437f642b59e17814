import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Cure, cures } from './cures.ts';

/** `npm run test:cures`: takes each cure out in a copy of the project and sees its test fail. See cures.ts. */
const root = path.join(__dirname, '../..');
const print = (line: string) => process.stdout.write(`${line}\n`);

function copyProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'throughline-cures-'));
  for (const name of ['src', 'test', 'package.json', 'jest.config.js', 'tsconfig.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
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
      throw new Error(`the cure against "${against}" does not stand once in ${file}: mend cures.ts`);
    writeFileSync(
      full,
      source.replace(present, () => without),
    );
  }
  return () => {
    for (const [full, source] of before) writeFileSync(full, source);
  };
}

function testPasses(copy: string, { test }: Cure): Promise<{ passed: boolean; output: string }> {
  const argument = ['node_modules/jest/bin/jest.js', test.file, ...(test.title ? ['-t', test.title] : [])];
  return new Promise((resolve) => {
    execFile(process.execPath, argument, { cwd: copy, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ passed: error === null, output: `${stdout}${stderr}` }),
    );
  });
}

async function main(): Promise<void> {
  const copy = copyProject();
  let failed = 0;
  try {
    for (const cure of cures) {
      const putBack = takeOut(copy, cure);
      const { passed, output } = await testPasses(copy, cure);
      putBack();
      const noTest = /Tests:\s+\d+ skipped, \d+ total|No tests found/.test(output);
      if (passed || noTest) failed += 1;
      print(
        `${passed || noTest ? 'NOT SEEN' : 'seen    '}  ${cure.against}: ${cure.test.file} ${cure.test.title}${noTest ? ' (no such test)' : ''}`,
      );
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  print(`${cures.length - failed} of ${cures.length} cures are held by a test that fails without them`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();

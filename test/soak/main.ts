import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';

/**
 * `npm run test:soak [words…]`: every test file that imports test/support/tier.ts, at its full length (chaos, the whole
 * purchase log, ten times as many runs of the properties), every `*.soak.ts` (outages), then the mutations. One file at a time: the long tests
 * want the machine for themselves. Words choose files, and leave the mutations out.
 */
const root = path.join(__dirname, '../..');

function soakFiles(): string[] {
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join('test', name))
    .filter(
      (file) =>
        file.endsWith('.soak.ts') ||
        (file.endsWith('.test.ts') && readFileSync(path.join(root, file), 'utf8').includes("support/tier.ts'")),
    )
    .sort();
}

/** Gives whether it ended well. */
async function run(program: string, ...args: string[]): Promise<boolean> {
  const environment = { ...process.env, THROUGHLINE_TEST_TIER: 'soak' };
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: environment });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

void new Command('test:soak')
  .description('Runs the long tests, then the mutations.')
  .argument('[words...]', 'only files whose path contains one of these')
  .action(async (words: string[]) => {
    const files = soakFiles().filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
    if (files.length === 0) throw new Error(`no file of the soak tier is about "${words.join(' ')}"`);
    const tests = await run('npx', 'jest', '--runInBand', '--testTimeout=3600000', '--runTestsByPath', ...files);
    const mutations = words.length > 0 || (await run('npx', 'tsx', 'test/mutations/main.ts'));
    process.exitCode = tests && mutations ? 0 : 1;
  })
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  });

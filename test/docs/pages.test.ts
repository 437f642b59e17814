import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LoadedJourneys } from '../../cli/load-journeys.ts';
import { validateDefinition } from '../../core/journey/validate.ts';

/**
 * The code in README and docs/guide is what readers copy. A block names its file in its first line
 * (`// my-journeys/trial.ts`) or in the line of prose above it. The files of a page go into a folder of their own; all are
 * compiled by the strict compiler, and their journeys go through the publish check.
 */
const root = path.join(__dirname, '../..');
const folder = mkdtempSync(path.join(root, 'test/docs/.pages-')); // inside, so that `throughline` resolves to the source
const guide = readdirSync(path.join(root, 'docs/guide')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', ...guide.map((name) => `docs/guide/${name}`)];

beforeAll(() => {
  for (const page of pages) {
    for (const { file, code } of blocksOf(page)) {
      const target = path.join(folderOf(page), file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, code);
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function folderOf(page: string): string {
  return path.join(folder, page.replaceAll(/\W+/g, '-'));
}

function blocksOf(page: string): { readonly file: string; readonly code: string }[] {
  const text = readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/([^\n]*)\n\n?```ts\n([\s\S]*?)```/g)].map(([, above = '', code = '']) => {
    const file = /^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? [...above.matchAll(/`([\w./-]+\.ts)`/g)].at(-1)?.[1];
    if (!file) throw new Error(`${page}: a block of code does not name its file: ${code.slice(0, 60)}`);
    return { file, code };
  });
}

/** What a program prints, be it content or not. */
function textOf(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { cwd: root, encoding: 'utf8' });
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}

it('the code of all pages compiles', () => {
  const files = pages.flatMap((page) => blocksOf(page).map(({ file }) => path.join(folderOf(page), file)));
  const options = { extends: path.join(root, 'tsconfig.json'), include: [], files };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(options));
  expect(textOf('npx', ['tsc', '-p', folder, '--noEmit'])).toBe('');
});

it.each(pages)('the journeys of %s pass the publish check', (page) => {
  const folders = [...new Set(blocksOf(page).map(({ file }) => path.join(folderOf(page), path.dirname(file))))];
  const problems = folders.flatMap((each) =>
    loadedFrom(each).journeys.flatMap(({ definition }) => validateDefinition(definition).problems),
  );
  expect(problems.filter(({ severity }) => severity !== 'warning')).toEqual([]);
});

/** By the built program: jest's own loader gets in the way of tsx. */
function loadedFrom(target: string): LoadedJourneys {
  const script = `console.log(JSON.stringify(require('./dist/cli/load-journeys.js').loadJourneys(process.argv[1])))`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script, target], { cwd: root, encoding: 'utf8' }));
}

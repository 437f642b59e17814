// Writes docs/reference/modules.md from the rules in .dependency-cruiser.cjs. With --check it writes nothing and fails if the
// document or the tree differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..');
const document = 'docs/reference/modules.md';
const { modules } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

const problem = findProblem();
if (problem) {
  process.stderr.write(`module-table: ${problem}\n`);
  process.exitCode = 1;
}

/** Does the work; what it returns says what is wrong and what to do. */
function findProblem() {
  const missing = Object.keys(modules).find((name) => !existsSync(path.join(root, name)));
  if (missing) return `.dependency-cruiser.cjs has a module "${missing}" but there is no such folder.`;
  const file = path.join(root, document);
  const wanted = page();
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return undefined;
  if (check) return `${document} differs from .dependency-cruiser.cjs: run node scripts/module-table.mjs`;
  writeFileSync(file, wanted);
  return undefined;
}

function page() {
  const rows = Object.entries(modules).map(([name, { holds, pure, imports, types = [] }]) => {
    const all = [...imports, ...types.map((each) => `${each} (types)`)].join(', ');
    return `| \`${name}${name.includes('.') ? '' : '/'}\`${pure ? ' (pure)' : ''} | ${holds} | ${all || '–'} |`;
  });
  return [
    '# Modules and what they may import',
    '',
    'Generated from `.dependency-cruiser.cjs` by `node scripts/module-table.mjs`; `npm run architecture` checks the rules.',
    '',
    '| module | holds | imports, beside core/base |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

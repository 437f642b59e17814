// Writes the table of modules in ARCHITECTURE.md from the rules in .dependency-cruiser.cjs, between the markers
// <!-- modules --> and <!-- /modules -->. With --check it writes nothing and fails if the document or the tree differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..');
const document = path.join(root, 'ARCHITECTURE.md');
const [begin, end] = ['<!-- modules -->', '<!-- /modules -->'];
const { modules } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

const problem = findProblem();
if (problem) {
  process.stderr.write(`module-table: ${problem}\n`);
  process.exitCode = 1;
}

/** Does the work; what it returns says what is wrong and what to do. */
function findProblem() {
  const missing = Object.keys(modules).filter((name) => !existsSync(path.join(root, name)));
  if (missing.length > 0) return `.dependency-cruiser.cjs has a module "${missing[0]}" but there is no such folder.`;

  let text;
  try {
    text = readFileSync(document, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return `there is no ARCHITECTURE.md yet: write it, with a line "${begin}" and below it a line "${end}".`;
  }
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from || text.split(begin).length !== 2 || text.split(end).length !== 2)
    return `ARCHITECTURE.md must have "${begin}" once and "${end}" once below it: the table goes between.`;
  const wanted = `${text.slice(0, from + begin.length)}\n${table()}\n${text.slice(to)}`;
  if (wanted === text) return undefined;
  if (check)
    return 'the table of modules in ARCHITECTURE.md differs from .dependency-cruiser.cjs: run node scripts/module-table.mjs';
  writeFileSync(document, wanted);
  return undefined;
}

function table() {
  const rows = Object.entries(modules).map(([name, { holds, pure, imports, types = [] }]) => {
    const all = [...imports, ...types.map((each) => `${each} (types)`)].join(', ');
    return `| \`${name}${name.includes('.') ? '' : '/'}\`${pure ? ' (pure)' : ''} | ${holds} | ${all || '–'} |`;
  });
  return ['| module | holds | imports, beside core/base |', '| --- | --- | --- |', ...rows].join('\n');
}

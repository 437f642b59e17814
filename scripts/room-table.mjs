// Writes the table of rooms in ARCHITECTURE.md from the arrow table in .dependency-cruiser.cjs, between the markers
// <!-- rooms --> and <!-- /rooms -->. With --check it writes nothing and fails if the document or src/ says otherwise.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..');
const document = path.join(root, 'ARCHITECTURE.md');
const [begin, end] = ['<!-- rooms -->', '<!-- /rooms -->'];
const { rooms } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

const problem = findProblem();
if (problem) {
  process.stderr.write(`room-table: ${problem}\n`);
  process.exitCode = 1;
}

/** Does the work; what it returns says what is wrong and what to do. */
function findProblem() {
  const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const unlisted = folders.filter((folder) => !rooms[folder]);
  if (unlisted.length > 0) return `src/${unlisted[0]}/ has no row among the rooms in .dependency-cruiser.cjs: add one.`;
  const missing = Object.keys(rooms).filter((room) => !folders.includes(room));
  if (missing.length > 0)
    return `.dependency-cruiser.cjs has a room "${missing[0]}" but there is no src/${missing[0]}/.`;

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
    return 'the table of rooms in ARCHITECTURE.md is not the one in .dependency-cruiser.cjs: run node scripts/room-table.mjs';
  writeFileSync(document, wanted);
  return undefined;
}

function table() {
  const rows = Object.entries(rooms).map(([room, { holds, pure, imports, types = [] }]) => {
    const arrows = [...imports, ...types.map((each) => `${each} (types)`)].join(', ');
    return `| \`${room}/\`${pure ? ' (pure)' : ''} | ${holds} | ${arrows || '–'} |`;
  });
  return ['| room | holds | imports, beside base |', '| --- | --- | --- |', ...rows].join('\n');
}

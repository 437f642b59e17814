// Writes THIRD-PARTY-LICENCES.md: every package that comes with ours, with its licence. With --check it writes nothing and
// fails if the file says otherwise. Either way it fails for a licence that is not on the list below.
// The packages are those of package-lock.json, not those of node_modules, so that the list is the same on all platforms.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { init } from 'license-checker-rseidelsohn';

/** Licences that a user of an Apache-2.0 package can live with; another one is a decision, not a line here. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Public Domain', // how license-checker calls the text of the Unlicense, where a package.json says nothing
  'Python-2.0',
  'Unlicense',
]);

const root = path.join(import.meta.dirname, '..');
const document = path.join(root, 'THIRD-PARTY-LICENCES.md');
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

const packages = [...(await readPackages()), ...bundledPackages()];
const refused = packages.filter((each) => !isAllowed(each.licence) && !isFont(each));
const text = page(packages);
if (refused.length > 0) {
  const each = refused.map(({ name, version, licence }) => `${name} ${version}: ${licence ?? 'says none'}`);
  fail(`not on the list of licences in scripts/licences.mjs:\n  ${each.join('\n  ')}`);
} else if (!check) writeFileSync(document, text);
else if (!existsSync(document) || readFileSync(document, 'utf8') !== text)
  fail('THIRD-PARTY-LICENCES.md is not what package-lock.json says: run npm run licences');

/** Libraries that are bundled into the console, and so are development dependencies: the build lists them. */
function bundledPackages() {
  const list = readFileSync(path.join(root, 'dist/console/licences.md'), 'utf8');
  const found = [...list.matchAll(/^## (\S+) - (\S+) \(([^)]+)\)$/gm)].map(([, name, version, licence]) => ({
    name,
    version,
    licence,
  }));
  if (found.length < 10) throw new Error('dist/console/licences.md lists fewer libraries than there are');
  const font = '@fontsource-variable/inter';
  const { packages: locked } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const { version, license } = locked[`node_modules/${font}`];
  return [...found, { name: font, version, licence: license }]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((each) => ({ ...each, isBundled: true }));
}

/** The licence of the typeface, allowed for fonts alone. */
function isFont({ name, licence }) {
  return name.startsWith('@fontsource') && licence === 'OFL-1.1';
}

function fail(problem) {
  process.stderr.write(`licences: ${problem}\n`);
  process.exitCode = 1;
}

async function readPackages() {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(lock.packages).filter(([place, entry]) => place !== '' && !entry.dev);
  const found = new Map();
  for (const [place, { name = place.split('node_modules/').at(-1), version, license }] of entries)
    found.set(`${name}@${version}`, { name, version, licence: license });
  const silent = [...found.values()].filter(({ licence }) => licence === undefined);
  const installed = silent.length === 0 ? {} : await promisify(init)({ start: root, production: true });
  for (const each of silent) each.licence = installed[`${each.name}@${each.version}`]?.licenses;
  for (const each of silent) each.licence ??= wholeOf(each, found)?.licence;
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** `@swc/core-linux-x64-gnu` is a build of `@swc/core` for one platform, of the same version and under its licence. */
function wholeOf({ name, version }, found) {
  const words = name.split('-');
  const shorter = words.map((_word, index) => words.slice(0, index).join('-')).filter(Boolean);
  return shorter.map((each) => found.get(`${each}@${version}`)).find((each) => each?.licence !== undefined);
}

/** An SPDX expression without brackets: of "OR" one must be allowed, of "AND" all. */
function isAllowed(licence) {
  if (typeof licence !== 'string') return false;
  return licence
    .replace(/^\(|\)$/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => allowed.has(each)));
}

function page(all) {
  const table = (rows) => rows.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join('\n');
  const rows = all.filter(({ isBundled }) => !isBundled);
  const bundled = all.filter(({ isBundled }) => isBundled);
  return `# Third-party licences

The ${rows.length} packages that come with \`throughline\`, on whatever platform; each holds its own licence text. Made from package-lock.json by \`npm run licences\`.

| package | version | licence |
| --- | --- | --- |
${table(rows)}

## In the console

The ${bundled.length} packages whose code or fonts are part of \`dist/console\`; their texts stand in dist/console/licences.md and beside the font.

| package | version | licence |
| --- | --- | --- |
${table(bundled)}
`;
}

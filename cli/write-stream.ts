import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { ProblemError } from '../core/base/problem.ts';
import type { ApiAccess } from './api-client.ts';

/** Writes what an address of the API answers, however long it is, to a file or to stdout. */
export async function writeStream({ apiUrl, adminKey }: ApiAccess, path: string, file?: string): Promise<void> {
  const response = await fetch(new URL(path, apiUrl), { headers: { authorization: `Bearer ${adminKey}` } }).catch(
    () => undefined,
  );
  if (!response?.ok || !response.body) {
    const told = (await response?.json().catch(() => undefined)) as Record<string, string> | undefined;
    throw new ProblemError([
      {
        code: told?.code ?? 'api-away',
        where: told?.where ?? apiUrl,
        problem: told?.title ?? 'the API does not answer',
        remedy:
          told?.remedy ??
          'Start it (throughline start), or set THROUGHLINE_API_URL; THROUGHLINE_API_PORT, if the stack uses another port.',
      },
    ]);
  }
  // Personal data: nobody else may read the file. A stream that breaks off throws.
  const to = file === undefined ? process.stdout : createWriteStream(file, { mode: 0o600 });
  await pipeline(Readable.fromWeb(response.body as ReadableStream), to, { end: file !== undefined });
}

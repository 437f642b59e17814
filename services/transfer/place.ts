import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * How far an import has come, in a small file of the data folder, so that one which was stopped or killed can go on there.
 * It may lag behind what was answered, never run ahead of it: what is sent once more is a duplicate and changes nothing.
 */
export interface ImportPlace {
  /** Rows of the file that are behind us; 0 where no earlier import was left unfinished. */
  read(): number;
  /** Written at most twice a second. */
  keep(place: number): void;
  /** The import came to its end. */
  forget(): void;
}

const EVERY_MS = 500;

/** `name` says what is imported, and how: by the file's digest, never by its content. */
export function openPlace(dataFolder: string, { name, apiUrl }: { name: string; apiUrl: string }): ImportPlace {
  const folder = path.join(dataFolder, 'imports');
  const file = path.join(folder, `${`${name}-${apiUrl}`.replace(/[^a-z0-9.-]+/gi, '_')}.json`);
  let keptAt = Number.NEGATIVE_INFINITY;
  return {
    read() {
      try {
        const { place } = JSON.parse(readFileSync(file, 'utf8')) as { place: unknown };
        return Number.isSafeInteger(place) ? (place as number) : 0;
      } catch {
        return 0; // none, or unreadable: then all is sent again
      }
    },
    keep(place) {
      if (performance.now() - keptAt < EVERY_MS) return;
      keptAt = performance.now();
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify({ place }));
      renameSync(`${file}.new`, file);
    },
    forget() {
      rmSync(file, { force: true });
    },
  };
}

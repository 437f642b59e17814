import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../../core/base/id.ts';

/**
 * How far an import has come, in a small file of the data folder, so that one which was stopped or killed can go on there.
 * It may lag behind what was answered, never run ahead of it: what is sent once more is a duplicate and changes nothing.
 */
export interface ImportPlace {
  /** Rows of the file that are behind us; 0 where no earlier import was left unfinished. */
  read(): number;
  /** Under which the import is listed: that of the one that goes on, else a new one. */
  importId(goesOn: boolean): string;
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
  let id: string | undefined;
  const stored = (): { readonly place?: unknown; readonly id?: unknown } => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as object;
    } catch {
      return {}; // none, or unreadable: then all is sent again
    }
  };
  return {
    read() {
      const { place } = stored();
      return Number.isSafeInteger(place) ? (place as number) : 0;
    },
    importId(goesOn) {
      const before = goesOn ? stored().id : undefined;
      id = typeof before === 'string' ? before : newId();
      return id;
    },
    keep(place) {
      if (performance.now() - keptAt < EVERY_MS) return;
      keptAt = performance.now();
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify({ place, id }));
      renameSync(`${file}.new`, file);
    },
    forget() {
      rmSync(file, { force: true });
    },
  };
}

import { appendFile, readFile, rm } from 'node:fs/promises';
import { jsonOrUndefined } from '../../core/base/json-or-undefined.ts';

export interface LinePage<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
  readonly total: number;
}

/** What the mailbox keeps of one kind: in memory, and one line of JSON each in a file, so that a restart finds it. */
export interface LineFile<Item> {
  add(item: Item): Promise<void>;
  find(id: string): Item | undefined;
  /** Newest first; `after` is the id of the last one seen. */
  list(query: { limit: number; after?: string | undefined }): LinePage<Item>;
  clear(): Promise<void>;
}

/** Ids grow with time (UUIDv7). */
export async function openLineFile<Item extends { readonly id: string }>(path: string): Promise<LineFile<Item>> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const all = lines.flatMap((line) => (jsonOrUndefined(line) as Item | undefined) ?? []); // a kill may cut a line short
  return {
    async add(item) {
      all.push(item);
      await appendFile(path, `${JSON.stringify(item)}\n`);
    },
    find: (id) => all.find((item) => item.id === id),
    list({ limit, after }) {
      const older = after === undefined ? all : all.filter(({ id }) => id < after);
      const items = older.slice(-limit).reverse();
      return { items, next: older.length > items.length ? items.at(-1)?.id : undefined, total: all.length };
    },
    async clear() {
      all.length = 0;
      await rm(path, { force: true });
    },
  };
}

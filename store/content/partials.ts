import { groupBy } from '../../core/base/group-by.ts';
import { splitName } from '../../core/content/language.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';
import type { PartialSources } from './templates.ts';

/** All partials of a workspace, as they were published last: name, or name.language ▸ source. */
export async function readPartials(on: Database | Transaction, workspace: string): Promise<PartialSources> {
  const found = await rows<{ sources: PartialSources }>(
    on,
    `select sources from partials where workspace = ? order by name`,
    [workspace],
  );
  return Object.assign({}, ...found.map(({ sources }) => sources)) as PartialSources;
}

/** Stores partials. A name that is published replaces what it was in all languages; others stay. */
export async function writePartials(
  trx: Transaction,
  { workspace, partials, now }: { workspace: string; partials: PartialSources; now: number },
): Promise<void> {
  const byName = groupBy(Object.entries(partials), ([key]) => splitName(key).name);
  for (const [name, sources] of byName) {
    await execute(
      trx,
      `insert into partials (workspace, name, sources, updated_at) values (?, ?, ?, ?)
       on conflict (workspace, name) do update set sources = excluded.sources, updated_at = excluded.updated_at
         where partials.sources <> excluded.sources`,
      [workspace, name, JSON.stringify(Object.fromEntries(sources)), timestamp(now)],
    );
  }
}

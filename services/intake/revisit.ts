import type { SegmentLook } from '../../core/segment/evaluate.ts';
import { findMergedInto } from '../../store/customers/customers.ts';
import { type Database, inLoadingTransaction } from '../../store/database/database.ts';
import { beginBatch } from './batch.ts';
import type { PublishedJourneysMemory } from './published-journeys.ts';
import { stagesOfRun } from './stages/index.ts';

export interface RevisitDependencies {
  readonly database: Database;
  readonly publishedJourneys: PublishedJourneysMemory;
}

/**
 * Looks again at segments of customers of whom no event tells: under their locks, by the stages of intake, so it meets what
 * happens meanwhile in one order or the other.
 */
export async function revisitSegments(
  { database, publishedJourneys }: RevisitDependencies,
  workspace: string,
  revisits: ReadonlyMap<string, ReadonlyMap<string, SegmentLook>>,
): Promise<void> {
  if (revisits.size === 0) return;
  await inLoadingTransaction(database, async (trx, load) => {
    const published = publishedJourneys.find(workspace) ?? (await publishedJourneys.load(database, load, workspace));
    // Who was joined into another meanwhile is asked of nothing any more: who stays is.
    const merged = await findMergedInto(trx, [...revisits.keys()]);
    const present = new Map([...revisits].filter(([id]) => !merged.has(id)));
    const parts = { trx, load, database, publishedJourneys, workspace, incoming: [], published };
    const batch = beginBatch({ ...parts, revisits: present });
    for (const stage of stagesOfRun) await stage(batch);
  });
}

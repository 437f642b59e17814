import type { Json } from '../../core/base/canonical-json.ts';
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
export function revisitSegments(
  dependencies: RevisitDependencies,
  workspace: string,
  revisits: ReadonlyMap<string, ReadonlyMap<string, SegmentLook>>,
): Promise<void> {
  return revisit(dependencies, workspace, revisits, new Map());
}

/** Sets what was computed of customers' purchases, with all that follows from it for segments and open runs. */
export function setCustomerValues(
  dependencies: RevisitDependencies,
  workspace: string,
  values: ReadonlyMap<string, Json>,
): Promise<void> {
  return revisit(dependencies, workspace, new Map([...values.keys()].map((id) => [id, new Map()])), values);
}

async function revisit(
  { database, publishedJourneys }: RevisitDependencies,
  workspace: string,
  revisits: ReadonlyMap<string, ReadonlyMap<string, SegmentLook>>,
  values: ReadonlyMap<string, Json>,
): Promise<void> {
  if (revisits.size === 0) return;
  await inLoadingTransaction(database, async (trx, load) => {
    const published = publishedJourneys.find(workspace) ?? (await publishedJourneys.load(database, load, workspace));
    // Who was joined into another meanwhile is asked of nothing any more: who stays is.
    const merged = await findMergedInto(trx, [...revisits.keys()]);
    const present = new Map([...revisits].filter(([id]) => !merged.has(id)));
    const parts = { trx, load, database, publishedJourneys, workspace, incoming: [], published };
    const batch = beginBatch({ ...parts, revisits: present, values });
    for (const stage of stagesOfRun) await stage(batch);
  });
}

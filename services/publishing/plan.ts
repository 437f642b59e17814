import type { Problem } from '../../core/base/problem.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, SHORT } from '../../store/database/database.ts';
import { listLiveDefinitions, type PublishChange, planJourney } from '../../store/journeys/journeys.ts';
import {
  type EntryImpact,
  entryImpact,
  type Overlap,
  overlapsOf,
  readEntryEvents,
  type VersionWithRuns,
  type WaitingRuns,
  waitingRuns,
} from './impact.ts';
import { inspectPublication } from './inspect.ts';
import type { Publication } from './publication.ts';

export interface PublishPlan {
  readonly journeys: readonly JourneyPlan[];
  /** What would refuse it, and warnings. */
  readonly problems: readonly Problem[];
}

export interface JourneyPlan {
  readonly id: string;
  /** The version that it would be. */
  readonly version: number;
  readonly change: PublishChange;
  /** Open runs, by the version that they follow. */
  readonly versions: readonly VersionWithRuns[];
  /** Where they stand, and what becomes of them. */
  readonly waiting: readonly WaitingRuns[];
  /** Null: nothing changes. */
  readonly entry: EntryImpact | null;
  readonly overlaps: readonly Overlap[];
}

/** What a publication would change, and whom it would meet. Nothing is changed, and nobody waits for it. */
export async function planPublication(
  database: Database,
  workspace: string,
  publication: Publication,
  { fromDraft = false }: { readonly fromDraft?: boolean } = {},
): Promise<PublishPlan> {
  return inTransaction(
    database,
    async (trx) => {
      const now = await workspaceClock(trx, workspace).now();
      const inspected = await inspectPublication({ database, trx, workspace }, publication, { fromDraft });
      const { runs = { act: 'stay' } } = publication;
      const live = await listLiveDefinitions(trx, workspace);
      const { definitions } = inspected;
      const keptIn = fromDraft ? 'console' : 'code';
      const recent = await readEntryEvents(trx, { workspace, definitions, now });
      const journeys: JourneyPlan[] = [];
      for (const definition of definitions) {
        const { version, change } = await planJourney(trx, { workspace, definition, keptIn });
        const isNew = change === 'published' || change === 'live-again';
        journeys.push({
          id: definition.id,
          version,
          change,
          ...(await waitingRuns(trx, { workspace, runs, to: definition, version })),
          entry: isNew ? await entryImpact(trx, definition, recent) : null,
          overlaps: overlapsOf(definition, live),
        });
      }
      return { journeys, problems: inspected.problems };
    },
    SHORT,
  );
}

import { type Problem, ProblemError } from '../../core/base/problem.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, type Transaction } from '../../store/database/database.ts';
import {
  advanceCatalogVersion,
  lockWorkspace,
  type PublishChange,
  publishJourney,
} from '../../store/journeys/journeys.ts';
import { beginObservation } from '../../store/journeys/observations.ts';
import { manyRows } from '../../store/runs/bulk-acts.ts';
import { publishConfiguration } from '../../store/workspaces/configuration.ts';
import { syncExperiments } from '../experiments/sync.ts';
import { syncSchedules } from '../waves/sync-schedules.ts';
import { inspectPublication } from './inspect.ts';
import { membersOutside } from './members-outside.ts';
import type { Publication } from './publication.ts';
import { type PublishedOffer, writeOffers } from './publish-offers.ts';
import { type PublishedPolicy, writePolicies } from './publish-policies.ts';
import { type PublishedSegment, writeSegments } from './publish-segments.ts';
import { writeTemplates } from './publish-templates.ts';
import { askRunsUnderWay } from './runs-under-way.ts';

/** Problems that are reported; so many are one mistake many times. */
const MOST_PROBLEMS = 1_000;

export type { Publication } from './publication.ts';

export interface Published {
  readonly journeys: readonly {
    readonly id: string;
    readonly version: number;
    readonly change: PublishChange;
    /** The act that moves or ends the open runs of earlier versions. */
    readonly bulkAct?: string | undefined;
  }[];
  readonly templates: readonly {
    readonly id: string;
    readonly version: number;
    /** partial-changed: it is not in the publication, but a partial that it uses is. */
    readonly change: 'published' | 'unchanged' | 'partial-changed';
  }[];
  /** There where the publication had segments. */
  readonly segments?: readonly PublishedSegment[] | undefined;
  /** There where the publication had policies. */
  readonly policies?: readonly PublishedPolicy[] | undefined;
  /** There where the publication had offers. */
  readonly offers?: readonly PublishedOffer[] | undefined;
  /** There where the publication had a configuration. */
  readonly workspace?: { readonly version: number; readonly change: 'published' | 'unchanged' } | undefined;
  readonly warnings: readonly Problem[];
}

/** The publication of a draft: what is done first, in the same transaction. */
export interface FromDraft {
  readonly take: (trx: Transaction) => Promise<void>;
}

/**
 * Publishes journeys and templates together, all or nothing: a journey may use a template of the same push. Every problem
 * of all of them is reported at once (ProblemError). From its commit on, it holds for every intake process.
 */
export async function publish(
  database: Database,
  workspace: string,
  publication: Publication,
  by?: string,
  draft?: FromDraft,
): Promise<Published> {
  const { segments = [], policies = [], offers = [], observe, runs } = publication;
  const { workspace: written } = publication;
  const limits = runs === undefined || runs.act === 'stay' ? undefined : manyRows;
  const work = async (trx: Transaction): Promise<Published> => {
    await lockWorkspace(trx, workspace);
    await draft?.take(trx);
    const now = await workspaceClock(trx, workspace).now();
    const keptIn = draft ? 'console' : 'code';
    const inspected = await inspectPublication({ database, trx, workspace }, publication, { fromDraft: !!draft });
    const { definitions, configuration, segmentPlan, offerPlan, policyPlan, templatePlan } = inspected;
    const problems = [...inspected.problems];
    const errors = problems.filter(({ severity }) => severity !== 'warning');
    if (errors.length > 0) throw new ProblemError(errors.slice(0, MOST_PROBLEMS));

    const publishedSegments = await writeSegments(trx, { workspace, now, by }, segmentPlan);
    const publishedOffers = await writeOffers(trx, { workspace, now, by }, offerPlan);
    const publishedPolicies = await writePolicies(trx, { workspace, now, by }, policyPlan);
    const publishedTemplates = await writeTemplates(trx, templatePlan, inspected.templates, now);
    const publishedJourneys = [];
    for (const definition of definitions) {
      const published = await publishJourney(trx, { workspace, definition, now, by, keptIn });
      const place = { id: definition.id, version: published.version };
      const bulkAct = await askRunsUnderWay(trx, { workspace, by: by ?? 'publish', runs }, place);
      publishedJourneys.push({ id: definition.id, ...published, ...(bulkAct !== undefined && { bulkAct }) });
      if (observe)
        // from its first run on; one that is observed already stays so
        await beginObservation(trx, {
          workspace,
          journeyId: definition.id,
          reason: 'published to be observed',
          by: by ?? 'publish',
        });
      if (published.change === 'published' && published.version === 1)
        problems.push(...(await membersOutside(trx, workspace, definition)));
    }
    const publishedConfiguration =
      written === undefined ? undefined : await publishConfiguration(trx, { workspace, configuration, now, by });
    if (
      observe ||
      [
        ...publishedJourneys,
        ...publishedSegments,
        ...publishedPolicies,
        ...publishedOffers,
        publishedConfiguration,
      ].some((part) => part && part.change !== 'unchanged')
    )
      await advanceCatalogVersion(trx, workspace);
    await syncSchedules(trx, { workspace, now, configuration });
    const inExperiments = await syncExperiments(trx, { workspace, now, configuration });
    return {
      journeys: publishedJourneys,
      templates: publishedTemplates,
      ...(segments.length > 0 && { segments: publishedSegments }),
      ...(policies.length > 0 && { policies: publishedPolicies }),
      ...(offers.length > 0 && { offers: publishedOffers }),
      ...(publishedConfiguration && { workspace: publishedConfiguration }),
      warnings: [...problems.filter(({ severity }) => severity === 'warning'), ...inExperiments],
    };
  };
  return inTransaction(database, work, limits);
}

import { planPublish } from '../api/operations/journeys/plan-publish.ts';
import { publish } from '../api/operations/journeys/publish.ts';
import type { RunsUnderWay } from '../services/publishing/publication.ts';
import type { Published } from '../services/publishing/publish.ts';
import { type ApiAccess, callOperation } from './api-client.ts';
import { loadJourneys } from './load-journeys.ts';

export interface PushOptions {
  readonly path: string;
  readonly observe?: boolean | undefined;
  readonly keepInCode?: boolean | undefined;
  readonly runs?: RunsUnderWay | undefined;
}

/** Loads the journeys and templates of a file or folder and publishes them together through the API. */
export async function pushFolder({
  path,
  observe,
  keepInCode,
  runs,
  ...access
}: ApiAccess & PushOptions): Promise<Published> {
  return callOperation(access, publish, { body: publicationOf({ path, observe, keepInCode, runs }) });
}

/** What publishing the same would change. */
export async function planFolder({ path, observe, keepInCode, runs, ...access }: ApiAccess & PushOptions) {
  return callOperation(access, planPublish, { body: publicationOf({ path, observe, keepInCode, runs }) });
}

/** What a file or folder publishes, not yet validated. */
export function publicationOf({ path, observe, keepInCode, runs }: PushOptions) {
  const { journeys, segments, policies, offers, templates, partials, workspace } = loadJourneys(path);
  return {
    journeys: journeys.map(({ definition }) => definition),
    templates: [...templates],
    ...(segments.length > 0 && { segments: segments.map(({ definition }) => definition) }),
    ...(policies.length > 0 && { policies: policies.map(({ definition }) => definition) }),
    ...(offers.length > 0 && { offers: offers.map(({ definition }) => definition) }),
    ...(Object.keys(partials).length > 0 && { partials }),
    ...(workspace !== undefined && { workspace }),
    ...(observe && { observe }),
    ...(keepInCode && { keepInCode }),
    ...(runs && { runs }),
  };
}

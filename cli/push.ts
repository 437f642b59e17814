import type { Published } from '../services/publishing/publish.ts';
import { type ApiAccess, callApi } from './api-client.ts';
import { loadJourneys } from './load-journeys.ts';

/** Loads the journeys and templates of a file or folder and publishes them together through the API. */
export async function pushFolder({ path, ...access }: ApiAccess & { path: string }): Promise<Published> {
  const { journeys, templates } = loadJourneys(path);
  return callApi<Published>(access, 'POST', '/v1/publish', {
    journeys: journeys.map(({ definition }) => definition),
    templates,
  });
}

import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { type Answer, useRead } from '../../api/client.ts';
import type { JourneySearch, SearchChanges } from './journey-search.ts';

/** A journey as the API gives it; stored definitions have passed the publish check of their release. */
export interface JourneyOnPage extends Omit<Answer<'/v1/journeys/{id}'>, 'definition'> {
  readonly definition: JourneyDefinition;
}

/** What every mode of the page is given. */
export interface ModeProps {
  readonly journey: JourneyOnPage;
  readonly search: JourneySearch;
  /** Writes the address. */
  readonly change: (changes: SearchChanges, options?: { replace?: boolean }) => void;
}

/** The definition of one version; the live one is there already. Versions never change. */
export function useVersion(journey: JourneyOnPage, version: number | undefined): JourneyDefinition | undefined {
  const isLive = version === undefined || version === journey.version;
  const read = useRead(
    '/v1/journeys/{id}/versions/{version}',
    { path: { id: journey.id, version: version ?? journey.version } },
    { isEnabled: !isLive },
  );
  if (isLive) return journey.definition;
  // What was there while another version is read is not that version.
  return read.data?.version === version ? (read.data.definition as unknown as JourneyDefinition) : undefined;
}

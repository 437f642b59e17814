import { type Database, rows } from '../database/database.ts';
import type { JourneyStateName } from './journey-states.ts';
import type { VersionSummary } from './journeys.ts';

/**
 * live         customers enter
 * paused, draining, resuming   as in journey-states.ts
 * unpublished  it has no live version: nobody enters, and those inside go on
 */
export const listedStates = ['live', 'paused', 'draining', 'resuming', 'unpublished'] as const;
type ListedState = (typeof listedStates)[number];

export interface ListedJourney extends VersionSummary {
  readonly journeyId: string;
  readonly title?: string;
  readonly purpose: string;
  readonly priority: number;
  readonly owner: string | null;
  readonly reviewBy: string | null;
  readonly tags: readonly string[];
  readonly hasGoal: boolean;
  /** When it was last published or unpublished, or an earlier version became live again. */
  readonly updatedAt: number;
  readonly state: ListedState;
  /** Nothing of what its new runs request leaves. */
  readonly isObserved: boolean;
}

type ListedRow = Omit<ListedJourney, 'title' | 'state'> & {
  readonly title: string | null;
  readonly isLive: boolean;
  readonly stopped: Exclude<JourneyStateName, 'open'> | null;
};

/** Each journey with its live version, by the journeys' ids; with `unpublished` those without one, too, with their newest. */
export async function listJourneys(
  database: Database,
  workspace: string,
  { unpublished }: { readonly unpublished: boolean },
): Promise<ListedJourney[]> {
  const found = await rows<ListedRow>(
    database,
    `select j.id as "journeyId", v.version, v.hash, v.published_at as "publishedAt", v.published_by as "publishedBy",
            j.updated_at as "updatedAt", v.definition->>'title' as title, v.definition->>'purpose' as purpose,
            cast(coalesce(v.definition->>'priority', '50') as integer) as priority, v.definition->>'owner' as owner, v.definition->>'reviewBy' as "reviewBy",
            coalesce(v.definition->'tags', '[]') as tags, jsonb_exists(v.definition, 'goal') as "hasGoal",
            j.live_version is not null as "isLive", stopped.state as stopped,
            exists (select 1 from observations o where o.workspace = j.workspace and o.ended_at is null
                    and (o.journey_id is null or o.journey_id = j.id)) as "isObserved"
     from journeys j
     join journey_versions v on v.workspace = j.workspace and v.journey_id = j.id
       and v.version = coalesce(j.live_version, (select max(newest.version) from journey_versions newest
                                                 where newest.workspace = j.workspace and newest.journey_id = j.id))
     left join journey_states stopped on stopped.workspace = j.workspace and stopped.journey_id = j.id
     where j.workspace = ? and (j.live_version is not null or cast(? as boolean)) order by j.id`,
    [workspace, unpublished],
  );
  return found.map(({ title, isLive, stopped, ...journey }) => ({
    ...journey,
    ...(title !== null && { title }),
    state: isLive ? (stopped ?? 'live') : 'unpublished',
  }));
}

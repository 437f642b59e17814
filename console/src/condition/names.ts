import { useMemo } from 'react';
import { useRead } from '../api/client.ts';

export interface KnownField {
  readonly name: string;
  readonly type: string;
}

/** What the builder offers; a name that is not among them can be typed. */
export interface ConditionNames {
  readonly events: readonly { readonly name: string; readonly properties: readonly KnownField[] }[];
  readonly traits: readonly KnownField[];
  readonly journeys: readonly { readonly id: string; readonly endReasons: readonly string[] }[];
  readonly channels: readonly string[];
  readonly topics: readonly string[];
  readonly segments: readonly string[];
}

const none: ConditionNames = { events: [], traits: [], journeys: [], channels: [], topics: [], segments: [] };

/** The names of the workspace; empty until they are read. */
export function useConditionNames(): ConditionNames {
  const names = useRead('/v1/names', {});
  const segments = useRead('/v1/segments', {});
  return useMemo(() => {
    if (!names.data) return none;
    const { events, traits, journeys, channels, topics } = names.data;
    const isSegment = ({ definition }: { readonly definition: { readonly trait?: string | undefined } }) =>
      definition.trait === undefined;
    return {
      ...{ events, traits, journeys, channels },
      topics: topics.map(({ id }) => id),
      segments: (segments.data?.items ?? []).filter(isSegment).map(({ id }) => id),
    };
  }, [names.data, segments.data]);
}

import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { wordsOfSegments as words } from '../../words/segments.ts';

export type Segment = Answer<'/v1/segments'>['items'][number];

export function kindOfSegment({ definition }: Pick<Segment, 'definition'>): keyof typeof words.kinds {
  if (definition.static) return 'static';
  if (definition.stages) return 'lifecycle';
  return definition.trait === undefined ? 'condition' : 'trait';
}

/** How far its definition was applied to customers who were there before. */
export function SegmentState({ segment: { fill, definition } }: { readonly segment: Segment }): ReactNode {
  if (definition.static || !fill || fill.finishedAt !== null) return <Badge tone="ok">{words.upToDate}</Badge>;
  return <Badge tone="wait">{words.filling(fill.lookedAt, fill.total)}</Badge>;
}

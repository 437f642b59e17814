import type { Problem } from '../../core/base/problem.ts';
import type { SegmentDefinition } from '../../core/segment/definition.ts';
import { checkSegments, validateSegment } from '../../core/segment/validate.ts';
import type { Transaction } from '../../store/database/database.ts';
import type { PublishChange } from '../../store/journeys/journeys.ts';
import { beginFill, listSegments, publishSegment } from '../../store/segments/segments.ts';
import { readWritten } from './read-written.ts';

export interface SegmentPlan {
  readonly definitions: readonly SegmentDefinition[];
  /** The ids of all there will be. */
  readonly known: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

export interface PublishedSegment {
  readonly id: string;
  readonly version: number;
  readonly change: PublishChange;
}

/** Reads the segments of a publication and checks them together with those that are stored. */
export async function planSegments(
  trx: Transaction,
  workspace: string,
  written: readonly unknown[],
): Promise<SegmentPlan> {
  const { definitions, problems: found } = readWritten('segments', written, (json) => {
    const { segment: definition, problems } = validateSegment(json);
    return { definition, problems };
  });
  const problems = [...found];
  const stored = await listSegments(trx, workspace);
  const all = new Map(stored.map(({ id, definition }) => [id, definition]));
  for (const definition of definitions) all.set(definition.id, definition);
  if (problems.length === 0)
    problems.push(
      ...checkSegments(
        all,
        definitions.map(({ id }) => id),
      ),
    );
  return { definitions, known: new Set(all.keys()), problems };
}

/** Stores them. Those with a new meaning are then applied to the customers who are there already, in the background. */
export async function writeSegments(
  trx: Transaction,
  { workspace, now, by }: { workspace: string; now: number; by: string | undefined },
  { definitions }: SegmentPlan,
): Promise<PublishedSegment[]> {
  const published: PublishedSegment[] = [];
  for (const definition of definitions) {
    const { version, change } = await publishSegment(trx, { workspace, definition, now, by });
    published.push({ id: definition.id, version, change });
    if (!definition.static && (change === 'published' || change === 'live-again'))
      await beginFill(trx, { workspace, segmentId: definition.id, version, now });
  }
  return published;
}

import type { z } from 'zod';
import type { getSegment } from '../../api/operations/segments/get-segment.ts';
import type { listSegments } from '../../api/operations/segments/list-segments.ts';
import type { previewSegment } from '../../api/operations/segments/preview-segment.ts';
import { inUtc } from './utc.ts';

type Listed = z.input<typeof listSegments.answer.schema>['items'][number];
type Shown = z.input<typeof getSegment.answer.schema>;
type Preview = z.input<typeof previewSegment.answer.schema>;

export function segmentsInColumns(segments: readonly Listed[]): string[] {
  const width = Math.max(...segments.map(({ id }) => id.length));
  return segments.map(
    (segment) => `${segment.id.padEnd(width)}  v${segment.version}  ${segment.members} in it  ${stateOf(segment)}`,
  );
}

export function segmentInWords(segment: Shown): string[] {
  const { id, version, definition, words, members, updatedAt } = segment;
  return [
    `Segment "${definition.title ?? id}" (${id}) v${version}, published ${inUtc(updatedAt)}`,
    words === null ? 'Static: who is in it was put in by hand.' : aboutOf(definition.trait, words),
    definition.trait === undefined ? `${members} in it now. ${stateOf(segment)}` : stateOf(segment),
  ];
}

function aboutOf(trait: string | undefined, words: string): string {
  return trait === undefined ? `In it are customers of whom this holds: ${words}.` : `It computes ${words}.`;
}

function stateOf({ fill, definition }: Listed): string {
  if (definition.static) return 'static';
  if (!fill || fill.finishedAt !== null) return 'kept up to date';
  return `being applied: ${fill.lookedAt} of about ${fill.total} customers looked at`;
}

export function previewInWords({ words, count, isEstimate, least, most, examples }: Preview): string[] {
  const size = isEstimate ? `About ${count} (between ${least} and ${most})` : String(count);
  return [
    `Holds of customers where ${words}.`,
    `${size} ${count === 1 && !isEstimate ? 'customer' : 'customers'} now.`,
    ...examples.map(({ id, userId, name, email }) => `  ${userId ?? id}  ${[name, email].filter(Boolean).join('  ')}`),
  ];
}

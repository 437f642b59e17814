import type { Problem } from '../../core/base/problem.ts';
import { joinedSegments } from '../../core/journey/checks/segments.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Transaction } from '../../store/database/database.ts';
import { readSegmentFigures } from '../../store/segments/segments.ts';

/** Of a journey that is new: customers who are in its segments already do not join them any more, and so do not enter. */
export async function membersOutside(
  trx: Transaction,
  workspace: string,
  definition: JourneyDefinition,
): Promise<readonly Problem[]> {
  const segments = joinedSegments(definition);
  if (segments.length === 0) return [];
  const figures = await readSegmentFigures(trx, workspace, segments);
  return figures
    .filter(({ members }) => members > 0)
    .map(({ segmentId, members }) => ({
      code: 'members-do-not-enter',
      where: `${definition.id}: entry`,
      problem: `${members} customers are in "${segmentId}" already: only those who join it from now on enter.`,
      remedy: `To let them in too, at a rate: "throughline segments enter ${definition.id}", or POST /v1/journeys/${definition.id}/members.`,
      severity: 'warning',
    }));
}

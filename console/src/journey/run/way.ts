import type { JourneyDefinition, StepId } from '../../../../core/journey/definition/index.ts';
import { allPaths } from '../../../../core/journey/step-type.ts';
import type { Answer } from '../../api/client.ts';

export type RunOfJourney = Answer<'/v1/runs/{id}'>;
export type RunVisit = RunOfJourney['visits'][number];

/** The way of a run up to one of its visits. */
export interface Way {
  /** The latest visit of each step, up to the one that is looked at. */
  readonly visits: ReadonlyMap<StepId, RunVisit>;
  /** Steps where the run was at that moment. */
  readonly present: ReadonlySet<StepId>;
  /** Paths that were taken by then, as "step path". */
  readonly paths: ReadonlySet<string>;
}

/** `upTo`: how many visits are looked at, from the first. */
export function wayOf(definition: JourneyDefinition, all: readonly RunVisit[], upTo: number): Way {
  const looked = all.slice(0, upTo);
  const last = looked.at(-1);
  const isLatest = upTo >= all.length;
  const visits = new Map(looked.map((visit) => [visit.step, visit]));
  // A visit that had been left when the last one began is on the way; the others stood there at that moment.
  const isThere = (visit: RunVisit) =>
    isLatest
      ? visit.leftAt === null
      : visit === last || (last && (visit.leftAt === null || visit.leftAt > last.arrivedAt));
  const present = new Set(looked.filter(isThere).map(({ step }) => step));
  if (present.size === 0 && last) present.add(last.step);
  const paths = new Set<string>();
  for (const { step, path, leftAt } of looked) {
    if (path === null || leftAt === null || (!isLatest && last && leftAt > last.arrivedAt)) continue;
    const names = path === allPaths ? Object.keys(definition.steps[step]?.paths ?? {}) : [path];
    for (const name of names) paths.add(`${step} ${name}`);
  }
  return { visits, present, paths };
}

export type VisitAhead = NonNullable<Answer<'/v1/runs/{id}/ahead'>['run']>['visits'][number];

export interface WayAhead {
  readonly visits: ReadonlyMap<StepId, VisitAhead>;
  readonly paths: ReadonlySet<string>;
}

/** What comes after the latest visit; nothing where an earlier one is looked at. */
export function aheadOf(
  { visits }: Pick<RunOfJourney, 'visits'>,
  upTo: number,
  future: readonly VisitAhead[],
): WayAhead {
  if (upTo < visits.length) return { visits: new Map(), paths: new Set() };
  const last = visits.at(-1)?.visit ?? 0;
  const coming = future.filter(({ visit }) => visit > last).reverse();
  return {
    // The first of several visits to a step is the next one.
    visits: new Map(coming.map((visit) => [visit.step, visit])),
    paths: new Set(future.flatMap(({ step, path }) => (path === null ? [] : [`${step} ${path}`]))),
  };
}

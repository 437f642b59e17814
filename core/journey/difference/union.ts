import { findStep, type JourneyDefinition, type Step, type StepId } from '../definition/index.ts';
import { stepChanges } from './steps.ts';

export type Mark = 'new' | 'gone' | 'changed';

/** Two definitions in one picture: the newer one, with the steps and paths that are gone where they stood. */
export interface Union {
  readonly definition: JourneyDefinition;
  readonly marks: ReadonlyMap<StepId, Mark>;
  /** Paths that lead to steps that are gone, as "step path". */
  readonly gonePaths: ReadonlySet<string>;
}

/** Ends the name of a path that is gone; no path of a definition has such a name. */
export const goneSuffix = ' (before)';

export function unionOf(before: JourneyDefinition, after: JourneyDefinition): Union {
  const marks = new Map<StepId, Mark>();
  const changed = new Set(stepChanges(before, after).map(({ step }) => step));
  const gonePaths = new Set<string>();
  const steps: Record<StepId, Step> = {};
  for (const [id, step] of Object.entries(after.steps)) {
    const earlier = findStep(before, id);
    if (!earlier) marks.set(id, 'new');
    else if (changed.has(id)) marks.set(id, 'changed');
    const gone = Object.entries(earlier?.paths ?? {}).flatMap(([path, to]) => {
      if (to === null || findStep(after, to) || !findStep(before, to)) return [];
      const name = `${path}${goneSuffix}`;
      gonePaths.add(`${id} ${name}`);
      return [[name, to] as const];
    });
    steps[id] = { ...step, paths: { ...step.paths, ...Object.fromEntries(gone) } };
  }
  for (const [id, step] of Object.entries(before.steps)) {
    if (findStep(after, id)) continue;
    marks.set(id, 'gone');
    for (const path of Object.keys(step.paths)) gonePaths.add(`${id} ${path}`);
    steps[id] = step;
  }
  return { definition: { ...after, steps }, marks, gonePaths };
}

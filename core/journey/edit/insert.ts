import { findStep, type JourneyDefinition, type Step, type StepId } from '../definition/index.ts';
import { goesOn, newStep, type Suggestions } from './new-step.ts';
import { freeId, type PathPlace, requiredPaths, targetAt, withStep, withTarget } from './places.ts';

export interface Inserted {
  readonly definition: JourneyDefinition;
  /** The step that was put in; undefined: nothing was. */
  readonly step: StepId | undefined;
}

/**
 * A new step of a type at a place. What followed there follows its paths that go on; the others end. A loop leads back to
 * the step before it, and parallel branches come with the step in which they meet.
 */
export function insertNew(
  definition: JourneyDefinition,
  place: PathPlace,
  type: string,
  names?: Suggestions,
): Inserted {
  if (type !== 'parallel') return insertStep(definition, place, newStep(type, names), type);
  const joined = insertStep(definition, place, newStep('join'), 'join');
  return insertStep(joined.definition, place, newStep(type), type);
}

/** A step at a place, whatever paths it had before. */
export function insertStep(definition: JourneyDefinition, place: PathPlace, step: Step, wantedId: string): Inserted {
  if (place.from !== undefined && !findStep(definition, place.from)) return { definition, step: undefined };
  const id = freeId((taken) => Object.hasOwn(definition.steps, taken), wantedId);
  const next = targetAt(definition, place);
  const names = new Set([...requiredPaths(step), ...Object.keys(step.paths)]);
  const paths = Object.fromEntries(
    [...names].map((path) => {
      if (step.type === 'loop' && path === 'again') return [path, place.from ?? null] as const;
      return [path, goesOn(step.type, path) ? next : null] as const;
    }),
  );
  const added = withStep(definition, id, { ...step, paths });
  return { definition: withTarget(added, place, id), step: id };
}

import type { JourneyDefinition, Step, StepId } from '../definition/index.ts';
import { findStep } from '../definition/index.ts';
import { typeOf } from '../steps/index.ts';

/** Where a step can be put: on a path of a step, or before the first step (`from` is undefined). */
export interface PathPlace {
  readonly from: StepId | undefined;
  readonly path: string;
}

export const atStart: PathPlace = { from: undefined, path: '' };

/** Where the place leads to now; null: to the end. */
export function targetAt(definition: JourneyDefinition, { from, path }: PathPlace): StepId | null {
  if (from === undefined) return findStep(definition, definition.start) ? definition.start : null;
  const to = findStep(definition, from)?.paths[path];
  return to !== undefined && to !== null && findStep(definition, to) ? to : null;
}

/** The place leads to another step. The start always names a step, so null leaves it as it is. */
export function withTarget(
  definition: JourneyDefinition,
  { from, path }: PathPlace,
  to: StepId | null,
): JourneyDefinition {
  if (from === undefined) return to === null ? definition : { ...definition, start: to };
  const step = findStep(definition, from);
  if (!step) return definition;
  return withStep(definition, from, { ...step, paths: { ...step.paths, [path]: to } });
}

export function withStep(definition: JourneyDefinition, id: StepId, step: Step): JourneyDefinition {
  return { ...definition, steps: { ...definition.steps, [id]: step } };
}

/** An id that no step has: the wanted one, or with a number behind it. */
export function freeId(taken: (id: StepId) => boolean, wanted: string): StepId {
  const plain = idFrom(wanted);
  if (!taken(plain)) return plain;
  for (let number = 2; ; number += 1) if (!taken(`${plain}-${number}`)) return `${plain}-${number}`;
}

/** "Ten percent off!" becomes "ten-percent-off". */
export function idFrom(text: string): StepId {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 70)
    .replace(/-+$/, '');
  return plain === '' ? 'step' : plain;
}

/** The paths that a step must have. What its settings say may be unfinished; then the paths that it has. */
export function requiredPaths(step: Step): readonly string[] {
  try {
    return [...new Set(typeOf(step).paths(step).required)];
  } catch {
    return Object.keys(step.paths);
  }
}

/** The paths that it may have beside them. */
export function optionalPaths(step: Step): readonly string[] {
  try {
    return typeOf(step).paths(step).optional;
  } catch {
    return [];
  }
}

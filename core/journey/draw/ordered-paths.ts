import type { Step, StepId } from '../definition/index.ts';
import { stepTypes } from '../steps/index.ts';

/**
 * The paths of a step in the order that its settings give: events before the timeout, branches before "else". Stored JSON
 * does not keep the order of keys, so that of a type without one, or of a newer program's, is the order of the names.
 */
export function orderedPaths(step: Step | undefined): readonly (readonly [path: string, to: StepId | null])[] {
  if (!step) return [];
  const { required = [], optional = [] } = stepTypes.get(step.type)?.paths(step) ?? {};
  const known = [...new Set([...required, ...optional])].filter((path) => Object.hasOwn(step.paths, path));
  const others = Object.keys(step.paths).filter((path) => !known.includes(path));
  return [...known, ...others].map((path) => [path, step.paths[path] ?? null]);
}

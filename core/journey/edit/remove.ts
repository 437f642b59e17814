import { findStep, type InterruptRule, type JourneyDefinition, type Step, type StepId } from '../definition/index.ts';
import { orderedPaths } from '../draw/ordered-paths.ts';
import { reachableSteps } from '../graph.ts';
import { insertStep } from './insert.ts';
import type { PathPlace } from './places.ts';

export interface Removed {
  readonly definition: JourneyDefinition;
  /** How many steps are gone: the step, and what only its other paths led to. */
  readonly count: number;
}

/** Takes a step out. What led to it leads to where its kept path leads; what only its other paths led to goes with it. */
export function removeStep(definition: JourneyDefinition, id: StepId, keep = pathToKeep(definition, id)): Removed {
  const step = findStep(definition, id);
  if (!step) return { definition, count: 0 };
  const healed = withoutStep(definition, id, keep);
  const before = reachableSteps(definition);
  const still = reachableSteps(healed);
  // What nothing led to before stays, with all that it leads to.
  const kept = new Set(Object.keys(healed.steps).filter((each) => still.has(each) || !before.has(each)));
  for (const each of kept) for (const to of Object.values(findStep(healed, each)?.paths ?? {})) if (to) kept.add(to);
  const steps = Object.fromEntries(Object.entries(healed.steps).filter(([each]) => kept.has(each)));
  const gone = Object.keys(healed.steps).filter((each) => !kept.has(each));
  const count = Object.keys(definition.steps).length - Object.keys(steps).length;
  return { definition: { ...withoutTargets(healed, gone), steps }, count };
}

/** The path that stays when nobody says: the first that goes on, else the first. */
export function pathToKeep(definition: JourneyDefinition, id: StepId): string | undefined {
  const paths = orderedPaths(findStep(definition, id)).filter(([, to]) => to !== id);
  return (paths.find(([, to]) => to !== null) ?? paths[0])?.[0];
}

/** A step to another place, with what follows it healed. Its first path goes on there; its others lead where they did. */
export function moveStep(definition: JourneyDefinition, id: StepId, place: PathPlace): JourneyDefinition {
  const step = findStep(definition, id);
  const keep = pathToKeep(definition, id);
  if (!step || place.from === id || isWhere(definition, id, place)) return definition;
  const healed = withoutStep(definition, id, keep);
  const { definition: moved, step: at } = insertStep(healed, place, step, id);
  const now = at === undefined ? undefined : findStep(moved, at);
  if (at === undefined || !now) return definition;
  const others = Object.entries(step.paths).filter(
    ([path, to]) => path !== keep && (to === null || findStep(moved, to)),
  );
  const paths = { ...now.paths, ...Object.fromEntries(others.map(([path, to]) => [path, to === id ? null : to])) };
  return { ...moved, steps: { ...moved.steps, [at]: { ...now, paths } } };
}

function isWhere(definition: JourneyDefinition, id: StepId, { from, path }: PathPlace): boolean {
  return (from === undefined ? definition.start : findStep(definition, from)?.paths[path]) === id;
}

function withoutStep(definition: JourneyDefinition, id: StepId, keep: string | undefined): JourneyDefinition {
  const target = keep === undefined ? null : (findStep(definition, id)?.paths[keep] ?? null);
  const to = target === id || target === null || !findStep(definition, target) ? null : target;
  const steps = Object.fromEntries(
    Object.entries(definition.steps)
      .filter(([each]) => each !== id)
      .map(([each, step]): [StepId, Step] => [each, leadingElsewhere(step, id, to)]),
  );
  const start = definition.start === id ? (to ?? Object.keys(steps)[0] ?? definition.start) : definition.start;
  return { ...withoutTargets(definition, [id], to), start, steps };
}

/** Its interrupts without these steps, or with another one instead. */
function withoutTargets(
  definition: JourneyDefinition,
  ids: readonly StepId[],
  to: StepId | null = null,
): JourneyDefinition {
  const { on, ...rest } = definition;
  const rules = ids.reduce<readonly InterruptRule[]>(
    (left, id) => left.flatMap((rule) => withoutTarget(rule, id, to)),
    on ?? [],
  );
  return { ...rest, ...(rules.length > 0 && { on: [...rules] }) };
}

function leadingElsewhere(step: Step, from: StepId, to: StepId | null): Step {
  if (!Object.values(step.paths).includes(from)) return step;
  const paths = Object.entries(step.paths).map(([path, target]) => [path, target === from ? to : target] as const);
  return { ...step, paths: Object.fromEntries(paths) };
}

/** An interrupt that only led to the step goes with it. */
function withoutTarget(rule: InterruptRule, id: StepId, to: StepId | null): readonly InterruptRule[] {
  const { jump, do: side, skip, ...rest } = rule;
  const elsewhere = (target: StepId | undefined) => (target === id ? (to ?? undefined) : target);
  const [nextJump, nextSide] = [elsewhere(jump), elsewhere(side)];
  const nextSkip = skip?.filter((each) => each !== id);
  if (nextJump === undefined && nextSide === undefined && (nextSkip?.length ?? 0) === 0) return [];
  return [
    {
      ...rest,
      ...(nextJump !== undefined && { jump: nextJump }),
      ...(nextSide !== undefined && { do: nextSide }),
      ...(nextSkip && nextSkip.length > 0 && { skip: nextSkip }),
    } as InterruptRule,
  ];
}

import type { JourneyDefinition, StepId } from './definition/index.ts';

/** The definition as a graph: steps and the paths between them. Paths to steps that don't exist are left out. */
function nextOf(definition: JourneyDefinition, id: StepId): readonly StepId[] {
  const step = Object.hasOwn(definition.steps, id) ? definition.steps[id] : undefined;
  const targets = Object.values(step?.paths ?? {}).filter((target) => target !== null);
  return [...new Set(targets)].filter((target) => Object.hasOwn(definition.steps, target));
}

export function reachableSteps(definition: JourneyDefinition): ReadonlySet<StepId> {
  const reached = new Set<StepId>();
  const open: StepId[] = Object.hasOwn(definition.steps, definition.start) ? [definition.start] : [];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...nextOf(definition, id));
  }
  return reached;
}

/**
 * One cycle for each path that leads back, as the steps on the way round; none in a definition that only goes forward.
 * Depth first with a stack of our own: a chain of thousands of steps must not recurse as deep.
 */
export function* cycles(definition: JourneyDefinition): Generator<readonly StepId[]> {
  const done = new Set<StepId>();
  for (const start of Object.keys(definition.steps)) {
    const way: { readonly id: StepId; readonly ahead: StepId[] }[] = [];
    /** Where each step stands on the way. */
    const places = new Map<StepId, number>();
    const enter = (id: StepId) => {
      places.set(id, way.length);
      way.push({ id, ahead: [...nextOf(definition, id)].reverse() });
    };
    if (!done.has(start)) enter(start);
    for (let here = way.at(-1); here; here = way.at(-1)) {
      const next = here.ahead.pop();
      if (next === undefined) {
        done.add(here.id);
        places.delete(here.id);
        way.pop();
        continue;
      }
      const earlier = places.get(next);
      if (earlier !== undefined) yield way.slice(earlier).map(({ id }) => id);
      else if (!done.has(next)) enter(next);
    }
  }
}

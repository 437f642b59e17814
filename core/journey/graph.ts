import type { JourneyDefinition, StepId } from './definition/index.ts';

/** The definition as a graph: steps and the paths between them. Paths to steps that don't exist are left out. */
export function nextOf(definition: JourneyDefinition, id: StepId): readonly StepId[] {
  const step = Object.hasOwn(definition.steps, id) ? definition.steps[id] : undefined;
  const targets = Object.values(step?.paths ?? {}).filter((target) => target !== null);
  return [...new Set(targets)].filter((target) => Object.hasOwn(definition.steps, target));
}

/** The steps that a run can come to: from the start, and from where interrupts send it. */
export function reachableSteps(definition: JourneyDefinition): ReadonlySet<StepId> {
  const interrupts = (definition.on ?? []).flatMap(({ jump, do: side }) => [jump, side]);
  return reachableFrom(
    definition,
    [definition.start, ...interrupts].filter((id) => id !== undefined),
  );
}

export function reachableFrom(definition: JourneyDefinition, starts: readonly StepId[]): ReadonlySet<StepId> {
  const reached = new Set<StepId>();
  const open = starts.filter((id) => Object.hasOwn(definition.steps, id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...nextOf(definition, id));
  }
  return reached;
}

/** Do paths lead from one step to another? Of a definition that does not change: what was found is kept. */
export function canReach(definition: JourneyDefinition, from: StepId, to: StepId): boolean {
  const ofDefinition = reachCache.get(definition) ?? new Map<StepId, ReadonlySet<StepId>>();
  reachCache.set(definition, ofDefinition);
  const reached = ofDefinition.get(from) ?? reachableFrom(definition, [from]);
  ofDefinition.set(from, reached);
  return reached.has(to);
}

const reachCache = new WeakMap<JourneyDefinition, Map<StepId, ReadonlySet<StepId>>>();

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

/** May a run come to a step more than once? By an interrupt that jumps or acts again, or by a loop. */
export function mayRepeat(definition: JourneyDefinition): boolean {
  if (definition.on?.some(({ jump, repeat }) => jump !== undefined || repeat)) return true;
  return cycles(definition).next().done === false;
}

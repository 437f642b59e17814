import { oncePer } from '../base/once-per.ts';
import { findStep, type JourneyDefinition, type Step, type StepId } from './definition/index.ts';
import { stepTypes } from './steps/index.ts';

/** The definition as a graph: steps and the paths between them. Paths to steps that don't exist are left out. */
export function nextOf(definition: JourneyDefinition, id: StepId): readonly StepId[] {
  return targetsOf(definition, Object.values(findStep(definition, id)?.paths ?? {}));
}

/** The same without the paths by which loops lead back. */
function forwardOf(definition: JourneyDefinition, id: StepId): readonly StepId[] {
  const step = findStep(definition, id);
  const back = step && stepTypes.get(step.type)?.leadsBack;
  if (!step || !back) return nextOf(definition, id);
  const forward = Object.entries(step.paths).filter(([path]) => !back.includes(path));
  return targetsOf(
    definition,
    forward.map(([, target]) => target),
  );
}

function targetsOf(definition: JourneyDefinition, targets: readonly (StepId | null)[]): readonly StepId[] {
  const known = targets.filter((target): target is StepId => target !== null);
  return [...new Set(known)].filter((target) => Object.hasOwn(definition.steps, target));
}

type Neighbours = (definition: JourneyDefinition, id: StepId) => readonly StepId[];

/** The steps that a run can come to: from the start, and from where interrupts send it. */
export function reachableSteps(definition: JourneyDefinition): ReadonlySet<StepId> {
  const interrupts = (definition.on ?? []).flatMap(({ jump, do: side }) => [jump, side]);
  return reachableFrom(
    definition,
    [definition.start, ...interrupts].filter((id) => id !== undefined),
  );
}

export function reachableFrom(
  definition: JourneyDefinition,
  starts: readonly StepId[],
  neighbours: Neighbours = nextOf,
): ReadonlySet<StepId> {
  const reached = new Set<StepId>();
  const open = starts.filter((id) => Object.hasOwn(definition.steps, id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...neighbours(definition, id));
  }
  return reached;
}

/** Do paths lead from one step to another? Of a definition that does not change: what was found is kept. */
export function canReach(definition: JourneyDefinition, from: StepId, to: StepId): boolean {
  return keptReach(reachCache, definition, from, nextOf).has(to);
}

/** The same, without leading back by any loop. */
export function leadsForwardTo(definition: JourneyDefinition, from: StepId, to: StepId): boolean {
  return keptReach(forwardCache, definition, from, forwardOf).has(to);
}

/** The steps that a run may pass between going back by this path of a loop and coming to the loop again. */
export function stepsAround(definition: JourneyDefinition, loop: StepId, path: string): ReadonlySet<StepId> {
  const first = findStep(definition, loop)?.paths[path];
  if (typeof first !== 'string') return new Set();
  const ahead = keptReach(forwardCache, definition, first, forwardOf);
  return new Set([...ahead].filter((id) => leadsForwardTo(definition, id, loop)));
}

type ReachCache = (definition: JourneyDefinition) => Map<StepId, ReadonlySet<StepId>>;
const reachCache: ReachCache = oncePer(() => new Map());
const forwardCache: ReachCache = oncePer(() => new Map());

function keptReach(
  cache: ReachCache,
  definition: JourneyDefinition,
  from: StepId,
  neighbours: Neighbours,
): ReadonlySet<StepId> {
  const ofDefinition = cache(definition);
  const reached = ofDefinition.get(from) ?? reachableFrom(definition, [from], neighbours);
  ofDefinition.set(from, reached);
  return reached;
}

/** One cycle for each path that leads back, as the steps on the way round; none in a definition that only goes forward. */
export function cycles(definition: JourneyDefinition): Generator<readonly StepId[]> {
  return cyclesBy(definition, nextOf);
}

/** The same, of paths that should lead forward: none in a definition that goes back by loops only. */
export function cyclesOfForwardPaths(definition: JourneyDefinition): Generator<readonly StepId[]> {
  return cyclesBy(definition, forwardOf);
}

/** The same, among the steps of which `isLeftOut` does not hold. */
export function cyclesWithout(
  definition: JourneyDefinition,
  isLeftOut: (step: Step) => boolean,
): Generator<readonly StepId[]> {
  const isIn = (id: StepId) => {
    const step = findStep(definition, id);
    return step !== undefined && !isLeftOut(step);
  };
  return cyclesBy(definition, (_definition, id) => (isIn(id) ? nextOf(definition, id).filter(isIn) : []));
}

/** Depth first with a stack of our own: a chain of thousands of steps must not recurse as deep. */
function* cyclesBy(definition: JourneyDefinition, neighbours: Neighbours): Generator<readonly StepId[]> {
  const done = new Set<StepId>();
  for (const start of Object.keys(definition.steps)) {
    const way: { readonly id: StepId; readonly ahead: StepId[] }[] = [];
    /** Where each step stands on the way. */
    const places = new Map<StepId, number>();
    const enter = (id: StepId) => {
      places.set(id, way.length);
      way.push({ id, ahead: [...neighbours(definition, id)].reverse() });
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

import { findStep, type JourneyDefinition, type StepId } from '../definition/index.ts';
import { orderedPaths } from './ordered-paths.ts';

/** The paths that lead forward, among the steps that can be reached from one root. */
export interface ForwardGraph {
  /** Each step after all steps that lead forward to it. */
  readonly order: readonly StepId[];
  /** The forward paths that lead to a step. Two paths of one step are two inlets. */
  readonly inlets: ReadonlyMap<StepId, readonly { readonly from: StepId; readonly path: string }[]>;
  /** Does a path from the one to the other lead back? */
  isLoop(from: StepId, to: StepId): boolean;
}

/**
 * Depth first with a stack of our own: a path to a step that is still on the stack is a loop, all others lead forward.
 * Steps for which `isElsewhere` holds are left out, and so are paths to them.
 */
export function forwardGraph(
  definition: JourneyDefinition,
  root: StepId,
  isElsewhere: (id: StepId) => boolean,
): ForwardGraph {
  const nextOf = (id: StepId) =>
    orderedPaths(findStep(definition, id)).flatMap(([, to]) =>
      to !== null && findStep(definition, to) && !isElsewhere(to) ? [to] : [],
    );
  const seen = new Set<StepId>();
  const loops = new Map<StepId, Set<StepId>>();
  const finished: StepId[] = [];
  const stack: { readonly id: StepId; readonly ahead: StepId[] }[] = [];
  const onStack = new Set<StepId>();
  const enter = (id: StepId) => {
    onStack.add(id);
    seen.add(id);
    stack.push({ id, ahead: nextOf(id) }); // taken from the end, so that in the order the first path comes first
  };
  enter(root);
  for (let here = stack.at(-1); here; here = stack.at(-1)) {
    const next = here.ahead.pop();
    if (next === undefined) {
      stack.pop();
      onStack.delete(here.id);
      finished.push(here.id);
    } else if (onStack.has(next)) loops.set(here.id, (loops.get(here.id) ?? new Set()).add(next));
    else if (!seen.has(next)) enter(next);
  }
  const order = finished.reverse();
  const isLoop = (from: StepId, to: StepId) => loops.get(from)?.has(to) ?? false;
  const inlets = new Map<StepId, { from: StepId; path: string }[]>();
  for (const from of order) {
    for (const [path, to] of orderedPaths(findStep(definition, from))) {
      if (to === null || !seen.has(to) || isLoop(from, to)) continue;
      const known = inlets.get(to) ?? [];
      inlets.set(to, known);
      known.push({ from, path });
    }
  }
  return { order, inlets, isLoop };
}

/** Of each step but the root: the nearest step that every way to it passes. One pass, since the order is topological. */
export function dominatorsOf({ order, inlets }: ForwardGraph): ReadonlyMap<StepId, StepId> {
  const parent = new Map<StepId, StepId>();
  const depth = new Map<StepId, number>();
  const depthOf = (id: StepId) => depth.get(id) ?? 0;
  for (const id of order) {
    let common: StepId | undefined;
    for (const { from } of inlets.get(id) ?? []) common = common === undefined ? from : meet(common, from);
    if (common === undefined) continue;
    parent.set(id, common);
    depth.set(id, depthOf(common) + 1);
  }
  return parent;

  function meet(one: StepId, other: StepId): StepId {
    let [a, b] = [one, other];
    while (a !== b) {
      if (depthOf(a) >= depthOf(b)) a = parent.get(a) ?? b;
      else b = parent.get(b) ?? a;
    }
    return a;
  }
}

import { findStep, type JourneyDefinition, type StepId } from '../definition/index.ts';
import { dominatorsOf, type ForwardGraph, forwardGraph } from './dominators.ts';
import { orderedPaths } from './ordered-paths.ts';

/**
 * What a drawing and an outline of a journey share: which steps belong beneath which step, in which order. Every path that
 * alone leads to a step owns a lane; a step that several paths reach stands in a row beneath all of them, under the step
 * that dominates it. Positions are computed from this; nothing of it is stored.
 */
export interface JourneyStructure {
  /** The main part first, then what interrupts open, then steps that no path reaches. */
  readonly parts: readonly StructurePart[];
  readonly nodes: ReadonlyMap<StepId, StructureNode>;
  /** The steps as they are read: a step, its lanes in order, then its rows. */
  readonly order: readonly StepId[];
}

/** Steps under one root: under the entry, under an interrupt, or under a step that nothing leads to. */
export interface StructurePart {
  readonly root: StepId;
  /** The interrupt that opens it; undefined for the main part and for steps that nothing leads to. */
  readonly interrupt?: string | undefined;
  /** Its steps, each after all steps that lead forward to it. */
  readonly steps: readonly StepId[];
}

export interface StructureNode {
  readonly id: StepId;
  /** The root of its part. */
  readonly root: StepId;
  /** The nearest step that every way to it passes. */
  readonly parent: StepId | undefined;
  /** 0: it begins a lane of its parent; else the row beneath the lanes. */
  readonly row: number;
  /** Its paths as they are drawn from left to right: the first that does not end at once goes straight down. */
  readonly lanes: readonly StructureLane[];
  /** What it dominates beside its lanes, one beneath the other. */
  readonly rows: readonly StepId[];
}

/**
 * end: the path ends. lane: the target belongs to this path alone. join: it leads on to a step that others reach too.
 * loop: it leads back. elsewhere: it leads to a step of an earlier part.
 */
export type LaneKind = 'end' | 'lane' | 'join' | 'loop' | 'elsewhere';

export interface StructureLane {
  readonly path: string;
  readonly to: StepId | null;
  readonly kind: LaneKind;
}

export function structureOf(definition: JourneyDefinition): JourneyStructure {
  const parts: StructurePart[] = [];
  const nodes = new Map<StepId, StructureNode>();
  const roots = [
    { root: definition.start, interrupt: undefined },
    ...(definition.on ?? []).flatMap(({ id, jump, do: side }) =>
      [side, jump].flatMap((root) => (root === undefined ? [] : [{ root, interrupt: id }])),
    ),
    ...Object.keys(definition.steps).map((root) => ({ root, interrupt: undefined })),
  ];
  for (const { root, interrupt } of roots) {
    if (nodes.has(root) || !findStep(definition, root)) continue;
    const graph = forwardGraph(definition, root, (id) => nodes.has(id));
    for (const node of nodesOf(definition, graph, root)) nodes.set(node.id, node);
    parts.push({ root, interrupt, steps: graph.order });
  }
  return { parts, nodes, order: parts.flatMap(({ root }) => readingOrder(nodes, root)) };
}

function nodesOf(definition: JourneyDefinition, graph: ForwardGraph, root: StepId): readonly StructureNode[] {
  const parents = dominatorsOf(graph);
  const rows = new Map<StepId, StepId[]>();
  const rowOf = new Map<StepId, number>();
  for (const id of graph.order) {
    const parent = parents.get(id);
    if (parent === undefined) continue;
    const inlets = graph.inlets.get(id) ?? [];
    if (inlets.length === 1 && inlets[0]?.from === parent) {
      rowOf.set(id, 0);
      continue;
    }
    const siblings = rows.get(parent) ?? [];
    rows.set(parent, siblings);
    siblings.push(id);
    rowOf.set(id, siblings.length);
  }
  const inPart = new Set(graph.order);
  return graph.order.map((id): StructureNode => {
    const paths = orderedPaths(findStep(definition, id));
    const lanes = paths.map(([path, to]): StructureLane => {
      if (to === null || !findStep(definition, to)) return { path, to: null, kind: 'end' };
      if (!inPart.has(to)) return { path, to, kind: 'elsewhere' };
      if (graph.isLoop(id, to)) return { path, to, kind: 'loop' };
      return { path, to, kind: rowOf.get(to) === 0 && parents.get(to) === id ? 'lane' : 'join' };
    });
    const parent = parents.get(id);
    return {
      id,
      root,
      parent,
      row: rowOf.get(id) ?? 0,
      lanes: straightFirst(definition, lanes),
      rows: rows.get(id) ?? [],
    };
  });
}

/** The first path that does not end at once goes straight down; the others go to its right in their order. */
function straightFirst(definition: JourneyDefinition, lanes: readonly StructureLane[]): readonly StructureLane[] {
  const goesOn = ({ kind, to }: StructureLane) =>
    kind === 'join' ||
    (kind === 'lane' && to !== null && Object.keys(findStep(definition, to)?.paths ?? {}).length > 0);
  const straight = lanes.find(goesOn) ?? lanes.find(({ kind }) => kind !== 'loop');
  return straight ? [straight, ...lanes.filter((lane) => lane !== straight)] : lanes;
}

function readingOrder(nodes: ReadonlyMap<StepId, StructureNode>, root: StepId): readonly StepId[] {
  const order: StepId[] = [];
  const open = [root];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    order.push(id);
    const node = nodes.get(id);
    if (node) open.push(...childrenOf(node).reverse());
  }
  return order;
}

/** The steps directly beneath a step: the first of each lane of its own, then its rows. */
export function childrenOf({ lanes, rows }: StructureNode): StepId[] {
  return [...lanes.flatMap(({ kind, to }) => (kind === 'lane' && to !== null ? [to] : [])), ...rows];
}

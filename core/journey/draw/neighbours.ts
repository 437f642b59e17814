import type { StepId } from '../definition/index.ts';
import type { JourneyStructure, StructureNode } from './structure.ts';

export type Direction = 'down' | 'up' | 'left' | 'right';

/**
 * Where an arrow key leads from a step: down along its first path, up to a step that leads here, left and right to the
 * neighbouring lane of the nearest step that has one. Undefined: there is nothing in that direction.
 */
export function neighbourOf(structure: JourneyStructure, id: StepId, direction: Direction): StepId | undefined {
  const node = structure.nodes.get(id);
  if (!node) return undefined;
  if (direction === 'down') return node.lanes.find(({ to, kind }) => to !== null && kind !== 'loop')?.to ?? undefined;
  if (direction === 'up') return before(structure, node);
  return beside(structure, node, direction === 'left' ? -1 : 1);
}

/** The step whose first path leads here, else any whose path does, else the one that it stands beneath. */
function before({ nodes, order }: JourneyStructure, { id, parent }: StructureNode): StepId | undefined {
  const leading = order.filter((other) => nodes.get(other)?.lanes.some(({ to, kind }) => to === id && kind !== 'loop'));
  const first = leading.find((other) => nodes.get(other)?.lanes[0]?.to === id);
  return first ?? leading[0] ?? parent;
}

function beside(structure: JourneyStructure, from: StructureNode, step: -1 | 1): StepId | undefined {
  const { nodes, parts } = structure;
  let node: StructureNode = from;
  for (let parent = parentOf(structure, node); parent; parent = parentOf(structure, node)) {
    const firsts = parent.lanes.flatMap(({ kind, to }) => (kind === 'lane' && to !== null ? [to] : []));
    const place = firsts.indexOf(node.id);
    const found = place === -1 ? undefined : firsts[place + step];
    if (found !== undefined) return found;
    node = parent;
  }
  const part = parts.findIndex(({ root }) => root === node.id);
  const found = part === -1 ? undefined : parts[part + step]?.root;
  return found !== undefined && nodes.has(found) ? found : undefined;
}

function parentOf({ nodes }: JourneyStructure, { parent }: StructureNode): StructureNode | undefined {
  return parent === undefined ? undefined : nodes.get(parent);
}

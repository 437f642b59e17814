import type { JourneyDefinition, StepId } from '../definition/index.ts';
import { type Block, type DrawnCard, type DrawnHead, isUnnamed, type Point, pointOf, sizes } from './geometry.ts';
import { type Line, linesOf } from './lines.ts';
import { type Routes, routesOf, trackKey } from './routes.ts';
import { type JourneyStructure, type StructureLane, type StructureNode, structureOf } from './structure.ts';

/**
 * The picture of a journey, computed: the entry on top, time flows down, every path owns a column. The same definition
 * always gives the same picture, and adding a path moves only what is beneath it and to its right. Pure geometry, in
 * pixels at full size; nobody stores positions.
 */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** In reading order. */
  readonly cards: readonly DrawnCard[];
  readonly heads: readonly DrawnHead[];
  readonly lines: readonly Line[];
  readonly structure: JourneyStructure;
}

export function lanes(definition: JourneyDefinition): Drawing {
  const structure = structureOf(definition);
  const routes = routesOf(structure);
  const blocks = new Map<StepId, Block>();
  for (const { steps } of structure.parts) {
    for (const id of [...steps].reverse()) {
      const node = structure.nodes.get(id);
      if (node) blocks.set(id, blockOf(node, blocks, routes));
    }
  }
  const places = placesOf(structure, blocks);
  const bottom = Math.max(0, ...structure.parts.map(({ root }) => blocks.get(root)?.height ?? 0));
  return {
    width: places.width,
    height: sizes.card.height + sizes.unnamed + bottom,
    cards: structure.order.map((step, index) => ({ step, number: index + 1, ...pointOf(places.cards, step) })),
    heads: places.heads,
    lines: linesOf({ structure, routes, blocks, cards: places.cards, heads: places.heads }),
    structure,
  };
}

function blockOf(node: StructureNode, blocks: ReadonlyMap<StepId, Block>, routes: Routes): Block {
  const tracksAt = (by: 'band' | 'gutter', row: number) =>
    routes.tracks.get(trackKey({ by, block: node.id, row }))?.size ?? 0;
  const own: { x: number; width: number }[] = [];
  let right = 0;
  let lanesHeight = 0;
  for (const [index, lane] of node.lanes.entries()) {
    const inLane = lane.kind === 'lane' && lane.to !== null ? blocks.get(lane.to) : undefined;
    const width = lane.kind === 'loop' ? 0 : (inLane?.width ?? (index === 0 ? sizes.card.width : sizes.narrow));
    own.push({ x: right, width });
    if (width > 0) right += width + sizes.between;
    lanesHeight = Math.max(lanesHeight, inLane?.height ?? footOf(lane));
  }
  const head = headOf(node) + tracksAt('band', 0) * sizes.track;
  let bottom = node.lanes.length === 0 ? sizes.card.height : sizes.card.height + head + lanesHeight;
  const rows: number[] = [];
  let inner = Math.max(
    sizes.card.width + (node.lanes.some(({ kind }) => kind === 'loop') ? sizes.narrow : 0),
    right - sizes.between,
  );
  for (const [index, id] of node.rows.entries()) {
    bottom += sizes.band + tracksAt('band', index + 1) * sizes.track;
    rows.push(bottom);
    bottom += blocks.get(id)?.height ?? 0;
    inner = Math.max(inner, blocks.get(id)?.width ?? 0);
  }
  const gutters = tracksAt('gutter', 0);
  const width = inner + (gutters === 0 ? 0 : (gutters + 1) * sizes.gutter);
  return { width, inner, height: bottom, head, lanesHeight, lanes: own, rows };
}

function headOf(node: StructureNode): number {
  if (!isUnnamed(node)) return sizes.named;
  return node.lanes[0]?.kind === 'join' ? sizes.track : sizes.unnamed;
}

function footOf({ kind }: StructureLane): number {
  return kind === 'end' || kind === 'elsewhere' ? sizes.foot : 0;
}

interface Places {
  readonly width: number;
  readonly cards: ReadonlyMap<StepId, Point>;
  readonly heads: readonly DrawnHead[];
}

function placesOf({ parts, nodes }: JourneyStructure, blocks: ReadonlyMap<StepId, Block>): Places {
  const cards = new Map<StepId, Point>();
  const heads: DrawnHead[] = [];
  let left = 0;
  for (const [index, { root, interrupt, steps }] of parts.entries()) {
    const kind = index === 0 ? 'entry' : interrupt === undefined ? 'unreached' : 'interrupt';
    heads.push({ kind, interrupt, root, x: left, y: 0 });
    cards.set(root, { x: left, y: sizes.card.height + sizes.unnamed });
    for (const id of steps) {
      const [node, block, { x, y }] = [nodes.get(id), blocks.get(id), pointOf(cards, id)];
      if (!node || !block) continue;
      for (const [place, { kind: lane, to }] of node.lanes.entries())
        if (lane === 'lane' && to !== null)
          cards.set(to, { x: x + (block.lanes[place]?.x ?? 0), y: y + sizes.card.height + block.head });
      for (const [place, row] of node.rows.entries()) cards.set(row, { x, y: y + (block.rows[place] ?? 0) });
    }
    left += (blocks.get(root)?.width ?? sizes.card.width) + sizes.betweenParts;
  }
  return { width: Math.max(0, left - sizes.betweenParts), cards, heads };
}

import type { StepId } from '../definition/index.ts';
import type { JourneyStructure, StructureLane, StructureNode } from './structure.ts';

/**
 * The way of each path that does not simply lead into a lane of its own, before there are coordinates. The block of a step
 * is all that the step dominates: its card, its lanes, and its rows beneath them. Between two rows is a free band, and
 * right of the block are its gutters, so a way of bands and gutters crosses no card.
 */
export interface Route {
  readonly from: StepId;
  readonly lane: StructureLane;
  readonly to: StepId;
  readonly hops: readonly Hop[];
}

/** band: along the band above this row of the block. gutter: up or down right of the block. */
export interface Hop {
  readonly by: 'band' | 'gutter';
  readonly block: StepId;
  /** Of a band; 0 is the band between the card and the lanes. */
  readonly row: number;
}

export interface Routes {
  readonly routes: readonly Route[];
  /** Lines to the same target share a track. Keys are those of `trackKey`, tracks count from 0. */
  readonly tracks: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Where tracks are counted: a gutter of a block, or one of its bands. */
export function trackKey({ by, block, row }: Hop): string {
  return by === 'gutter' ? `gutter ${block}` : `band ${row} ${block}`;
}

/** What shares a track: forward lines to the same step, and loops to the same step. */
export function lineKey(kind: StructureLane['kind'], to: StepId): string {
  return `${kind} ${to}`;
}

export function routesOf({ nodes, order }: JourneyStructure): Routes {
  const routes: Route[] = [];
  const used = new Map<string, Map<string, number>>();
  const straight = new Map<string, string[]>();
  for (const id of order) {
    const node = nodes.get(id);
    for (const lane of node?.lanes ?? []) {
      if (!node || lane.to === null || (lane.kind !== 'join' && lane.kind !== 'loop')) continue;
      const hops = lane.kind === 'join' ? forwardHops(nodes, node, lane.to) : loopHops(nodes, node, lane.to);
      routes.push({ from: id, lane, to: lane.to, hops });
      const line = lineKey(lane.kind, lane.to);
      for (const [place, hop] of hops.entries()) {
        const isLast = lane.kind === 'join' && place === hops.length - 1;
        if (isLast) straight.set(trackKey(hop), [...(straight.get(trackKey(hop)) ?? []), line]);
        else takeTrack(used, trackKey(hop), line);
      }
    }
  }
  // The bus directly above its target comes last, beneath the lines that only pass.
  for (const [key, lines] of straight) for (const line of lines) takeTrack(used, key, line);
  return { routes, tracks: used };
}

function takeTrack(used: Map<string, Map<string, number>>, key: string, line: string): void {
  const tracks = used.get(key) ?? new Map<string, number>();
  used.set(key, tracks);
  if (!tracks.has(line)) tracks.set(line, tracks.size);
}

/** Down the lane and out of each block upwards in the tree, until the target is the next row of one. */
function forwardHops(nodes: ReadonlyMap<StepId, StructureNode>, from: StructureNode, to: StepId): readonly Hop[] {
  const hops: Hop[] = [];
  const target = nodes.get(to);
  let row = 0;
  for (let block: StructureNode | undefined = from; block; block = parentOf(nodes, block)) {
    const isOwn = target?.parent === block.id;
    const isDirect = isOwn ? target.row === row + 1 : row === block.rows.length;
    if (!isDirect) {
      hops.push({ by: 'band', block: block.id, row: row + 1 }, { by: 'gutter', block: block.id, row: 0 });
    }
    if (isOwn) {
      hops.push({ by: 'band', block: block.id, row: target.row });
      return hops;
    }
    row = block.row;
  }
  return hops;
}

/** Out to the right, then up by the gutters of each block, to the step or to a block that holds it. */
function loopHops(nodes: ReadonlyMap<StepId, StructureNode>, from: StructureNode, to: StepId): readonly Hop[] {
  const around = new Set<StepId>();
  for (let block = nodes.get(to); block; block = parentOf(nodes, block)) around.add(block.id);
  const hops: Hop[] = [{ by: 'gutter', block: from.id, row: 0 }];
  for (let block: StructureNode = from; !around.has(block.id); ) {
    const parent = parentOf(nodes, block);
    if (!parent) break;
    hops.push({ by: 'band', block: parent.id, row: block.row }, { by: 'gutter', block: parent.id, row: 0 });
    block = parent;
  }
  return hops;
}

function parentOf(nodes: ReadonlyMap<StepId, StructureNode>, { parent }: StructureNode): StructureNode | undefined {
  return parent === undefined ? undefined : nodes.get(parent);
}

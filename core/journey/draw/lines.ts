import type { StepId } from '../definition/index.ts';
import { type Block, type DrawnHead, isUnnamed, type Point, pointOf, sizes } from './geometry.ts';
import { type Hop, lineKey, type Route, type Routes, trackKey } from './routes.ts';
import type { JourneyStructure, LaneKind, StructureNode } from './structure.ts';

/** One path as a line of horizontal and vertical pieces. */
export interface Line {
  /** Undefined: the line from a head to its root. */
  readonly from: StepId | undefined;
  readonly path: string;
  readonly to: StepId | null;
  readonly kind: LaneKind;
  readonly points: readonly Point[];
  /** The middle of the path's name, and how wide it may be. None: the only way out, called "next". */
  readonly label: (Point & { readonly width: number }) | undefined;
  /** The top middle of what stands at its foot: an end, or where it goes on. */
  readonly foot: Point | undefined;
}

export interface Geometry {
  readonly structure: JourneyStructure;
  readonly routes: Routes;
  readonly blocks: ReadonlyMap<StepId, Block>;
  readonly cards: ReadonlyMap<StepId, Point>;
  readonly heads: readonly DrawnHead[];
}

const { width, height } = sizes.card;
const middle = width / 2;
/** From a card down to the line that its lanes hang from, and to the middle of their names. */
const toBus = 14;
const toLabel = 40;

export function linesOf(geometry: Geometry): readonly Line[] {
  const { structure, cards, heads } = geometry;
  const byLane = new Map(geometry.routes.routes.map((route) => [`${route.from} ${route.lane.path}`, route]));
  const leads = heads.map(({ root, x, y }): Line => {
    const target = pointOf(cards, root);
    const points = [
      { x: x + middle, y: y + height },
      { x: x + middle, y: target.y },
    ];
    return { from: undefined, path: '', to: root, kind: 'lane', points, label: undefined, foot: undefined };
  });
  const own = structure.order.flatMap((id) => {
    const node = structure.nodes.get(id);
    return node ? node.lanes.map((lane, place) => lineOf(geometry, node, place, byLane.get(`${id} ${lane.path}`))) : [];
  });
  return [...leads, ...own];
}

function lineOf(geometry: Geometry, node: StructureNode, place: number, route: Route | undefined): Line {
  const { path, to, kind } = node.lanes[place] as StructureNode['lanes'][number];
  const frame = { from: node.id, path, to, kind };
  if (kind === 'loop' && route) return { ...frame, ...loopLine(geometry, node, place, route), foot: undefined };
  const [block, card] = [geometry.blocks.get(node.id), pointOf(geometry.cards, node.id)];
  const lane = block?.lanes[place] ?? { x: 0, width };
  const isNarrow = kind !== 'lane' && place > 0;
  const x = card.x + lane.x + (isNarrow ? sizes.narrow / 2 : middle);
  const start = { x: card.x + middle, y: card.y + height };
  const points: Point[] = [start];
  if (x !== start.x) points.push({ x: start.x, y: start.y + toBus }, { x, y: start.y + toBus });
  const top = start.y + (block?.head ?? 0);
  const label = isUnnamed(node)
    ? undefined
    : { x, y: start.y + toLabel, width: isNarrow ? sizes.narrow - 8 : Math.min(lane.width, width) };
  if (kind === 'join' && route) {
    const ends = routePoints(geometry, route, { x, y: top + (block?.lanesHeight ?? 0) });
    return { ...frame, points: simplified([...points, ...ends]), label, foot: undefined };
  }
  points.push({ x, y: kind === 'lane' && to !== null ? pointOf(geometry.cards, to).y : top });
  return { ...frame, points: simplified(points), label, foot: kind === 'lane' ? undefined : { x, y: top } };
}

/** By bands and gutters to the top of the target. */
function routePoints(geometry: Geometry, { hops, to, lane }: Route, from: Point): readonly Point[] {
  const points: Point[] = [from];
  let { x } = from;
  const target = pointOf(geometry.cards, to);
  for (const [index, hop] of hops.entries()) {
    if (hop.by === 'gutter') {
      x = gutterX(geometry, hop, lineKey(lane.kind, to));
      points.push({ x, y: points.at(-1)?.y ?? from.y });
      continue;
    }
    const y = bandY(geometry, hop, lineKey(lane.kind, to));
    points.push({ x, y });
    if (index === hops.length - 1) points.push({ x: target.x + middle, y });
  }
  return [...points, { x: target.x + middle, y: target.y }];
}

function loopLine(
  geometry: Geometry,
  node: StructureNode,
  place: number,
  { hops, to, lane }: Route,
): Pick<Line, 'points' | 'label'> {
  const [card, target] = [pointOf(geometry.cards, node.id), pointOf(geometry.cards, to)];
  const before = node.lanes.slice(0, place).filter(({ kind }) => kind === 'loop').length;
  const y = card.y + height / 2 + 12 + before * 6;
  const points: Point[] = [{ x: card.x + width, y }];
  for (const hop of hops) {
    const last = points.at(-1) as Point;
    if (hop.by === 'gutter') points.push({ x: gutterX(geometry, hop, lineKey(lane.kind, to)), y: last.y });
    else points.push({ x: last.x, y: bandY(geometry, hop, lineKey(lane.kind, to)) });
  }
  const last = points.at(-1) as Point;
  const into = target.y + height / 2 - 12;
  points.push({ x: last.x, y: into }, { x: target.x + width, y: into });
  const label = { x: card.x + width + sizes.narrow / 2, y: y + before * 18, width: sizes.narrow - 16 };
  return { points: simplified(points), label };
}

function gutterX({ blocks, cards, routes }: Geometry, hop: Hop, line: string): number {
  const track = routes.tracks.get(trackKey(hop))?.get(line) ?? 0;
  return pointOf(cards, hop.block).x + (blocks.get(hop.block)?.inner ?? 0) + (track + 1) * sizes.gutter;
}

/** A band ends where its row begins; the tracks stand above one another from there. */
function bandY({ blocks, cards, routes }: Geometry, hop: Hop, line: string): number {
  const tracks = routes.tracks.get(trackKey(hop));
  const [block, card] = [blocks.get(hop.block), pointOf(cards, hop.block)];
  const bottom = hop.row === 0 ? height + (block?.head ?? 0) : (block?.rows[hop.row - 1] ?? 0);
  const above = (tracks?.size ?? 1) - (tracks?.get(line) ?? 0);
  return card.y + bottom - 8 - above * sizes.track;
}

/** Without pieces of no length, and without points in the middle of a straight piece. */
function simplified(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last && last.x === point.x && last.y === point.y) continue;
    const isStraight = before && last && isBetween(before, last, point);
    if (isStraight) kept.pop();
    kept.push(point);
  }
  return kept;
}

function isBetween(before: Point, last: Point, next: Point): boolean {
  const vertical = before.x === last.x && last.x === next.x;
  const horizontal = before.y === last.y && last.y === next.y;
  return (
    (vertical && Math.sign(last.y - before.y) === Math.sign(next.y - last.y)) ||
    (horizontal && Math.sign(last.x - before.x) === Math.sign(next.x - last.x))
  );
}

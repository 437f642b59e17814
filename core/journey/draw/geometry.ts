import type { StepId } from '../definition/index.ts';
import type { StructureNode } from './structure.ts';

/** What a drawing is made of, in pixels at full size. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DrawnCard extends Point {
  readonly step: StepId;
  /** Its place in reading order, from 1. */
  readonly number: number;
}

/** What a part of the journey begins with: the entry, an interrupt, or nothing that leads there. */
export interface DrawnHead extends Point {
  readonly kind: 'entry' | 'interrupt' | 'unreached';
  readonly interrupt?: string | undefined;
  readonly root: StepId;
}

export const sizes = {
  card: { width: 248, height: 68 },
  /** Width of a lane that holds no cards. */
  narrow: 148,
  /** Between two lanes. */
  between: 28,
  gutter: 18,
  /** From a card down to its lanes, where their names stand; and where there is nothing to say. */
  named: 72,
  unnamed: 44,
  /** A band between two rows, and each line that passes it. */
  band: 36,
  track: 10,
  /** The foot of a lane: an end, or where it goes on. */
  foot: 30,
  betweenParts: 72,
} as const;

/** The block of a step: all that it dominates. Its left edge is that of its card. */
export interface Block {
  readonly width: number;
  /** Without its gutters. */
  readonly inner: number;
  readonly height: number;
  readonly head: number;
  readonly lanesHeight: number;
  /** Left edges and widths of its lanes, from its own left edge. */
  readonly lanes: readonly { readonly x: number; readonly width: number }[];
  /** Top edges of its rows, from its own top. */
  readonly rows: readonly number[];
}

/** A path that needs no name: the only way out, and called "next". */
export function isUnnamed({ lanes: all }: Pick<StructureNode, 'lanes'>): boolean {
  return all.length === 1 && all[0]?.path === 'next';
}

export function pointOf(points: ReadonlyMap<StepId, Point>, id: StepId): Point {
  return points.get(id) ?? { x: 0, y: 0 };
}

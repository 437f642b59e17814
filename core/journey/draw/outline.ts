import type { JourneyDefinition, StepId } from '../definition/index.ts';
import { type JourneyStructure, type StructureLane, type StructurePart, structureOf } from './structure.ts';

/** A journey as an indented list: the same steps and paths as in the picture, for reading from top to bottom. */
export type OutlineRow =
  | {
      readonly kind: 'head';
      readonly level: 0;
      readonly part: StructurePart;
      readonly of: 'entry' | 'interrupt' | 'unreached';
    }
  | {
      readonly kind: 'step';
      readonly level: number;
      readonly step: StepId;
      /** Its place in reading order, from 1. */
      readonly number: number;
      /** Where its only path goes on, where that is not the next row. */
      readonly goesOn: OutlineEnd | undefined;
    }
  | {
      readonly kind: 'path';
      readonly level: number;
      readonly step: StepId;
      readonly path: string;
      /** Where the path goes on, where its first step is not the next row. */
      readonly goesOn: OutlineEnd | undefined;
    };

/** The end of the journey, or a step that stands elsewhere in the list. */
export type OutlineEnd = { readonly to: StepId | null; readonly isLoop: boolean };

export function outline(
  definition: JourneyDefinition,
  structure: JourneyStructure = structureOf(definition),
): readonly OutlineRow[] {
  const numbers = new Map(structure.order.map((id, index) => [id, index + 1]));
  const rows: OutlineRow[] = [];
  for (const [index, part] of structure.parts.entries()) {
    const of = index === 0 ? 'entry' : part.interrupt === undefined ? 'unreached' : 'interrupt';
    rows.push({ kind: 'head', level: 0, part, of });
    addRows(structure, numbers, rows, part.root);
  }
  return rows;
}

type Open = { readonly id: StepId; readonly level: number } | { readonly row: OutlineRow };

/** With a stack of our own: a chain of thousands of steps must not recurse as deep. */
function addRows(
  { nodes }: JourneyStructure,
  numbers: ReadonlyMap<StepId, number>,
  rows: OutlineRow[],
  root: StepId,
): void {
  const open: Open[] = [{ id: root, level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('row' in next) {
      rows.push(next.row);
      continue;
    }
    const { id, level } = next;
    const node = nodes.get(id);
    if (!node) continue;
    const only = node.lanes.length === 1 ? node.lanes[0] : undefined;
    const goesOn = only && only.kind !== 'lane' ? endOf(only) : undefined;
    rows.push({ kind: 'step', level, step: id, number: numbers.get(id) ?? 0, goesOn });
    const beneath = node.lanes.flatMap((lane): Open[] => {
      const inLane: Open[] = lane.kind === 'lane' && lane.to !== null ? [{ id: lane.to, level: level + 2 }] : [];
      if (only) return inLane.map((each) => ({ ...each, level }));
      const row: OutlineRow = { kind: 'path', level: level + 1, step: id, path: lane.path, goesOn: endOf(lane) };
      return [{ row }, ...inLane];
    });
    open.push(...[...beneath, ...node.rows.map((row) => ({ id: row, level }))].reverse());
  }
}

function endOf(lane: StructureLane): OutlineEnd | undefined {
  return lane.kind === 'lane' ? undefined : { to: lane.to, isLoop: lane.kind === 'loop' };
}

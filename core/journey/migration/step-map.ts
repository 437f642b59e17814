import { z } from 'zod';
import { idSchema, type StepId } from '../definition/index.ts';

/** What becomes of runs at a step that go on at no step of the new version. */
export const mapActs = [':exit', ':stay', ':end'] as const;

export type MapAct = (typeof mapActs)[number];

/**
 * Where the runs at a step of an earlier version go: a step of the new one, or
 *   :exit  the run ends
 *   :stay  the run stays on its version, with all of its branches
 *   :end   this branch of the run ends as if its path did; others go on
 */
export const stepTargetSchema = z.union([idSchema, z.enum(mapActs)]);

export type StepTarget = StepId | MapAct;

/** Steps of earlier versions ▸ where their runs go. One that is not named goes to the step of its id and type. */
export const stepMapSchema = z
  .record(idSchema, stepTargetSchema)
  .refine((map) => Object.keys(map).length <= 500, 'must have 500 steps at most')
  .describe(
    'Step of an earlier version ▸ the step of the new one at which its runs go on; or ":exit": the run ends, ":stay": it stays on its version, ":end": this branch ends. Unless named, a step goes to the one of the same id.',
  );

export type StepMap = Readonly<Record<StepId, StepTarget>>;

/** What a run carries until it moves. */
export interface Move {
  /** The version to which it goes. */
  readonly version: number;
  readonly map: StepMap;
  /** Of runs that the map lets exit. */
  readonly reason: string;
}

export function isMapAct(target: StepTarget): target is MapAct {
  return target.startsWith(':');
}

/** The map that takes runs back. What has exited or ended stays so; of steps that were joined into one, the first is taken. */
export function inverseOf(map: StepMap): StepMap {
  const back = Object.entries(map).flatMap(([from, to]) => (isMapAct(to) || to === from ? [] : [[to, from] as const]));
  return Object.fromEntries(back.reverse());
}

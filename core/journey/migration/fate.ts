import { canonicalJson } from '../../base/canonical-json.ts';
import { findStep, type JourneyDefinition, type Step, type StepId } from '../definition/index.ts';
import { typeOf } from '../steps/index.ts';
import { lanesOf } from './lanes.ts';
import type { StepMap } from './step-map.ts';

/** Two versions of one journey, and the map between them. */
export interface VersionChange {
  readonly from: JourneyDefinition;
  readonly to: JourneyDefinition;
  readonly map: StepMap;
}

/** What becomes of a token at a step. */
export type Fate =
  /** It waits on at the same step: its start, its message, task or call are kept. */
  | { readonly kind: 'keep' }
  /** It leaves and arrives at this step. `keepsStart`: a wait goes on in another one. */
  | { readonly kind: 'go'; readonly step: StepId; readonly keepsStart: boolean }
  | { readonly kind: 'exit' }
  | { readonly kind: 'end' }
  /** The run stays on its version. */
  | { readonly kind: 'stay' }
  /** The same, since it can't be moved. */
  | { readonly kind: 'none'; readonly why: CannotMove };

export type CannotMove =
  | 'key' // the journey's key is another one: a run's events are found by it
  | 'no-target' // nothing is said, and the new version has no step of this id and type
  | 'unknown-target' // the map names no step of the new version
  | 'lane' // the target is in another branch, or on another path that may be under way at once
  | 'answers'; // an open task may be answered by a choice that the step has no more

export function fateOf({ from, to, map }: VersionChange, id: StepId): Fate {
  const target = Object.hasOwn(map, id) ? map[id] : undefined;
  if (target === ':exit') return { kind: 'exit' };
  if (target === ':end') return { kind: 'end' };
  if (target === ':stay') return { kind: 'stay' };
  if (canonicalJson(from.key ?? null) !== canonicalJson(to.key ?? null)) return no('key');
  const before = findStep(from, id);
  const after = findStep(to, target ?? id);
  if (!before || (!after && target === undefined)) return no('no-target');
  if (!after) return no('unknown-target');
  const isSame = after.type === before.type && (target ?? id) === id;
  if (!isSame && target === undefined) return no('no-target');
  if (!sharesLanes(from, id, to, target ?? id)) return no('lane');
  if (!isSame) return { kind: 'go', step: target ?? id, keepsStart: before.type === after.type && isTimed(after) };
  return losesAnswers(before, after) ? no('answers') : { kind: 'keep' };
}

const no = (why: CannotMove): Fate => ({ kind: 'none', why });

/** May a token be found at the step between two turns? */
export function mayWait(step: Step): boolean {
  const { rests, joins, uses, isPassed } = typeOf(step);
  return !isPassed && (rests === true || joins === true || (uses?.(step).job ?? []).length > 0);
}

/** A step that only waits: for time to pass, or for something to come. */
function isTimed(step: Step): boolean {
  const { rests, uses } = typeOf(step);
  return rests === true && uses === undefined;
}

function sharesLanes(from: JourneyDefinition, id: StepId, to: JourneyDefinition, target: StepId): boolean {
  const there = lanesOf(to).get(target) ?? new Set();
  return [...(lanesOf(from).get(id) ?? [])].every((lane) => there.has(lane));
}

/** Answers of an open task are paths: all that may still be given must be there. */
function losesAnswers(before: Step, after: Step): boolean {
  if (!typeOf(before).taskResult) return false;
  const paths = new Set(typeOf(after).paths(after).required);
  return typeOf(before)
    .paths(before)
    .required.some((path) => !paths.has(path));
}

import { canonicalJson } from '../../base/canonical-json.ts';
import type { JourneyDefinition, Step, StepId } from '../definition/index.ts';

/** Something that both sides changed, each in its own way. */
export interface Conflict {
  readonly of: 'step' | 'setting';
  readonly name: string;
}

export interface Merged {
  readonly definition: JourneyDefinition;
  /** Ours stands in the definition; the caller asks which is meant. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Two drafts that were made from the same one, as one: by step, and by setting of the journey. What one side changed is
 * changed; what both changed in the same way is no conflict. `prefer` says whose stands where there is one.
 */
export function mergeDrafts(
  base: JourneyDefinition,
  mine: JourneyDefinition,
  theirs: JourneyDefinition,
  prefer: 'mine' | 'theirs' = 'mine',
): Merged {
  const conflicts: Conflict[] = [];
  const settings = (definition: JourneyDefinition): Readonly<Record<string, unknown>> => {
    const { steps: _steps, ...rest } = definition;
    return rest;
  };
  const frame = mergeMembers(settings(base), settings(mine), settings(theirs), prefer, (name) =>
    conflicts.push({ of: 'setting', name }),
  );
  const steps = mergeMembers(base.steps, mine.steps, theirs.steps, prefer, (name) =>
    conflicts.push({ of: 'step', name }),
  );
  const merged = { ...frame, steps } as JourneyDefinition;
  return { definition: withNamedSteps(merged, [mine, theirs, base]), conflicts };
}

function mergeMembers<Value>(
  base: Readonly<Record<string, Value>>,
  mine: Readonly<Record<string, Value>>,
  theirs: Readonly<Record<string, Value>>,
  prefer: 'mine' | 'theirs',
  conflict: (name: string) => void,
): Record<string, Value> {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs), ...Object.keys(base)])];
  const merged: Record<string, Value> = {};
  for (const name of names) {
    const of = (side: Readonly<Record<string, Value>>) => (Object.hasOwn(side, name) ? side[name] : undefined);
    const isSame = (one: Value | undefined, other: Value | undefined) =>
      one === undefined || other === undefined ? one === other : canonicalJson(one) === canonicalJson(other);
    const [was, own, other] = [of(base), of(mine), of(theirs)];
    const isOurs = isSame(other, was) || isSame(own, other);
    if (!isOurs && !isSame(own, was)) conflict(name);
    const value = isOurs ? own : isSame(own, was) || prefer === 'theirs' ? other : own;
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** A step that one side removed and the other still leads to stays. */
function withNamedSteps(definition: JourneyDefinition, sides: readonly JourneyDefinition[]): JourneyDefinition {
  const steps: Record<StepId, Step> = { ...definition.steps };
  const interrupts = (definition.on ?? []).flatMap(({ jump, do: side }) => [jump, side]);
  const open: (StepId | null | undefined)[] = [definition.start, ...interrupts];
  open.push(...Object.values(steps).flatMap(({ paths }) => Object.values(paths)));
  for (let id = open.pop(); open.length > 0 || id !== undefined; id = open.pop()) {
    if (id === null || id === undefined || Object.hasOwn(steps, id)) continue;
    const found = sides.find((side) => Object.hasOwn(side.steps, id))?.steps[id];
    if (!found) continue;
    steps[id] = found;
    open.push(...Object.values(found.paths));
  }
  return { ...definition, steps };
}

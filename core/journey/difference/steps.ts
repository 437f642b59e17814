import { canonicalJson } from '../../base/canonical-json.ts';
import { findStep, type JourneyDefinition, type Step, type StepId } from '../definition/index.ts';
import { summaryOf } from '../draw/summary.ts';
import { type Change, settingChanges } from './settings.ts';

/** Steps that were added, removed, moved or changed, in the order of the newer definition. */
export function stepChanges(before: JourneyDefinition, after: JourneyDefinition): readonly Change[] {
  const moved = movedSteps(before, after);
  const changes: Change[] = [];
  for (const [id, step] of Object.entries(after.steps)) {
    const earlier = findStep(before, id);
    if (!earlier)
      changes.push({ part: 'step', kind: 'added', step: id, text: `${named(id, step)}: added, ${summaryOf(step)}` });
    else {
      const way = moved.get(id);
      if (way) changes.push({ part: 'step', kind: 'moved', step: id, text: `${named(id, step)}: moved from ${way}` });
      changes.push(...changesOfStep(id, earlier, step), ...pathChanges({ before, after, moved }, id, earlier, step));
    }
  }
  for (const [id, step] of Object.entries(before.steps)) {
    if (!findStep(after, id))
      changes.push({ part: 'step', kind: 'removed', step: id, text: `${named(id, step)}: removed` });
  }
  return changes;
}

function changesOfStep(id: StepId, before: Step, after: Step): readonly Change[] {
  const { paths: _before, ...was } = before;
  const { paths: _after, ...is } = after;
  if (canonicalJson(was) === canonicalJson(is)) return [];
  const changed = (text: string): Change => ({
    part: 'step',
    kind: 'changed',
    step: id,
    text: `${named(id, after)}: ${text}`,
  });
  if (was.type !== is.type) return [changed(`${was.type} ▸ ${is.type}`)];
  const [summary, now] = [summaryOf(before), summaryOf(after)];
  const settings = settingChanges(was, is);
  const only = settings.length === 1 && summary !== now;
  return only ? [changed(`${summary} ▸ ${now}`)] : settings.map(({ name, text }) => changed(`${name} ${text}`));
}

interface Both {
  readonly before: JourneyDefinition;
  readonly after: JourneyDefinition;
  readonly moved: ReadonlyMap<StepId, string>;
}

function pathChanges({ before, after, moved }: Both, id: StepId, was: Step, is: Step): readonly Change[] {
  const changes: Change[] = [];
  for (const [path, to] of Object.entries(is.paths)) {
    const earlier = Object.hasOwn(was.paths, path) ? was.paths[path] : undefined;
    const text = (words: string) => `${named(id, is)}, path ${path}: ${words}`;
    if (earlier === undefined)
      changes.push({ part: 'path', kind: 'added', step: id, text: text(`added, ${goesTo(to)}`) });
    else if (earlier !== to && !isExplained({ before, after, moved }, id, earlier, to))
      changes.push({ part: 'path', kind: 'changed', step: id, text: text(`${goesTo(earlier)} ▸ ${goesTo(to)}`) });
  }
  for (const path of Object.keys(was.paths)) {
    if (!Object.hasOwn(is.paths, path))
      changes.push({ part: 'path', kind: 'removed', step: id, text: `${named(id, is)}, path ${path}: removed` });
  }
  return changes;
}

/** Does another change already say why the path leads elsewhere: steps put in, taken out or moved? */
function isExplained({ before, after, moved }: Both, id: StepId, was: StepId | null, is: StepId | null): boolean {
  if (moved.has(id) || (was !== null && moved.has(was)) || (is !== null && moved.has(is))) return true;
  const earlier = keptTargets(before, was, (step) => !findStep(after, step));
  return [...keptTargets(after, is, (step) => !findStep(before, step))].some((target) => earlier.has(target));
}

/** The steps, or the end, that a path leads to when steps of which `isPassed` holds are passed. */
function keptTargets(
  definition: JourneyDefinition,
  first: StepId | null,
  isPassed: (step: StepId) => boolean,
): ReadonlySet<StepId | null> {
  const seen = new Set<StepId | null>();
  const kept = new Set<StepId | null>();
  const open = [first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (id === null || !isPassed(id)) kept.add(id);
    else open.push(...Object.values(findStep(definition, id)?.paths ?? {}));
  }
  return kept;
}

/** Steps that all paths reach from elsewhere now, with where they came before and after. */
function movedSteps(before: JourneyDefinition, after: JourneyDefinition): ReadonlyMap<StepId, string> {
  const moved = new Map<StepId, string>();
  const [was, is] = [inletsOf(before), inletsOf(after)];
  for (const id of Object.keys(after.steps)) {
    const [from, to] = [was.get(id) ?? [], is.get(id) ?? []];
    const isElsewhere = from.length > 0 && to.length > 0 && !from.some((inlet) => to.includes(inlet));
    const leaves = ownTargets(before, id).every((target) => !ownTargets(after, id).includes(target));
    const areKept = [...from, ...to].every((inlet) => isIn(before, inlet) && isIn(after, inlet));
    if (isElsewhere && leaves && areKept)
      moved.set(id, `${from.map(stepOf).join(', ')} to ${to.map(stepOf).join(', ')}`);
  }
  return moved;
}

const ownTargets = (definition: JourneyDefinition, id: StepId) => Object.values(findStep(definition, id)?.paths ?? {});
const stepOf = (inlet: string) => `after ${inlet.split('.')[0]}`;
const isIn = (definition: JourneyDefinition, inlet: string) =>
  findStep(definition, inlet.split('.')[0] as string) !== undefined;

function inletsOf({ steps }: JourneyDefinition): ReadonlyMap<StepId, readonly string[]> {
  const inlets = new Map<StepId, string[]>();
  for (const [id, { paths }] of Object.entries(steps)) {
    for (const [path, to] of Object.entries(paths))
      if (to !== null) inlets.set(to, [...(inlets.get(to) ?? []), `${id}.${path}`]);
  }
  return inlets;
}

function named(id: StepId, { type }: Step): string {
  const word = type.replaceAll('-', ' ');
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${id}`;
}

const goesTo = (to: StepId | null) => (to === null ? 'ends' : `goes to ${to}`);

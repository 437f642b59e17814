import { findStep, idSchema, type JourneyDefinition, type Step, type StepId } from '../definition/index.ts';
import { optionalPaths, requiredPaths } from './places.ts';

/**
 * Other settings of a step. Its paths follow: one that has another name now keeps its target, one that is new leads where
 * the last of the step leads, and one that the settings do not name any more is gone.
 */
export function changeStep(definition: JourneyDefinition, id: StepId, step: Step): JourneyDefinition {
  const before = findStep(definition, id);
  if (!before) return definition;
  const required = requiredPaths(step);
  const optional = optionalPaths(step);
  const had = Object.keys(before.paths);
  const gone = had.filter((path) => !required.includes(path) && !optional.includes(path));
  const come = required.filter((path) => !had.includes(path));
  const isRenamed = gone.length === 1 && come.length === 1;
  const last = had.at(-1);
  const added = isRenamed ? before.paths[gone[0] ?? ''] : before.paths[last ?? ''];
  const paths = [
    ...Object.entries(before.paths).filter(([path]) => !gone.includes(path)),
    ...come.map((path) => [path, added ?? null] as const),
  ];
  return { ...definition, steps: { ...definition.steps, [id]: { ...step, paths: Object.fromEntries(paths) } } };
}

/** Gives a step a path that it may have, or takes it away. */
export function togglePath(definition: JourneyDefinition, id: StepId, path: string): JourneyDefinition {
  const step = findStep(definition, id);
  if (!step || !optionalPaths(step).includes(path)) return definition;
  const { [path]: had, ...rest } = step.paths;
  const paths = had === undefined ? { ...step.paths, [path]: null } : rest;
  return { ...definition, steps: { ...definition.steps, [id]: { ...step, paths } } };
}

/** Another id, wherever the definition names the step. Undefined: it can not have this id. */
export function renameStep(definition: JourneyDefinition, id: StepId, to: string): JourneyDefinition | undefined {
  if (to === id) return definition;
  if (!findStep(definition, id) || Object.hasOwn(definition.steps, to) || !idSchema.safeParse(to).success)
    return undefined;
  const renamed = (each: StepId) => (each === id ? to : each);
  const steps = Object.entries(definition.steps).map(([each, step]): [StepId, Step] => {
    const paths = Object.entries(step.paths).map(([path, target]) => [path, target === id ? to : target] as const);
    const { paths: _paths, ...settings } = step;
    return [renamed(each), { ...(inReferences(settings, id, to) as object), paths: Object.fromEntries(paths) } as Step];
  });
  const { on, ...rest } = definition;
  return {
    ...(inReferences({ ...rest, steps: undefined }, id, to) as JourneyDefinition),
    ...(on && {
      on: on.map(({ jump, do: side, skip, ...rule }) => ({
        ...(inReferences(rule, id, to) as typeof rule),
        ...(jump !== undefined && { jump: renamed(jump) }),
        ...(side !== undefined && { do: renamed(side) }),
        ...(skip && { skip: skip.map(renamed) }),
      })) as NonNullable<JourneyDefinition['on']>,
    }),
    start: renamed(definition.start),
    steps: Object.fromEntries(steps),
  };
}

/** What refers to a step by its id: "answers.<step>.code", "decided.<step>.template", "messages.<step>.clicked". */
const ofSteps = ['answers', 'decided', 'messages', 'message', 'outcomes', 'tasks'];

/** The same JSON with references to a step under its other id. */
export function inReferences(json: unknown, from: StepId, to: StepId): unknown {
  if (typeof json === 'string') {
    const reference = new RegExp(`(^|\\{\\{\\s*)(${ofSteps.join('|')})\\.${from}(?=\\.|$|\\s*[|}])`, 'g');
    return json.replace(reference, (_all, lead: string, root: string) => `${lead}${root}.${to}`);
  }
  if (Array.isArray(json)) return json.map((item) => inReferences(item, from, to));
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, inReferences(member, from, to)]));
}

import { z } from 'zod';
import { canonicalJson } from '../../base/canonical-json.ts';
import { jsonTooLarge } from '../../base/json-limits.ts';
import { findStep, idSchema, type JourneyDefinition, jsonLimits, type Step, type StepId } from '../definition/index.ts';
import { type StructureNode, structureOf } from '../draw/structure.ts';
import { inReferences } from './change.ts';
import { draftSchema } from './draft.ts';
import type { Inserted } from './insert.ts';
import { freeId, type PathPlace, targetAt, withTarget } from './places.ts';

/** Steps on the clipboard: canonical JSON, which can go to another journey, another workspace, or a chat. */
const copiedSchema = z.strictObject({
  throughline: z.literal('steps'),
  start: idSchema,
  steps: draftSchema.shape.steps,
});

/** A step as text; of one with several paths, what stands in its own lanes comes with it. */
export function copyStep(definition: JourneyDefinition, id: StepId): string {
  const { nodes } = structureOf(definition);
  const ids = new Set<StepId>();
  const add = (each: StepId, isFirst: boolean): void => {
    if (ids.has(each) || !findStep(definition, each)) return;
    ids.add(each);
    const node = nodes.get(each);
    const isBranching = (node?.lanes.length ?? 0) > 1;
    if (!isFirst || isBranching) for (const next of beneath(node)) add(next, false);
  };
  add(id, true);
  const steps = Object.fromEntries([...ids].map((each) => [each, definition.steps[each]]));
  return canonicalJson({ throughline: 'steps', start: id, steps });
}

function beneath(node: StructureNode | undefined): readonly StepId[] {
  const lanes = (node?.lanes ?? []).flatMap(({ kind, to }) => (kind === 'lane' && to !== null ? [to] : []));
  return lanes;
}

/** Is this text steps that were copied? */
export function isCopied(text: string): boolean {
  return readCopied(text) !== undefined;
}

function readCopied(text: string): z.output<typeof copiedSchema> | undefined {
  if (text.length > 2_000_000) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    if (jsonTooLarge(json, jsonLimits)) return undefined;
    const read = copiedSchema.safeParse(json);
    return read.success && Object.hasOwn(read.data.steps, read.data.start) ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** Puts copied steps at a place. Ids that are taken get a number; paths that led out of what was copied go on here. */
export function pasteSteps(definition: JourneyDefinition, place: PathPlace, text: string): Inserted {
  const copied = readCopied(text);
  if (!copied || (place.from !== undefined && !findStep(definition, place.from)))
    return { definition, step: undefined };
  const next = targetAt(definition, place);
  const ids = new Map<StepId, StepId>();
  const taken = (id: StepId) => Object.hasOwn(definition.steps, id) || [...ids.values()].includes(id);
  for (const id of Object.keys(copied.steps)) ids.set(id, freeId(taken, id));
  const steps = Object.entries(copied.steps).map(([id, { paths, ...settings }]): [StepId, Step] => {
    const led = Object.entries(paths).map(([path, to]): [string, StepId | null] => [
      path,
      to === null ? (copied.start === id && Object.keys(paths).length === 1 ? next : null) : (ids.get(to) ?? next),
    ]);
    const mapped = [...ids].reduce<unknown>(
      (json, [from, to]) => (from === to ? json : inReferences(json, from, to)),
      settings,
    );
    return [ids.get(id) ?? id, { ...(mapped as object), paths: Object.fromEntries(led) } as Step];
  });
  const start = ids.get(copied.start) ?? copied.start;
  const added = { ...definition, steps: { ...definition.steps, ...Object.fromEntries(steps) } };
  return { definition: withTarget(added, place, start), step: start };
}

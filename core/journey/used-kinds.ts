import { entryKinds } from './definition/entry/index.ts';
import { exitKinds } from './definition/exit/index.ts';
import type { JourneyDefinition } from './definition/index.ts';
import { interruptKinds } from './definition/interrupt/index.ts';
import { definitionVersions } from './definition-versions.ts';
import { inputTypes } from './engine/inputs/index.ts';
import { type KindFamily, type Kinds, kindFamilies } from './kinds.ts';
import { stepTypes, typeOf } from './steps/index.ts';
import { watchedTraits } from './subscriptions.ts';

export interface UsedKind {
  readonly family: KindFamily;
  readonly kind: string;
  /** The first place of the definition that uses it: "steps.nudge". */
  readonly where: string;
}

/** The kinds that the registries of this module hold. */
export const journeyKinds: Kinds = {
  'step type': [...stepTypes.keys()],
  entry: [...entryKinds.keys()],
  exit: [...exitKinds.keys()],
  interrupt: [...interruptKinds.keys()],
  input: [...inputTypes.keys()],
  'definition version': Array.from({ length: definitionVersions.current }, (_, index) => String(index + 1)),
};

/** Every run has these inputs, whatever its steps are. */
const inputsOfAll = ['entry', 'event', 'operator-exit', 'operator-skip', 'migrated', 'superseded'];

/** Every kind that a process must know to run this definition, each once. The definition is valid. */
export function usedKinds(definition: JourneyDefinition): readonly UsedKind[] {
  const used = new Map<string, UsedKind>();
  const add = (family: KindFamily, kind: string, where: string) => {
    const name = `${family} ${kind}`;
    if (!used.has(name)) used.set(name, { family, kind, where });
  };
  // An API that can not read a live definition knows none of its events, and would refuse all of them for now.
  add('definition version', String(definitionVersions.current), '(all)');
  for (const kind of inputsOfAll) add('input', kind, 'entry');
  if (definition.whileOpen === 'refresh') add('input', 'refreshed', 'whileOpen');
  if (definition.entryCaps?.over === 'queue') add('input', 'let-in', 'entryCaps');
  if (definition.goal?.endsRun) add('input', 'goal-reached', 'goal');
  if (definition.purpose === 'marketing') add('input', 'consent-withdrawn', 'purpose');
  for (const [index, { on }] of definition.entry.entries()) add('entry', on, `entry[${index}]`);
  for (const [index, { on }] of (definition.exit ?? []).entries()) add('exit', on, `exit[${index}]`);
  for (const [index, { on }] of (definition.on ?? []).entries()) add('interrupt', on, `on[${index}]`);
  if (watchedTraits(definition).size > 0) add('input', 'customer-changed', 'steps');
  for (const [id, step] of Object.entries(definition.steps)) {
    const where = `steps.${id}`;
    const type = typeOf(step);
    add('step type', step.type, where);
    const more = type.uses?.(step) ?? {};
    for (const family of kindFamilies) for (const kind of more[family] ?? []) add(family, kind, where);
  }
  return [...used.values()];
}

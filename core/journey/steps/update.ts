import { z } from 'zod';
import type { Json } from '../../base/canonical-json.ts';
import { PermanentFailure } from '../../base/failure.ts';
import type { Problem } from '../../base/problem.ts';
import { checkReference } from '../../condition/check.ts';
import { isReference } from '../../condition/compile.ts';
import { reader } from '../../condition/fields.ts';
import { jsonSchema, type Properties, type Reference, referenceSchema, type Scope } from '../../condition/schema.ts';
import {
  dataInRun,
  eventNameSchema,
  findStep,
  type JourneyDefinition,
  pathsSchema,
  type StepId,
  stepTitle,
} from '../definition/index.ts';
import { type AnyStep, defineStep, proceed, requestJob } from '../step-type.ts';

/**
 * update: changes traits of the customer and may emit an event. Both happen in the turn's own transaction, as if the
 * customer's own call had brought them at that moment: other journeys are entered, open runs hear it, this one too.
 * A value that is a reference to something missing changes nothing. Rules for each trait:
 *   set        takes the value; null removes the trait
 *   unset      removes the trait
 *   increment  adds a number, to 0 where the trait is no number
 *   append     adds a value to a list, unless it is in it; a trait that is no list becomes one
 *   remove     takes a value out of a list
 */
const valueSchema = z.union([referenceSchema, jsonSchema]);
const traitNameSchema = z.string().min(1).max(200);
const mostTraitsAtOnce = 50;

const schema = z
  .strictObject({
    type: z.literal('update'),
    title: stepTitle,
    set: z.record(traitNameSchema, valueSchema).optional().describe('Trait ▸ its new value, or a reference to one.'),
    unset: z.array(traitNameSchema).max(mostTraitsAtOnce).optional().describe('Traits that are taken away.'),
    increment: z
      .record(traitNameSchema, z.union([referenceSchema, z.number()]))
      .optional()
      .describe('Trait ▸ what is added to its number; one that is missing counts as 0.'),
    append: z.record(traitNameSchema, valueSchema).optional().describe('Trait ▸ a value that is added to its list.'),
    remove: z
      .record(traitNameSchema, valueSchema)
      .optional()
      .describe('Trait ▸ a value that is taken out of its list.'),
    emit: z
      .strictObject({
        event: eventNameSchema,
        properties: z.record(z.string().min(1).max(200), valueSchema).optional(),
      })
      .optional()
      .describe('An event of the customer, as if they had done it now.'),
    paths: pathsSchema,
  })
  .describe('Changes traits of the customer, may emit an event, and leaves by `next`.');

export type UpdateStep = z.infer<typeof schema>;

export const update = defineStep<UpdateStep>({
  type: 'update',
  schema,
  paths: () => ({ required: ['next'], optional: [] }),
  subscriptions: () => [],
  isPassed: true,
  uses: () => ({ job: ['update'], input: ['job-settled'] }),
  describe(step) {
    const traits = changedNames(step);
    const parts = [
      ...(traits.length === 0 ? [] : [`changing ${traits.join(', ')}`]),
      ...(step.emit ? [`emitting ${step.emit.event}`] : []),
    ];
    return parts.join(', ') || 'changing nothing';
  },
  check(step, { where, definition }) {
    return [
      ...valuesOf(step).flatMap(({ at, value }) =>
        isReference(value) ? checkReference(`${where}.${at}.ref`, value, dataInRun(definition)) : [],
      ),
      ...checkChanges(step, where),
    ];
  },
  evaluate: (_step, { outcome }) => (outcome ? proceed('next') : requestJob('update')),
});

export function isUpdate(step: AnyStep): step is UpdateStep {
  return step.type === update.type;
}

/** The update step behind a job. */
export function updateStepOf(definition: JourneyDefinition, id: StepId): UpdateStep {
  const step = findStep(definition, id);
  if (!step || !isUpdate(step))
    throw new PermanentFailure('step-gone', `"${definition.id}" has no update step "${id}"`);
  return step;
}

/** What the step does, in the scope in which it is evaluated. The event's references see the traits as they then are. */
export function effectsOf(step: UpdateStep, scope: Scope): UpdateEffects {
  const traits = changedTraits(step, scope);
  const changed = Object.entries({ ...scope.customer?.traits, ...traits }).filter(([, value]) => value !== null);
  return { traits, event: emittedEvent(step, { ...scope, customer: { traits: Object.fromEntries(changed) } }) };
}

export interface UpdateEffects {
  /** As an identify call would say them: null removes one. */
  readonly traits: Properties;
  readonly event: { readonly name: string; readonly properties: Properties } | undefined;
}

function changedTraits(step: UpdateStep, scope: Scope): Properties {
  const traits = scope.customer?.traits ?? {};
  const current = (name: string): Json | undefined => (Object.hasOwn(traits, name) ? traits[name] : undefined);
  const changed: Record<string, Json> = {};
  const each = (values: Readonly<Record<string, unknown>> | undefined, change: (name: string, value: Json) => void) => {
    for (const [name, given] of Object.entries(values ?? {})) {
      const value = valueIn(given, scope);
      if (value !== undefined) change(name, value);
    }
  };
  each(step.set, (name, value) => {
    changed[name] = value;
  });
  for (const name of step.unset ?? []) changed[name] = null;
  each(step.increment, (name, amount) => {
    if (typeof amount !== 'number') return;
    const before = current(name);
    const sum = (typeof before === 'number' ? before : 0) + amount;
    if (Number.isFinite(sum)) changed[name] = sum;
  });
  each(step.append, (name, value) => {
    const list = listOf(current(name));
    if (!list.some((item) => isSame(item, value))) changed[name] = [...list, value];
  });
  each(step.remove, (name, value) => {
    const list = listOf(current(name));
    const kept = list.filter((item) => !isSame(item, value));
    if (kept.length < list.length) changed[name] = kept;
  });
  return changed;
}

/** Properties whose reference is missing are left out. */
function emittedEvent({ emit }: UpdateStep, scope: Scope): UpdateEffects['event'] {
  if (!emit) return undefined;
  const properties = Object.entries(emit.properties ?? {}).flatMap(([name, given]) => {
    const value = valueIn(given, scope);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { name: emit.event, properties: Object.fromEntries(properties) };
}

const valueIn = (given: unknown, scope: Scope): Json | undefined =>
  isReference(given) ? reader(given.ref)(scope) : (given as Json);

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const isSame = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b);

function changedNames({ set, unset = [], increment, append, remove }: UpdateStep): readonly string[] {
  const lists = [set, increment, append, remove].flatMap((values) => Object.keys(values ?? {}));
  return [...new Set([...lists, ...unset])];
}

function valuesOf(step: UpdateStep): readonly { readonly at: string; readonly value: Reference | Json }[] {
  const parts = { set: step.set, increment: step.increment, append: step.append, remove: step.remove };
  const all = { ...parts, 'emit.properties': step.emit?.properties };
  return Object.entries(all).flatMap(([part, values]) =>
    Object.entries(values ?? {}).map(([name, value]) => ({ at: `${part}.${name}`, value: value as Reference | Json })),
  );
}

function checkChanges(step: UpdateStep, where: string): readonly Problem[] {
  const { set, unset = [], increment, append, remove } = step;
  const names = [...[set, increment, append, remove].flatMap((values) => Object.keys(values ?? {})), ...unset];
  if (names.length === 0 && !step.emit) {
    return [
      {
        code: 'update-without-change',
        where,
        problem: 'The step changes nothing and emits nothing.',
        remedy: 'Give it "set", "unset", "increment", "append", "remove" or "emit", or leave it out.',
      },
    ];
  }
  const problems: Problem[] = [];
  if (names.length > mostTraitsAtOnce) {
    problems.push({
      code: 'too-many-traits',
      where,
      problem: `The step changes ${names.length} traits, more than ${mostTraitsAtOnce}.`,
      remedy: 'Divide it into several steps.',
    });
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    problems.push({
      code: 'trait-twice',
      where,
      problem: `The trait "${twice}" is changed twice.`,
      remedy: 'Keep one of the changes, or make two steps of them.',
    });
  }
  return problems;
}

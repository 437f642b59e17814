import { jsonTooLarge } from '../base/json-limits.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { safeParse } from '../base/safe-parse.ts';
import { schemaProblems } from '../base/schema-problems.ts';
import { checkCondition, checkReference } from '../condition/check.ts';
import { filterOfEntry, keyOfEvent } from '../condition/fields.ts';
import type { Catalog } from './catalog.ts';
import {
  definitionSchema,
  type ExitRule,
  type JourneyDefinition,
  type Listener,
  type Step,
  type StepId,
} from './definition.ts';
import { cycles, reachableSteps } from './graph.ts';
import { checkListener } from './listening.ts';
import { stepTypes, typeOf } from './steps/index.ts';

/**
 * The publish check. It goes from the outside in, and each stage runs only if the one before found no fault, so that
 * one slip isn't reported five times: size ▸ frame ▸ each step by its type's own schema ▸ meaning (paths, graph,
 * references, listeners, what must exist outside). Within a stage everything is found, not the first.
 * Without a catalog (a journey file being loaded) what must exist outside is not asked for.
 * The definition comes back in its normal form; it is there unless there is a problem that is more than a warning.
 */
export interface Validation {
  readonly definition?: JourneyDefinition | undefined;
  readonly problems: readonly Problem[];
}

const limits = { depth: 60, values: 50_000, storable: true };
const mostSteps = 500;

export function validateDefinition(json: unknown, catalog?: Catalog): Validation {
  const tooLarge = jsonTooLarge(json, limits);
  if (tooLarge) return { problems: [tooLarge] };
  const frame = safeParse(definitionSchema, json);
  if (!frame.success) return { problems: schemaProblems(definitionSchema, frame.error, json) };

  const steps = Object.entries(frame.data.steps).map(([id, step]) => ({ id, ...parseStep(id, step) }));
  const stepProblems = steps.flatMap(({ problems }) => problems);
  if (stepProblems.length > 0) return { problems: stepProblems };

  const parsed = steps.flatMap(({ id, step }) => (step ? [[id, step] as const] : []));
  const definition: JourneyDefinition = { ...frame.data, steps: Object.fromEntries(parsed) };
  const problems = [...checkFrame(definition), ...checkSteps(definition, catalog)];
  // A path that leads nowhere makes steps unreachable: that is one slip, told once.
  if (!problems.some(({ code }) => code === 'path-to-unknown-step')) problems.push(...checkGraph(definition));
  const isRefused = problems.some(({ severity }) => severity !== 'warning');
  return isRefused ? { problems } : { definition, problems };
}

function parseStep(id: StepId, step: Step): { readonly step?: Step; readonly problems: readonly Problem[] } {
  const where = `steps.${id}`;
  const stepType = stepTypes.get(step.type);
  if (!stepType) {
    const problem = `There is no step type "${step.type}".`;
    const remedy = didYouMean(step.type, [...stepTypes.keys()]);
    return { problems: [{ code: 'unknown-step-type', where: `${where}.type`, problem, remedy }] };
  }
  const parsed = safeParse(stepType.schema, step);
  if (!parsed.success) return { problems: schemaProblems(stepType.schema, parsed.error, step, where) };
  return { step: parsed.data as Step, problems: [] };
}

function checkFrame(definition: JourneyDefinition): readonly Problem[] {
  const problems: Problem[] = [];
  const { entry, exit = [], key } = definition;
  for (const [index, { where }] of entry.entries()) {
    if (where) problems.push(...checkCondition(`entry[${index}].where`, where, filterOfEntry));
  }
  if (key) problems.push(...checkReference('key.ref', key, keyOfEvent));
  for (const [index, rule] of exit.entries()) {
    problems.push(...checkListener(`exit[${index}]`, rule, definition), ...checkExit(definition, rule, index));
  }
  const stepCount = Object.keys(definition.steps).length;
  if (stepCount > mostSteps) {
    problems.push({
      code: 'too-many-steps',
      where: 'steps',
      problem: `The journey has ${stepCount} steps; ${mostSteps} are allowed.`,
      remedy: 'Split it into several journeys.',
    });
  }
  const facesCustomer = Object.values(definition.steps).some((step) => typeOf(step).facesCustomer);
  if (facesCustomer && exit.length === 0) {
    problems.push({
      code: 'no-exit',
      where: 'exit',
      problem: 'The journey speaks to customers and has no exit: whoever does what it asks for is asked on.',
      remedy: 'Add an exit rule for the event after which the messages make no sense.',
      severity: 'warning',
    });
  }
  return problems;
}

function checkExit({ entry, exit = [], key }: JourneyDefinition, rule: ExitRule, index: number): readonly Problem[] {
  const problems: Problem[] = [];
  if (exit.findIndex(({ reason }) => reason === rule.reason) !== index) {
    problems.push({
      code: 'duplicate-exit-reason',
      where: `exit[${index}].reason`,
      problem: `"${rule.reason}" is the reason of another exit rule too.`,
      remedy: 'Give each its own reason: reports tell them apart by it.',
    });
  }
  const strikesEveryRun = rule.where === undefined && (key === undefined || rule.anyRun === true);
  if (strikesEveryRun && entry.some(({ event }) => event === rule.event)) {
    problems.push({
      code: 'entry-is-exit',
      where: `exit[${index}]`,
      problem: `"${rule.event}" is an entry and, whatever is in it, an exit: coming in again would throw the customer out.`,
      remedy: 'Give the exit a "where", or leave it out.',
    });
  }
  return problems;
}

function checkSteps(definition: JourneyDefinition, catalog: Catalog | undefined): readonly Problem[] {
  return Object.entries(definition.steps).flatMap(([id, step]) => {
    const where = `steps.${id}`;
    const own = typeOf(step).check?.(step, { where, definition, catalog }) ?? [];
    return [...checkPaths(definition, where, step), ...own, ...checkShadows(definition, where, step)];
  });
}

function checkPaths(definition: JourneyDefinition, where: string, step: Step): readonly Problem[] {
  const { required, optional } = typeOf(step).paths(step);
  const known = [...required, ...optional];
  const problems: Problem[] = [];
  for (const name of new Set(known.filter((candidate, index) => known.indexOf(candidate) !== index))) {
    problems.push({
      code: 'duplicate-path',
      where,
      problem: `Two ways out are called "${name}".`,
      remedy: 'Give each its own name.',
    });
  }
  for (const name of new Set(required.filter((candidate) => !Object.hasOwn(step.paths, candidate)))) {
    problems.push({
      code: 'missing-path',
      where: `${where}.paths`,
      problem: `The way out "${name}" is missing.`,
      remedy: `Add "${name}" with the id of the next step, or null for the end.`,
    });
  }
  for (const [name, target] of Object.entries(step.paths)) {
    const at = `${where}.paths.${name}`;
    if (!known.includes(name)) {
      const remedy = known.length === 0 ? 'Leave it out: this step has no way out.' : didYouMean(name, known);
      problems.push({ code: 'unknown-path', where: at, problem: `This step has no way out "${name}".`, remedy });
    } else if (target !== null && !Object.hasOwn(definition.steps, target)) {
      const remedy = `${didYouMean(target, Object.keys(definition.steps))} Write null for the end.`;
      problems.push({ code: 'path-to-unknown-step', where: at, problem: `There is no step "${target}".`, remedy });
    }
  }
  return problems;
}

/** An exit that hears everything a step listens for strikes first, always: the step's way out can never be taken. */
function checkShadows(definition: JourneyDefinition, where: string, step: Step): readonly Problem[] {
  const shadows = (exit: Listener, listener: Listener) =>
    exit.event === listener.event &&
    exit.where === undefined &&
    (definition.key === undefined ||
      exit.anyRun === true ||
      (!listener.anyRun && exit.match?.ref === listener.match?.ref));
  return typeOf(step)
    .interests(step)
    .flatMap((listener) => {
      const exit = definition.exit?.find((rule) => shadows(rule, listener));
      if (!exit) return [];
      return [
        {
          code: 'shadowed-by-exit',
          where,
          problem: `The step listens for "${listener.event}", but the exit "${exit.reason}" ends the run at every such event first.`,
          remedy: 'Give the exit a "where" that leaves this case out, or remove one of the two.',
        },
      ];
    });
}

function checkGraph(definition: JourneyDefinition): readonly Problem[] {
  const { start, steps } = definition;
  if (!Object.hasOwn(steps, start)) {
    const remedy = didYouMean(start, Object.keys(steps));
    return [{ code: 'unknown-start', where: 'start', problem: `There is no step "${start}" to start with.`, remedy }];
  }
  const reached = reachableSteps(definition);
  const unreachable = Object.keys(steps).filter((id) => !reached.has(id));
  return [
    ...unreachable.map((id) => ({
      code: 'unreachable-step',
      where: `steps.${id}`,
      problem: 'No path leads to this step.',
      remedy: 'Let a path lead to it, or remove it.',
    })),
    ...cycles(definition).map((cycle) => ({
      code: 'cycle',
      where: `steps.${cycle.at(-1)}`,
      problem: `The paths go round in a circle: ${[...cycle, cycle[0]].join(' ▸ ')}.`,
      remedy: 'Let the last of them lead on, or to null. Bounded loops are a step type of their own and not there yet.',
    })),
  ];
}

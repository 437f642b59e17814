import { jsonTooLarge } from '../base/json-limits.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { schemaProblems } from '../base/schema-problems.ts';
import { checks } from './checks/index.ts';
import { definitionSchema, type JourneyDefinition, type Step, type StepId } from './definition/index.ts';
import type { KnownNames } from './known-names.ts';
import { stepTypes } from './steps/index.ts';

/**
 * The publish check. It goes from the outside in, and each stage runs only if the one before found no fault, so that
 * one slip isn't reported five times: size ▸ frame ▸ each step by its type's own schema ▸ meaning (checks/). Within a
 * stage every problem is found, not the first. Without known names (a journey file being loaded) what must exist
 * outside is not asked for.
 * The definition comes back in its normal form; it is there unless there is a problem that is more than a warning.
 */
export interface Validation {
  readonly definition?: JourneyDefinition | undefined;
  readonly problems: readonly Problem[];
}

const limits = { depth: 60, values: 50_000 };

export function validateDefinition(json: unknown, known?: KnownNames): Validation {
  const { definition, problems: problemsOfForm } = readDefinition(json);
  if (!definition) return { problems: problemsOfForm };
  const problems = inOrderOf(definition, checkMeaning(definition, known));
  const isRefused = problems.some(({ severity }) => severity !== 'warning');
  return isRefused ? { problems } : { definition, problems };
}

/** Size, frame and steps: what has the right form is a definition, whatever it means. */
function readDefinition(json: unknown): Validation {
  const tooLarge = jsonTooLarge(json, limits);
  if (tooLarge) return { problems: [tooLarge] };
  const frame = definitionSchema.safeParse(json);
  if (!frame.success) return { problems: schemaProblems(definitionSchema, frame.error, json) };

  const steps = Object.entries(frame.data.steps).map(([id, step]) => ({ id, ...readStep(id, step) }));
  const problems = steps.flatMap((step) => step.problems);
  if (problems.length > 0) return { problems };
  const read = steps.flatMap(({ id, step }) => (step ? [[id, step] as const] : []));
  return { definition: { ...frame.data, steps: Object.fromEntries(read) }, problems };
}

function readStep(id: StepId, step: Step): { readonly step?: Step; readonly problems: readonly Problem[] } {
  const where = `steps.${id}`;
  const stepType = stepTypes.get(step.type);
  if (!stepType) {
    const problem = `There is no step type "${step.type}".`;
    const remedy = didYouMean(step.type, [...stepTypes.keys()]);
    return { problems: [{ code: 'unknown-step-type', where: `${where}.type`, problem, remedy }] };
  }
  const parsed = stepType.schema.safeParse(step);
  if (!parsed.success) return { problems: schemaProblems(stepType.schema, parsed.error, step, where) };
  return { step: parsed.data as Step, problems: [] };
}

function checkMeaning(definition: JourneyDefinition, known: KnownNames | undefined): readonly Problem[] {
  const problems: Problem[] = [];
  for (const check of checks) {
    if (problems.some(({ code }) => check.skippedAfter?.includes(code))) continue;
    problems.push(...check.problems(definition, known));
  }
  return problems;
}

/** The frame's problems, then those of each step in turn, whichever check has found them. */
function inOrderOf({ steps }: JourneyDefinition, problems: readonly Problem[]): readonly Problem[] {
  const places = new Map(Object.keys(steps).map((id, index) => [id, index]));
  const placeOf = ({ where }: Problem) => places.get(/^steps\.([^.]+)/.exec(where)?.[1] ?? '') ?? -1;
  return [...problems].sort((a, b) => placeOf(a) - placeOf(b));
}

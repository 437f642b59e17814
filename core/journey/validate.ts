import { jsonTooLarge } from '../base/json-limits.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { safeParse } from '../base/safe-parse.ts';
import { schemaProblems } from '../base/schema-problems.ts';
import { checks } from './checks/index.ts';
import { definitionSchema, type JourneyDefinition, jsonLimits, type Step, type StepId } from './definition/index.ts';
import type { KnownNames } from './known-names.ts';
import { stepTypes } from './steps/index.ts';

/**
 * The publish check. It goes from the outside in, and each stage runs only if the one before found no fault, so that
 * one slip isn't reported five times: size ▸ frame ▸ each step by its type's own schema ▸ meaning (checks/). Within a
 * stage every problem is found, not the first. Without known names (a journey file being loaded) what must exist
 * outside is not asked for. A definition with very many problems is reported by the first of them.
 * The definition comes back in its normal form; it is there unless there is a problem that is more than a warning.
 */
export interface Validation {
  readonly definition?: JourneyDefinition | undefined;
  readonly problems: readonly Problem[];
}

/** Errors that are reported at once, and warnings: an answer that nobody reads to the end helps nobody. */
const mostProblems = 100;

export function validateDefinition(json: unknown, known?: KnownNames): Validation {
  const { definition, problems: problemsOfForm } = readDefinition(json);
  if (!definition) return { problems: problemsOfForm };
  const problems = inOrderOf(definition, checkMeaning(definition, known));
  const isRefused = problems.some(({ severity }) => severity !== 'warning');
  return isRefused ? { problems } : { definition, problems };
}

/** Size, frame and steps: what has the right form is a definition, whatever it means. */
function readDefinition(json: unknown): Validation {
  const tooLarge = jsonTooLarge(json, jsonLimits);
  if (tooLarge) return { problems: [tooLarge] };
  const frame = safeParse(definitionSchema, json);
  if (!frame.success) return { problems: firstOf(schemaProblems(definitionSchema, frame.error, json)) };

  const steps = Object.entries(frame.data.steps).map(([id, step]) => ({ id, ...readStep(id, step) }));
  const problems = steps.flatMap((step) => step.problems);
  if (problems.length > 0) return { problems: firstOf(problems) };
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
  const parsed = safeParse(stepType.schema, step);
  if (!parsed.success) return { problems: schemaProblems(stepType.schema, parsed.error, step, where) };
  return { step: parsed.data as Step, problems: [] };
}

/** Runs the checks until there are enough errors. Warnings beyond as many are left out, and hide no error. */
function checkMeaning(definition: JourneyDefinition, known: KnownNames | undefined): readonly Problem[] {
  const warnings: Problem[] = [];
  const errors: Problem[] = [];
  const codes = new Set<string>();
  for (const check of checks) {
    if (check.skippedAfter?.some((code) => codes.has(code))) continue;
    for (const problem of check.problems(definition, known)) {
      codes.add(problem.code);
      const found = problem.severity === 'warning' ? warnings : errors;
      if (found.length <= mostProblems) found.push(problem);
      if (errors.length > mostProblems) return firstOf(errors);
    }
  }
  return [...errors, ...warnings.slice(0, mostProblems)];
}

/** The last one says that there are more. */
function firstOf(errors: readonly Problem[]): readonly Problem[] {
  if (errors.length <= mostProblems) return errors;
  const problem = `There are more problems than these ${mostProblems}.`;
  return [
    ...errors.slice(0, mostProblems),
    { code: 'more-problems', where: '(all)', problem, remedy: 'Fix these first.' },
  ];
}

/** The frame's problems, then those of each step in turn, whichever check has found them. */
function inOrderOf({ steps }: JourneyDefinition, problems: readonly Problem[]): readonly Problem[] {
  const places = new Map(Object.keys(steps).map((id, index) => [id, index]));
  const placeOf = ({ where, code }: Problem) =>
    code === 'more-problems' ? places.size : (places.get(/^steps\.([^.]+)/.exec(where)?.[1] ?? '') ?? -1);
  return [...problems].sort((a, b) => placeOf(a) - placeOf(b));
}

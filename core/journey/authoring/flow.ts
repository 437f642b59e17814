import { type Problem, ProblemError } from '../../base/problem.ts';
import type { StepId } from '../definition/index.ts';

/**
 * What authors write a journey with, as plain data. Each step type has one file in steps/, with a function that returns
 * a FlowStep; `journey` lays the nested flows out into the canonical JSON.
 */
export interface FlowStep {
  readonly id: StepId;
  /** Its settings in canonical form, all but the paths. */
  readonly settings: { readonly type: string };
  /** Every way out, with what happens there before the flow goes on. */
  readonly ways: Readonly<Record<string, Flow>>;
  /** Of a loop: what comes before it, and is led back to by "again". */
  readonly round?: Flow | undefined;
}

/** Where a flow goes on elsewhere, instead of at the step that stands behind it; null: the journey ends for this path. */
export interface GoTo {
  readonly goesTo: StepId | null;
}

export interface Flow {
  readonly steps: readonly (FlowStep | GoTo)[];
}

export function flow(...steps: readonly (FlowStep | GoTo)[]): Flow {
  return { steps };
}

/** The path ends here, though the flow around it goes on: `{ bought: flow(end) }`. */
export const end: GoTo = { goesTo: null };

/** The path goes on at a step that stands elsewhere: `{ timeout: flow(goTo('last-call')) }`. */
export function goTo(step: StepId | Pick<FlowStep, 'id'>): GoTo {
  return { goesTo: typeof step === 'string' ? step : step.id };
}

/** A way out that leads to the next step at once. */
export const onward: Flow = flow();

export interface StepOptions {
  readonly title?: string | undefined;
}

/** Conditions of a step may look at these; its data not at messages. */
export type InsideRun = 'entry' | 'customer' | 'messages' | 'tasks' | 'answers';

/** Data of a step may look at these. */
export type DataOfRun = 'entry' | 'customer' | 'answers';

type SettingsOf<S extends { readonly type: string }> = Omit<S, 'paths'>;

/** Settings that were not given are left out. */
export function flowStep<S extends { readonly type: string }>(
  id: StepId,
  settings: SettingsOf<S> & { type: string },
  ways: Record<string, Flow>,
): FlowStep {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { id, settings: Object.fromEntries(given) as unknown as FlowStep['settings'], ways };
}

/** A mistake that is seen while the file is loaded, before there is a definition to check. */
export function mistake(where: string, problem: string, remedy: string): ProblemError {
  const found: Problem = { code: 'builder-mistake', where, problem, remedy };
  return new ProblemError([found]);
}

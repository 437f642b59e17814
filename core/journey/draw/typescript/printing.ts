import type { JourneyDefinition, Step, StepId } from '../../definition/index.ts';
import type { Declarations } from './declarations.ts';
import type { Code } from './layout.ts';
import type { Names } from './names.ts';

/** What the parts of the printer share. */
export interface Printing {
  readonly definition: JourneyDefinition;
  readonly names: Names;
  readonly declarations: Declarations;
  /** The constant of a step whose handle can be used here: it stands further up in the file. */
  handleOf(step: StepId): string | undefined;
}

/** How a step is printed: its function of the builder with all that the step says. */
export interface PrintedStep {
  readonly id: StepId;
  readonly step: Step;
  readonly printing: Printing;
  /** Does the path lead to the step behind this one? Then the builder takes it without a flow. */
  isOnward(path: string): boolean;
  /** What happens on a path. */
  flowOf(path: string): Code;
  /** The flows of these paths, without those that lead to the step behind; undefined if none is left. */
  flowsOf(paths: readonly string[]): Code | undefined;
}

/** A step type in the builder. The registry is steps/index.ts; a type without one is printed as JSON. */
export interface StepPrinter<S extends Step> {
  readonly type: S['type'];
  /** Every setting that is printed, beside type, title and paths. A step with others is printed as JSON. */
  readonly settings: readonly string[];
  /** The path for which the builder takes no flow: it leads to what stands behind the step. */
  onward?(step: S): string | undefined;
  /** Can the builder say it? Default: yes. */
  can?(step: S): boolean;
  /** Does the step give a handle that others refer to? */
  readonly isHandle?: true | undefined;
  print(step: S, printed: PrintedStep): Code;
}

export function definePrinter<S extends Step>(printer: StepPrinter<S>): StepPrinter<S> {
  return printer;
}

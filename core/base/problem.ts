/** A fault in something a person wrote, reported with its place, the problem and the remedy. */
export interface Problem {
  /** Stable kebab-case name, for programs. */
  readonly code: string;
  /** A path a person can follow: "steps.nudge.template", "body.batch[3].timestamp". */
  readonly where: string;
  readonly problem: string;
  readonly remedy: string;
  /** A warning does not refuse anything. Default: error. */
  readonly severity?: 'error' | 'warning' | undefined;
}

/** One problem as one printable paragraph. */
export function describeProblem({ where, problem, remedy, severity = 'error' }: Problem): string {
  return `${severity}: ${where}: ${problem}\n    ${remedy}`;
}

/** Thrown at the doors (API, CLI, builder) when input can't be taken; carries every problem found, not the first. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'ProblemError';
    this.problems = problems;
  }
}

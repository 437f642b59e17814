import type { Expression } from '../../../condition/expression.ts';
import type { Condition } from '../../../condition/schema.ts';
import type { StepId } from '../../definition/index.ts';
import type { BranchStep } from '../../steps/branch.ts';
import { type Flow, type FlowStep, flowStep, type InsideRun, mistake, onward, type StepOptions } from '../flow.ts';

export interface Case {
  readonly name: string | undefined;
  readonly condition: Condition;
  readonly flow: Flow;
}

/** One case of a branch. Where there are several, each has a name: `when('big', entry.value.atLeast(500), flow(…))`. */
export function when(condition: Expression<InsideRun>, then: Flow): Case;
export function when(name: string, condition: Expression<InsideRun>, then: Flow): Case;
export function when(...given: readonly [Condition, Flow] | readonly [string, Condition, Flow]): Case {
  const [name, condition, then] = given.length === 2 ? [undefined, ...given] : given;
  return { name, condition, flow: then };
}

/** The first case that holds, else `otherwise`. A single unnamed case is called "yes". */
export function branch(
  id: StepId,
  cases: readonly Case[],
  otherwise: Flow = onward,
  { title }: StepOptions = {},
): FlowStep {
  const named = cases.map(({ name, ...rest }) => {
    if (name === undefined && cases.length > 1) {
      throw mistake(
        `steps.${id}`,
        'A branch with several cases needs a name for each.',
        "Write when('name', condition, flow(…)): reports and later versions tell them apart by it.",
      );
    }
    return { path: name ?? 'yes', ...rest };
  });
  const names = named.map(({ path }) => path);
  const twice = ['else', ...names].find((name, index, all) => all.indexOf(name) !== index);
  if (twice) throw mistake(`steps.${id}`, `Two ways out are called "${twice}".`, 'Give each its own name.');
  const branches = named.map(({ path, condition }) => ({ path, when: condition }));
  const flows = Object.fromEntries(named.map(({ path, flow: then }) => [path, then]));
  return flowStep<BranchStep>(id, { type: 'branch', title, branches }, { ...flows, else: otherwise });
}

import type { Expression } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { LoopStep } from '../../steps/loop.ts';
import {
  type Flow,
  type FlowStep,
  flow,
  flowStep,
  type GoTo,
  type InsideRun,
  mistake,
  onward,
  type StepOptions,
} from '../flow.ts';

export interface LoopOptions extends StepOptions {
  /** How many times it goes round again at most. */
  readonly most: number;
  /** It goes on as soon as this holds at the end of a round. */
  readonly until?: Expression<InsideRun> | undefined;
}

/** A flow that is gone through again: `loop('remind', flow(reminder, wait('day', '1 day')), { most: 3, until: reminder.clicked })`. With `goTo('step')` it leads back to a step that stands elsewhere. */
export function loop(id: StepId, round: Flow | GoTo, { title, most, until }: LoopOptions): FlowStep {
  if ('goesTo' in round)
    return flowStep<LoopStep>(id, { type: 'loop', title, most, until }, { again: flow(round), next: onward });
  if (round.steps.length === 0)
    throw mistake(`steps.${id}`, 'The loop has nothing to go round.', 'Give it a flow with a step.');
  const step = flowStep<LoopStep>(id, { type: 'loop', title, most, until }, { again: onward, next: onward });
  return { ...step, round };
}

import type { StepId } from '../../definition/index.ts';
import type { JoinStep } from '../../steps/join.ts';
import { type FlowStep, flowStep, onward, type StepOptions } from '../flow.ts';

/** Waits for the branches of the parallel before it, and goes on once. */
export function join(id: StepId, { title }: StepOptions = {}): FlowStep {
  return flowStep<JoinStep>(id, { type: 'join', title }, { next: onward });
}

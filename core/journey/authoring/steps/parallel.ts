import type { StepId } from '../../definition/index.ts';
import type { ParallelStep } from '../../steps/parallel.ts';
import { type Flow, type FlowStep, flowStep, type StepOptions } from '../flow.ts';

/**
 * All branches at once: `flow(parallel('both', { mail: flow(…), call: flow(…) }), join('together'), …)`. What comes behind a
 * parallel comes once a branch, so it begins with a `join`; without one, the parallel is the last step of its flow.
 */
export function parallel(id: StepId, branches: Readonly<Record<string, Flow>>, { title }: StepOptions = {}): FlowStep {
  return flowStep<ParallelStep>(id, { type: 'parallel', title }, branches);
}

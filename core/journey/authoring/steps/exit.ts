import type { StepId } from '../../definition/index.ts';
import type { ExitStep } from '../../steps/exit.ts';
import { type FlowStep, flowStep, type StepOptions } from '../flow.ts';

/** The run ends here, with a reason. Nothing comes after it in its flow. */
export function exit(id: StepId, reason: string, { title }: StepOptions = {}): FlowStep {
  return flowStep<ExitStep>(id, { type: 'exit', title, reason }, {});
}

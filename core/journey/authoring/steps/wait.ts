import { toIsoDuration } from '../../../base/duration.ts';
import type { StepId } from '../../definition/index.ts';
import type { WaitStep } from '../../steps/wait.ts';
import { type FlowStep, flowStep, onward, type StepOptions } from '../flow.ts';

/** Waits for a duration: `wait('settle', '1 hour')`. Days and longer are days in the customer's zone. */
export function wait(id: StepId, duration: string, { title }: StepOptions = {}): FlowStep {
  return flowStep<WaitStep>(
    id,
    { type: 'wait', title, for: toIsoDuration(duration, `steps.${id}.for`) },
    { next: onward },
  );
}

import { PermanentFailure } from '../../base/failure.ts';
import { findStep, type JourneyDefinition, type StepId } from '../definition/index.ts';
import { approvalTask } from './approval.ts';
import { isDecide } from './decide.ts';
import type { LeftBySteps } from './send.ts';
import { isTask, type TaskStep } from './task.ts';

/** The task step behind a job. Of a decision to approve: as the turn that asked left it. */
export function taskStepOf(definition: JourneyDefinition, id: StepId, left: LeftBySteps = {}): TaskStep {
  const step = findStep(definition, id);
  if (step && isDecide(step) && step.approve) return approvalTask(step, step.approve, left[id]);
  if (!step || !isTask(step)) throw new PermanentFailure('step-gone', `"${definition.id}" has no task step "${id}"`);
  return step;
}

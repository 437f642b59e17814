import { call as callStep, callStepOf, sampleAnswerOf } from '../../core/journey/steps/call.ts';
import { performCall } from '../../services/delivery/calls/perform-call.ts';
import { callTaskQueue } from '../../workflows/contract.ts';
import type { QueuedJobKind } from './job-kind.ts';

/** call: a request to an endpoint of the workspace, on a task queue of its own: slow receivers hold up no message. */
export const call: QueuedJobKind = {
  kind: 'call',
  mode: 'queued',
  async observe({ definition }, { step }) {
    return { result: 'done', answer: 'ok', data: sampleAnswerOf(callStepOf(definition, step)) };
  },
  startToCloseMs: 60_000,
  heartbeatMs: 5_000,
  taskQueues: () => [callTaskQueue],
  route: (definition, job) => ({
    taskQueue: callTaskQueue,
    summary: callStep.describe(callStepOf(definition, job.step)).slice(0, 200),
  }),
  perform: performCall,
};

import { PermanentFailure } from '../../core/base/failure.ts';
import { kindOfChannel } from '../../core/journey/definition/index.ts';
import { decisionBehind, send, sendStepOf, topicOf } from '../../core/journey/steps/send.ts';
import { countsInCaps, DEFAULT_PRIORITY } from '../../core/message/limits/facts.ts';
import { deliver as deliverMessage } from '../../services/delivery/deliver.ts';
import { beginInline } from '../../services/delivery/sending/inline-attempt.ts';
import { channelTaskQueue } from '../../workflows/contract.ts';
import type { QueuedJobKind } from './job-kind.ts';

/** deliver: the message of a send, on the task queue of the kind of the step's first channel. */
export const deliver: QueuedJobKind = {
  kind: 'deliver',
  mode: 'queued',
  observe: 'as-usual', // guarded as any message, and never claimed (services/delivery/observe.ts)
  startToCloseMs: 60_000,
  heartbeatMs: 5_000, // a worker that died is noticed in seconds; an attempt under four costs no heartbeat
  // One for each kind: names come and go with the workspace's configuration.
  taskQueues: ({ channels }) => [...new Set([...channels.keys()].map((key) => channelTaskQueue(kindOfChannel(key))))],
  route(definition, job, { answers }) {
    const step = sendStepOf(definition, job.step, answers);
    return {
      taskQueue: channelTaskQueue(kindOfChannel(step.channels[0] as string)),
      summary: send.describe(step).slice(0, 200),
    };
  },
  message(definition, job, { answers }) {
    const step = sendStepOf(definition, job.step, answers);
    return {
      channel: step.channels[0] as string,
      templateId: step.template,
      topic: topicOf(definition, step),
      priority: definition.priority ?? DEFAULT_PRIORITY,
      countsInCaps: countsInCaps(definition, step),
      decisionVisit: decisionBehind(definition, job.step, answers),
    };
  },
  async perform(dependencies, { messageId, ...key }, workflowNow) {
    if (messageId === undefined)
      throw new PermanentFailure('message-unnamed', `the job of visit ${key.visit} names no message`);
    await deliverMessage(dependencies, { messageId, ...key }, workflowNow);
  },
  beginInline(dependencies, { trx, place, messageId, ...turn }, job) {
    const key = { messageId, journeyRunId: turn.run.id, visit: job.visit };
    return beginInline(trx, dependencies, place, { ...turn, key, job });
  },
};

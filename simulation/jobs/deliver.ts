import { timeZoneOf } from '../../core/customer/time-zone.ts';
import type { Job } from '../../core/journey/engine/run-state.ts';
import { expiryOf, sendStepOf } from '../../core/journey/steps/send.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import { guard } from '../../core/message/guard.ts';
import { selectChannel } from '../../core/message/select-channel.ts';
import type { Message } from '../run.ts';
import type { JobResult, PlayedJob, PlayedTurn } from './played-job.ts';

const channels = new Map(Object.entries(channelKinds));

/** One attempt to deliver, by the guard that production asks. It leaves nothing behind that is claimed or on its way. */
export const deliver: PlayedJob = { kind: 'deliver', mode: 'queued', perform: attempt };

function attempt({ definition, run, answers, now }: PlayedTurn, job: Job): JobResult {
  const step = sendStepOf(definition, job.step);
  const { traits, createdAt = now } = run.customer;
  const selected = selectChannel(step, channels, traits);
  if (!selected) throw new Error(`step "${job.step}" sends by ${step.channels.join(', ')}: there is no such channel`);
  const { channel, address } = selected;
  const verdict = guard({
    now,
    origin: {
      kind: 'run',
      isWaiting: true,
      isLeaving: !run.state.tokens.some(({ visit }) => visit === job.visit),
      hasUnconsumedInputs: run.consumed < run.inputs.length,
      requestedAt: job.requestedAt,
    },
    earlier: undefined,
    receiverHonoursKey: channel.direction === 'keyed',
    address,
    customerCreatedAt: createdAt,
    expiresAt: expiryOf(step, job.requestedAt, timeZoneOf(traits)),
  });
  const { visit } = job;
  const told = (result: Message['result'], rule?: string): Message => ({
    step: job.step,
    template: step.template,
    channel: channel.id,
    result,
    rule,
    at: now,
  });
  switch (verdict.verdict) {
    case 'yield':
      return {};
    case 'claim': {
      const result = answers.get(channel.id) ?? 'accepted';
      return { message: told(result), input: { kind: 'job-settled', visit, outcome: { result } } };
    }
    case 'defer': {
      const { until, rule } = verdict;
      return { message: told('deferred', rule), input: { kind: 'job-deferred', visit, until, rule } };
    }
    case 'block': {
      const { rule } = verdict;
      return {
        message: told('blocked', rule),
        input: { kind: 'job-settled', visit, outcome: { result: 'blocked', rule } },
      };
    }
    case 'busy':
    case 'unknown':
    case 'give-up':
      throw new Error(`the guard says "${verdict.verdict}" of a message that was never tried before`);
  }
}

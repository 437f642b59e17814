import { isChannelWithdrawn, mayTrack } from '../../core/customer/consent.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { findStep, type JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Job } from '../../core/journey/engine/run-state.ts';
import { expiryOf, isSend, type LeftBySteps, sendStepOf, topicOf } from '../../core/journey/steps/send.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import { claimConditions } from '../../core/message/claim-conditions.ts';
import { guard } from '../../core/message/guard.ts';
import type { EarlierFacts } from '../../core/message/guard-facts.ts';
import {
  type CountedMessages,
  consentPurposeOf,
  countsInCaps,
  DEFAULT_PRIORITY,
  limitFacts,
} from '../../core/message/limits/facts.ts';
import { type ChannelCandidate, openChannelsOf, selectChannel } from '../../core/message/select-channel.ts';
import { historyOf } from '../history.ts';
import { engagementIn, type Message, messageIdOf, type Run } from '../run.ts';
import type { JobResult, PlayedJob, PlayedTurn } from './played-job.ts';

/** All of them are open: under their own keys, and those that may have names under those too. */
const channels = new Map(
  Object.values<ChannelKind>(channelKinds).flatMap((kind): [string, ChannelKind][] => [
    [kind.id, kind],
    [`${kind.id}:`, kind],
  ]),
);

/** One attempt to deliver, by the guard that production asks. It leaves nothing behind that is claimed or on its way. */
export const deliver: PlayedJob = { kind: 'deliver', mode: 'queued', perform: attempt };

const deferredSinceOf = (before: Message | undefined, rule: string) =>
  before?.result === 'deferred' && before.rule === rule ? before.deferredSince : undefined;

/** In a story nothing is in doubt, or claimed by somebody else: a message was deferred before, or is there for the first time. */
function earlierOf(before: Message | undefined): EarlierFacts | undefined {
  if (before?.result !== 'deferred' || before.rule === undefined) return undefined;
  const since = deferredSinceOf(before, before.rule);
  const deferral = since === undefined ? undefined : { rule: before.rule, since };
  return { state: 'deferred', leasedFor: 0, inDoubt: false, deferral };
}

/** The customer's messages that count in caps, this one left out: what a claim of production would read. */
function countedBefore(own: Run, { visit }: Job): CountedMessages {
  const { counted = [], runs } = own.customer;
  const played = runs.flatMap((run) => {
    const { definition } = run;
    return [...run.messages].flatMap(([of, message]) => {
      const { step, channel, result, at } = message;
      const counts = result === 'accepted' || result === 'unknown';
      const isOther = (run !== own || of !== visit) && of > 0;
      const written = isOther && counts ? findStep(definition, step) : undefined;
      const send =
        written && isSend(written) ? { ...written, template: message.template, channels: [channel] } : undefined;
      if (!send || !countsInCaps(definition, send)) return [];
      const topic = topicOf(definition, send) ?? null;
      const priority = definition.priority ?? DEFAULT_PRIORITY;
      return [{ id: messageIdOf(run, of), step, channel, at, topic, priority, journey: definition.id }];
    });
  });
  return { messages: [...counted, ...played].sort((a, b) => b.at - a.at), isCut: false };
}

/** A message that a rule blocked when its step was reached. */
export function blockedMessage(
  definition: JourneyDefinition,
  { step }: Job,
  rule: string,
  { at, answers }: { readonly at: number; readonly answers: LeftBySteps | undefined },
): Message {
  const { template, channels: ranked } = sendStepOf(definition, step, answers);
  const channel = ranked[0] as string;
  return { step, template, channel, result: 'blocked', rule, at, isOpened: false, isClicked: false };
}

function attempt({ definition, run, answers, regimes, limits, suppressionOf, now }: PlayedTurn, job: Job): JobResult {
  const step = sendStepOf(definition, job.step, run.state.answers);
  const { traits, identities, consents, createdAt = now } = run.customer;
  const about = { consents, regimes, purpose: consentPurposeOf(definition, step), topic: topicOf(definition, step) };
  const isWithdrawn = ({ channel }: ChannelCandidate<ChannelKind>) =>
    channel.reaches !== 'staff' && isChannelWithdrawn({ ...about, channel: channel.id }, now);
  const suppression = ({ channel, address }: ChannelCandidate<ChannelKind>) =>
    address === undefined
      ? undefined
      : (run.customer.suppressionOf?.(channel.id, address) ?? suppressionOf(channel.id, address));
  const isSuppressed = (candidate: ChannelCandidate<ChannelKind>) => suppression(candidate) !== undefined;
  const candidates = openChannelsOf(step, channels, traits, identities);
  const selected = selectChannel(candidates, { isWithdrawn, isSuppressed });
  if (!selected) throw new Error(`step "${job.step}" sends by ${step.channels.join(', ')}: there is no such channel`);
  const { id, channel, address } = selected;
  const history = historyOf(run.customer, now);
  const messages = engagementIn(run);
  const { tasks, answers: called } = run.state;
  const scope = { customer: { traits }, entry: run.entry, messages, tasks, answers: called, history };
  const verdict = guard({
    ...claimConditions(definition, step, scope),
    now,
    origin: {
      kind: 'run',
      isWaiting: true,
      isLeaving: !run.state.tokens.some(({ visit }) => visit === job.visit),
      hasUnconsumedInputs: run.consumed < run.inputs.length,
      requestedAt: job.requestedAt,
    },
    earlier: earlierOf(run.messages.get(job.visit)),
    receiverHonoursKey: channel.direction === 'keyed',
    address,
    suppression: suppression(selected),
    firstContactAt: Math.max(run.entry.acceptedAt, createdAt),
    consent: {
      ...about,
      ...(channel.reaches === 'staff' && { consents: {}, purpose: 'transactional' }),
      channel: channel.id,
    },
    killSwitches: [],
    expiresAt: expiryOf(step, job.requestedAt, timeZoneOf(traits)),
    limits: limitFacts(
      limits,
      { definition, step, customer: run.customer, scope, selected },
      { counted: countedBefore(run, job), rivals: [] },
    ),
  });
  const { visit } = job;
  const told = (result: Message['result'], rule?: string, ruleValue?: string): Message => ({
    step: job.step,
    template: step.template,
    channel: id,
    result,
    ...{ rule, ruleValue },
    at: now,
    isOpened: false,
    isClicked: false,
    address,
    isMeasured: channel.measured === 'always' || mayTrack(consents, regimes, now),
  });
  switch (verdict.verdict) {
    case 'yield':
      return {};
    case 'claim': {
      const result = answers.get(id) ?? 'accepted';
      return { message: told(result), input: { kind: 'job-settled', visit, outcome: { result } } };
    }
    case 'defer': {
      const { until, rule } = verdict;
      const deferredSince = deferredSinceOf(run.messages.get(visit), rule) ?? now;
      return {
        message: { ...told('deferred', rule, new Date(until).toISOString()), deferredSince },
        input: { kind: 'job-deferred', visit, until, rule },
      };
    }
    case 'block': {
      const { rule, value } = verdict;
      return {
        message: told('blocked', rule, value),
        input: { kind: 'job-settled', visit, outcome: { result: 'blocked', rule } },
      };
    }
    case 'busy':
    case 'unknown':
    case 'give-up':
      throw new Error(`the guard says "${verdict.verdict}" of a message that was never tried before`);
  }
}

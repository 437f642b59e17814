import { coerceError, PermanentFailure, TemporaryFailure } from '../../../core/base/failure.ts';
import { markSending, type Sending } from '../../../store/messages/messages.ts';
import type { Channel, OutgoingMessage, SendResult } from '../../channels/channel.ts';
import { type MessageParts, render } from '../../content/render.ts';
import type { Attempt, AttemptAnswer, AttemptDependencies, Claim } from '../attempt.ts';
import { type MessageLinks, prepareMail, preparePush } from '../mail-links.ts';
import type { Measured } from '../tracking.ts';
import { INLINE_MS } from './inline-lane.ts';
import { letOthersGo } from './let-others-go.ts';
import { settle } from './settle.ts';

/** Sends what is claimed and settles it. Throws a TemporaryFailure where the attempt should be made again. */
export async function attempt(dependencies: AttemptDependencies, claim: Claim): Promise<void> {
  const result = await send(dependencies, claim, 'queued');
  await settle(dependencies, claim, result);
  await letOthersGo(dependencies, claim);
  await dependencies.reached?.('settled');
  if (result.result === 'failed-temporarily')
    throw new TemporaryFailure(result.code, result.detail, { retryAfter: result.retryAfter });
}

/** Hands over what is claimed; the counters hear how it went. */
export async function send(
  dependencies: AttemptDependencies,
  claim: Claim,
  lane: Attempt['lane'],
): Promise<AttemptAnswer> {
  await dependencies.reached?.('claimed');
  const startedAt = performance.now();
  const answer = await handOver(dependencies, claim);
  const tookMs = performance.now() - startedAt;
  // Of one that its turn no longer waits for, the lane has heard when the turn went on.
  if (lane === 'queued' || tookMs < INLINE_MS) dependencies.inlineLane?.answered(claim, answer, tookMs);
  dependencies.attempted?.({ channel: claim.channel.id, outcome: answer.result, lane, tookMs });
  await dependencies.reached?.('sent');
  return answer;
}

/**
 * Hands the message over and waits for the provider's answer, but no longer than an attempt may take. An answer that
 * comes later still counts, if it is "accepted". Where the receiver honours our key, not to know is no harm: the attempt
 * is made again under the same key.
 */
async function handOver(dependencies: AttemptDependencies, claim: Claim): Promise<AttemptAnswer> {
  const { database, links, reached, sendTimeoutMs } = dependencies;
  const { channel, template, data, rendering, key, attemptToken, address, endpoint } = claim;
  let parts: MessageParts;
  try {
    parts = await render(channel, template, data, rendering);
  } catch (thrown) {
    const code = thrown instanceof PermanentFailure ? thrown.code : 'template-fails';
    return { result: 'failed-permanently', code, detail: coerceError(thrown).message };
  }
  const prepared = await prepare();
  async function prepare(): Promise<Pick<OutgoingMessage, 'parts' | 'headers'>> {
    if (isTrackedMail(dependencies, channel)) return prepareMail(links as MessageLinks, claim, parts);
    return { parts: channel.id === 'push' && links ? await preparePush(links, claim, parts) : parts };
  }
  const begin = async (): Promise<void> => {
    const isOurs = claim.isMarked
      ? performance.now() < claim.leaseEndsAt
      : await markSending(database, key.messageId, attemptToken, sendingOf(dependencies, claim));
    if (!isOurs) throw new ClaimLost();
    await reached?.('sending');
  };
  const message: OutgoingMessage = { key: key.messageId, address, endpoint, ...prepared };
  const answer = channel.provider.send(message, begin);
  let result: SendResult;
  try {
    result = await Promise.race([answer, noAnswerWithin(sendTimeoutMs)]);
  } catch (thrown) {
    if (thrown instanceof ClaimLost) {
      const detail = 'the lease ended before the attempt began';
      return { result: 'failed-temporarily', code: 'claim-lost', detail, retryAfter: 1_000 };
    }
    if (!(thrown instanceof TemporaryFailure)) throw thrown;
    return { result: 'failed-temporarily', code: 'not-marked', detail: thrown.message };
  }
  if (result === noAnswer) {
    void answer
      .then((late) => (late.result === 'accepted' ? settle(dependencies, claim, late) : undefined))
      .catch(() => {});
  }
  return result.result === 'unknown' && channel.direction === 'keyed'
    ? { ...result, result: 'failed-temporarily', inDoubt: true }
    : result;
}

/** What is written of an attempt when it begins to send. */
export function sendingOf(
  { links }: Pick<AttemptDependencies, 'links'>,
  { channel, address, tracking }: Pick<Claim, 'channel' | 'address' | 'tracking'>,
): Sending {
  const isAlways = channel.measured === 'always';
  const measured: Measured = isTrackedMail({ links }, channel) ? tracking : { opens: isAlways, links: isAlways };
  const { opens: tracksOpens, links: tracksLinks, untrackedReason } = measured;
  return { address, tracksOpens, tracksLinks, untrackedReason };
}

function isTrackedMail({ links }: Pick<AttemptDependencies, 'links'>, channel: Channel): boolean {
  return channel.id === 'email' && links !== undefined;
}

class ClaimLost extends Error {}

const noAnswer = { result: 'unknown', code: 'no-answer', detail: 'the provider gave no answer in time' } as const;

function noAnswerWithin(milliseconds: number): Promise<typeof noAnswer> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, noAnswer).unref();
  });
}

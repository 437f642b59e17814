import { coerceError, PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { storedBody } from '../../core/journey/engine/inputs/index.ts';
import type { JobOutcome } from '../../core/journey/engine/run-state.ts';
import { MESSAGE_SENT } from '../../core/message/feedback-kinds.ts';
import type { StoredTemplate } from '../../store/content/templates.ts';
import { type Database, inLoadingTransaction } from '../../store/database/database.ts';
import { reportFailure } from '../../store/measurement/failures.ts';
import { type MessageKey, markSending, type Settlement, settleMessage } from '../../store/messages/messages.ts';
import type { Channel, Channels, Endpoint, OutgoingMessage, SendResult } from '../channels/channel.ts';
import { type MessageParts, type RenderSettings, render } from '../content/render.ts';
import { acceptWithin } from '../intake/accept.ts';
import type { IncomingEvent } from '../intake/event.ts';
import type { PublishedJourneys, PublishedJourneysMemory } from '../intake/published-journeys.ts';
import type { Breakers } from './breaker.ts';
import { type MessageLinks, prepareMail } from './mail-links.ts';

/** What every attempt needs: of a run's job, and of an operator's. */
export interface AttemptDependencies {
  readonly database: Database;
  readonly channels: Channels;
  /** A claim's life, in milliseconds: longer than any attempt takes. */
  readonly leaseMs: number;
  /** What an attempt may take, in milliseconds; less than `leaseMs`. */
  readonly sendTimeoutMs: number;
  /** When an attempt that failed temporarily will be made again at the latest: the sweeper keeps away until then. */
  readonly longestPauseMs: number;
  /** Makes the links in messages; without it there are none, and nothing is tracked. */
  readonly links?: MessageLinks | undefined;
  /** Values of the secrets that configurations name. */
  readonly namedSecrets?: ReadonlyMap<string, string> | undefined;
  /** Stops channels whose provider refuses us. */
  readonly breakers?: Breakers | undefined;
  /** Whether runs may react to "Message Sent". */
  readonly publishedJourneys?: PublishedJourneysMemory | undefined;
  /** Named places where a crash test stops the process; nothing in production. */
  readonly reached?: ((place: FaultPoint) => Promise<void> | void) | undefined;
  /** Hears how each attempt ended, for counting. */
  readonly attempted?: ((attempt: Attempt) => void) | undefined;
}

export interface Attempt {
  /** The kind of the channel. */
  readonly channel: string;
  readonly outcome: SendResult['result'] | 'blocked' | 'deferred';
  /** Of one that was blocked or deferred. */
  readonly rule?: string | undefined;
  /** Of rendering and the provider; undefined where a rule decided alone. */
  readonly tookMs?: number | undefined;
}

export type FaultPoint = 'turned' | 'claimed' | 'sending' | 'sent' | 'settled';

/** The right to make one attempt, and all it needs. */
export interface Claim {
  readonly key: MessageKey;
  readonly workspace: string;
  readonly customerId: string;
  readonly attemptToken: string;
  /** With the name, where it has one: "webhook:crm". */
  readonly channelId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly endpoint: Endpoint | undefined;
  readonly template: StoredTemplate;
  readonly templateId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly rendering: RenderSettings;
  readonly journey: string;
  readonly step: string;
  readonly topic: string | undefined;
  readonly isMarketing: boolean;
  /** What the workspace's configuration allows to be measured. */
  readonly tracking: { readonly opens: boolean; readonly links: boolean };
  readonly catalogVersion: number;
  /** False: an operator asked for it, and the run is not told. */
  readonly tellsRun: boolean;
}

/** Sends what is claimed and settles it. Throws a TemporaryFailure where the attempt should be made again. */
export async function attempt(dependencies: AttemptDependencies, claim: Claim): Promise<void> {
  await dependencies.reached?.('claimed');
  const startedAt = performance.now();
  const result = await send(dependencies, claim);
  dependencies.attempted?.({
    channel: claim.channel.id,
    outcome: result.result,
    tookMs: performance.now() - startedAt,
  });
  await dependencies.reached?.('sent');
  await settle(dependencies, claim, result);
  await dependencies.reached?.('settled');
}

/** What is known after an attempt; `inDoubt`: it may have arrived all the same. */
type Answer = SendResult & { readonly inDoubt?: true };

/**
 * Hands the message over and waits for the provider's answer, but no longer than an attempt may take. An answer that
 * comes later still counts, if it is "accepted". Where the receiver honours our key, not to know is no harm: the attempt
 * is made again under the same key.
 */
async function send(dependencies: AttemptDependencies, claim: Claim): Promise<Answer> {
  const { database, links, reached, sendTimeoutMs } = dependencies;
  const { channel, template, data, rendering, key, attemptToken, address, endpoint } = claim;
  let parts: MessageParts;
  try {
    parts = await render(channel, template, data, rendering);
  } catch (thrown) {
    const code = thrown instanceof PermanentFailure ? thrown.code : 'template-fails';
    return { result: 'failed-permanently', code, detail: coerceError(thrown).message };
  }
  const isMail = channel.id === 'email' && links !== undefined;
  const prepared = isMail ? await prepareMail(links, claim, parts) : { parts, headers: undefined };
  const isAlways = channel.measured === 'always';
  const measured = isMail ? claim.tracking : { opens: isAlways, links: isAlways };
  const begin = async (): Promise<void> => {
    const own = { address, tracksOpens: measured.opens, tracksLinks: measured.links };
    if (!(await markSending(database, key.messageId, attemptToken, own))) throw new ClaimLost();
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

class ClaimLost extends Error {}

const noAnswer = { result: 'unknown', code: 'no-answer', detail: 'the provider gave no answer in time' } as const;

function noAnswerWithin(milliseconds: number): Promise<typeof noAnswer> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, noAnswer).unref();
  });
}

async function settle(dependencies: AttemptDependencies, claim: Claim, result: Answer): Promise<void> {
  const { database, longestPauseMs, breakers } = dependencies;
  const { key, attemptToken, tellsRun } = claim;
  const failure = result.result === 'accepted' ? undefined : new TemporaryFailure(result.code, result.detail);
  const report = failure && (await reportFailure(database, failure, key.journeyRunId));
  const settlement: Settlement = {
    state: result.result,
    providerId: result.result === 'accepted' ? result.providerId : undefined,
    errorCode: report?.code,
    errorId: report?.errorId,
    inDoubt: result.inDoubt,
    tellsRun,
    input:
      result.result === 'failed-temporarily' || !tellsRun
        ? undefined
        : storedBody({ kind: 'job-settled', visit: key.visit, outcome: outcomeOf(result.result) }),
    longestPauseMs,
  };
  await breakers?.settled(claim, result, report?.errorId);
  if (result.result === 'accepted') await settleAccepted(dependencies, claim, settlement);
  else await settleMessage(database, key.messageId, attemptToken, settlement);
  if (result.result === 'failed-temporarily')
    throw new TemporaryFailure(result.code, result.detail, { retryAfter: result.retryAfter });
}

/**
 * An accepted message is also an event of the customer, "Message Sent". Where a journey may react to it, intake accepts it
 * in the transaction that settles the message; else the settling statement stores its row, which costs next to nothing.
 */
async function settleAccepted(
  { database, publishedJourneys }: AttemptDependencies,
  claim: Claim,
  settlement: Settlement,
): Promise<void> {
  const { key, workspace, attemptToken, catalogVersion } = claim;
  const inMemory = publishedJourneys?.find(workspace);
  const isNewest = inMemory !== undefined && inMemory.catalogVersion >= catalogVersion;
  if (!publishedJourneys || (isNewest && !reactsTo(inMemory, MESSAGE_SENT)))
    return settleMessage(database, key.messageId, attemptToken, { ...settlement, sentEventId: newId() });
  await inLoadingTransaction(database, async (trx, load) => {
    const published = isNewest ? inMemory : await publishedJourneys.load(database, load, workspace);
    const reacts = reactsTo(published, MESSAGE_SENT);
    if (reacts) await acceptWithin({ trx, load, database, publishedJourneys }, workspace, [sentEvent(claim)]);
    const sentEventId = reacts ? undefined : newId();
    await settleMessage(trx, key.messageId, attemptToken, { ...settlement, sentEventId });
  });
}

function reactsTo(published: PublishedJourneys, name: string): boolean {
  return published.isSubscribed(name) || published.enteredBy(name).length > 0;
}

function sentEvent({ key, customerId, journey, step, channelId, templateId }: Claim): IncomingEvent {
  return {
    type: 'track',
    name: MESSAGE_SENT,
    messageId: `sent/${key.messageId}`,
    userId: undefined,
    anonymousId: undefined,
    customerId,
    properties: {
      message_id: key.messageId,
      journey_run_id: key.journeyRunId,
      journey,
      step,
      channel: channelId,
      template: templateId,
    },
    context: {},
    timestamp: Date.now(),
  };
}

function outcomeOf(result: 'accepted' | 'failed-permanently' | 'unknown'): JobOutcome {
  return { result: result === 'failed-permanently' ? 'failed' : result };
}

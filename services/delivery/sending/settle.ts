import { TemporaryFailure } from '../../../core/base/failure.ts';
import { newId } from '../../../core/base/id.ts';
import { storedBody } from '../../../core/journey/engine/inputs/index.ts';
import type { JobOutcome } from '../../../core/journey/engine/run-state.ts';
import { MESSAGE_SENT } from '../../../core/message/feedback-kinds.ts';
import { inLoadingTransaction, inTransaction, type Transaction } from '../../../store/database/database.ts';
import { reportFailure } from '../../../store/measurement/failures.ts';
import { type Settlement, settleMessage } from '../../../store/messages/settle-message.ts';
import { enqueueRuns, lanes } from '../../../store/outbox/outbox.ts';
import { acceptWithin } from '../../intake/accept.ts';
import type { IncomingEvent } from '../../intake/event.ts';
import type { PublishedJourneys } from '../../intake/published-journeys.ts';
import type { AttemptAnswer, AttemptDependencies, Claim } from '../attempt.ts';

/** When an attempt that failed temporarily is made again, where that is the run's to say and not the activity's. */
export interface Deferral {
  readonly until: number;
}

/** Stores how an attempt ended, in a transaction of its own. */
export async function settle(dependencies: AttemptDependencies, claim: Claim, answer: AttemptAnswer): Promise<void> {
  await settleAlone(dependencies, claim, await settlementOf(dependencies, claim, answer), { enqueues: false });
}

/** What is to be stored of an attempt. Its failure is reported, and the channel's breaker hears of it. */
export async function settlementOf(
  { database, longestPauseMs, breakers }: AttemptDependencies,
  claim: Claim,
  answer: AttemptAnswer,
  deferral?: Deferral,
): Promise<Settlement> {
  const { key, tellsRun } = claim;
  const failure = answer.result === 'accepted' ? undefined : new TemporaryFailure(answer.code, answer.detail);
  const report = failure && (await reportFailure(database, failure, key.journeyRunId));
  // Without the database there is no alarm either: the next refusal raises it, the next success ends it.
  await breakers?.settled(claim, answer, report?.errorId).catch(() => {});
  return {
    state: answer.result,
    providerId: answer.result === 'accepted' ? answer.providerId : undefined,
    errorCode: report?.code,
    errorId: report?.errorId,
    inDoubt: answer.inDoubt,
    tellsRun,
    input: tellsRun ? inputOf(claim, answer, deferral) : undefined,
    longestPauseMs,
  };
}

function inputOf(
  { key: { visit } }: Claim,
  { result }: AttemptAnswer,
  deferral: Deferral | undefined,
): Settlement['input'] {
  if (result !== 'failed-temporarily') {
    const body = storedBody({ kind: 'job-settled', visit, outcome: outcomeOf(result) });
    return { kind: 'job-settled', body };
  }
  if (!deferral) return undefined;
  const body = storedBody({ kind: 'job-deferred', visit, until: deferral.until, rule: 'failed-temporarily' });
  return { kind: 'job-deferred', body };
}

/**
 * Whether the transaction of the run's next turn may store it. An accepted message is also an event of the customer,
 * "Message Sent"; where a journey may react to that, intake accepts it, and locks more than a turn does.
 */
export function maySettleWithTurn(dependencies: AttemptDependencies, claim: Claim, { state }: Settlement): boolean {
  return state !== 'accepted' || hearsOfSending(dependencies, claim) === false;
}

/** Stores it in the transaction of the run's next turn, which holds the customer's and the run's lock. */
export async function settleWithTurn(trx: Transaction, claim: Claim, settlement: Settlement): Promise<void> {
  const sentEventId = settlement.state === 'accepted' ? newId() : undefined;
  await settleMessage(trx, claim.key.messageId, claim.attemptToken, { ...settlement, sentEventId });
}

/**
 * Stores it, in one transaction. An accepted message is also an event of the customer, "Message Sent". Where a journey may
 * react to it, intake accepts it there; else the settling statement stores its row, which costs next to nothing.
 * `enqueues`: nobody else brings the run its next turn.
 */
export async function settleAlone(
  dependencies: AttemptDependencies,
  claim: Claim,
  settlement: Settlement,
  { enqueues }: { readonly enqueues: boolean },
): Promise<void> {
  const { database, publishedJourneys } = dependencies;
  const { key, workspace, attemptToken } = claim;
  const enqueue = (trx: Transaction) =>
    enqueues
      ? enqueueRuns(trx, [{ journeyRunId: key.journeyRunId, label: settlement.input?.kind ?? 'attempt' }], lanes.live)
      : undefined;
  const hears = settlement.state === 'accepted' && hearsOfSending(dependencies, claim);
  if (!publishedJourneys || hears === false) {
    const sentEventId = settlement.state === 'accepted' ? newId() : undefined;
    const whole = { ...settlement, sentEventId };
    if (!enqueues) return settleMessage(database, key.messageId, attemptToken, whole);
    return inTransaction(database, async (trx) => {
      await settleMessage(trx, key.messageId, attemptToken, whole);
      await enqueue(trx);
    });
  }
  await inLoadingTransaction(database, async (trx, load) => {
    const published =
      hears === undefined ? await publishedJourneys.load(database, load, workspace) : publishedJourneys.find(workspace);
    const reacts = published !== undefined && reactsTo(published, MESSAGE_SENT);
    if (reacts) await acceptWithin({ trx, load, database, publishedJourneys }, workspace, [sentEvent(claim)]);
    const sentEventId = reacts ? undefined : newId();
    await settleMessage(trx, key.messageId, attemptToken, { ...settlement, sentEventId });
    await enqueue(trx);
  });
}

/** Whether a journey may react to "Message Sent". Undefined: the journeys in memory are older than the claim. */
function hearsOfSending(
  { publishedJourneys }: AttemptDependencies,
  { workspace, catalogVersion }: Claim,
): boolean | undefined {
  if (!publishedJourneys) return false;
  const inMemory = publishedJourneys.find(workspace);
  if (!inMemory || inMemory.catalogVersion < catalogVersion) return undefined;
  return reactsTo(inMemory, MESSAGE_SENT);
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

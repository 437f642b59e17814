import { TemporaryFailure } from '../../core/base/failure.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { seenTraits } from '../../core/journey/engine/own-view.ts';
import { type Job, type JobOutcome, type RunState, runStateVersions } from '../../core/journey/engine/run-state.ts';
import { expiryOf, sendStepOf } from '../../core/journey/steps/send.ts';
import { claimConditions } from '../../core/message/claim-conditions.ts';
import { engagementOf } from '../../core/message/engagement.ts';
import { guard } from '../../core/message/guard.ts';
import type { GuardFacts, GuardVerdict } from '../../core/message/guard-facts.ts';
import { priority } from '../../core/message/rules/priority.ts';
import { keyOfChannel } from '../../core/message/select-channel.ts';
import { paceOf, sendRateOf } from '../../core/workspace/send-rate.ts';
import type { Customer } from '../../store/customers/customers.ts';
import { inLoadingTransaction, type Load, type Transaction } from '../../store/database/database.ts';
import { voidDecisionOf } from '../../store/decisions/decisions.ts';
import { getDefinition } from '../../store/journeys/definitions.ts';
import { reserveSlot } from '../../store/messages/limits/send-slots.ts';
import { type MessageKey, writeVerdict } from '../../store/messages/messages.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import { type LockedRun, lockRunAndCustomer } from '../../store/runs/runs.ts';
import type { Attempt, AttemptDependencies, Claim } from './attempt.ts';
import { claim, findReach, type MessageSubject, outranksOf, type Reach } from './claim.ts';
import { observeMessage } from './observe.ts';
import { letOthersGo } from './sending/let-others-go.ts';
import { attempt } from './sending/send.ts';

/**
 * One attempt to deliver a message: guard ▸ claim ▸ send ▸ settle.
 *   1 guard and claim   one transaction under the customer's and the run's lock: may it go, and is it ours to send?
 *   2 send              render, mark "sending", hand over; nobody else acts before the claim's lease ends
 *   3 settle            the outcome into the ledger and, as an input, into the run: one transaction
 * Called as often as anybody likes, at once or late: what the ledger says decides. A worker that dies leaves a claim whose
 * lease runs out; a run that no longer waits for this message makes this a no-op.
 *
 * Resolves when there is nothing more to do for now (settled, deferred, or left to the run's next turn). Throws a
 * TemporaryFailure when the attempt should be made again, a PermanentFailure when the run is stuck on it.
 */
export type DeliverDependencies = AttemptDependencies;

export async function deliver(dependencies: DeliverDependencies, key: MessageKey, workflowNow: number): Promise<void> {
  const claim = await inLoadingTransaction(dependencies.database, (trx, load) =>
    guardAndClaim(trx, load, dependencies, key, workflowNow),
  );
  if (!claim) return;
  if ('outcome' in claim) return decided(dependencies, claim);
  await attempt(dependencies, claim);
}

/** A rule decided, and that is committed: it is counted, and who waited for this message need not any more. */
export async function decided(dependencies: AttemptDependencies, attempt: Attempt): Promise<void> {
  dependencies.attempted?.(attempt);
  if (attempt.rule !== priority.name) await letOthersGo(dependencies, attempt);
}

/** Gives the claim; or how the attempt ended without one; or nothing, when nothing is to be done. */
async function guardAndClaim(
  trx: Transaction,
  load: Load,
  dependencies: DeliverDependencies,
  key: MessageKey,
  workflowNow: number,
): Promise<Claim | Attempt | undefined> {
  const { database } = dependencies;
  const locked = await lockRunAndCustomer(trx, key.journeyRunId);
  if (!locked || locked.run.endedAt !== null || locked.run.stuckAt !== null) return undefined;
  const { run } = locked;
  const state = runStateVersions.upgrade(run.state);
  const job = state.jobs.find(({ visit, kind }) => visit === key.visit && kind === 'deliver');
  if (!job) return undefined;
  const definition = await getDefinition(database, load, run);
  const judged = await judge(trx, dependencies, { ...locked, key, job, state, definition, workflowNow });
  if (!judged) return undefined;
  const { subject, reach, verdict } = judged;
  const { channel, id: channelId } = reach.selected;
  const isObserved = run.observation !== null;
  if (verdict.verdict === 'claim' && !isObserved) return claim(trx, dependencies, subject, reach);
  const outcome =
    verdict.verdict === 'claim'
      ? await observeMessage(trx, dependencies, subject, reach)
      : await applyVerdict(trx, key, channelId, verdict, reach.now);
  const outranks = outranksOf(run, reach.limits);
  const rule = 'rule' in verdict ? verdict.rule : undefined;
  return outcome && { channel: channel.id, outcome, lane: 'queued', rule, outranks };
}

/** A message that its run waits for: the run as its latest turn left it, and its customer, both locked. */
export interface AwaitedMessage {
  readonly key: MessageKey;
  readonly job: Job;
  readonly run: LockedRun;
  readonly state: RunState;
  readonly customer: Customer;
  readonly definition: JourneyDefinition;
  readonly workflowNow: number;
}

/** What the guard says of an attempt now, and by which channel it would be made. Undefined: the message is gone. */
export async function judge(
  trx: Transaction,
  dependencies: DeliverDependencies,
  { key, job, run, state: { tokens, tasks, answers, view }, customer: known, definition, workflowNow }: AwaitedMessage,
) {
  const customer = { ...known, traits: seenTraits(known.traits, view) };
  const step = sendStepOf(definition, job.step, answers);
  const subject = { key, run, customer, definition, step, stepId: job.step };
  const reach = await findReach(trx, dependencies, { ...subject, workflowNow });
  const { stored, now, selected, about, suppression, limits, history } = reach;
  const { ledger } = stored;
  if (!ledger) return undefined;
  if (!selected)
    throw new TemporaryFailure('channel-closed', `none of ${step.channels.join(', ')} has a provider in this worker`);
  const { traits } = customer;
  const timeZone = timeZoneOf(traits);
  const messages = engagementOf(stored.engagement);
  const scope = { customer: { traits }, entry: stored.entry, messages, tasks, answers, history };
  const facts: GuardFacts = {
    ...claimConditions(definition, step, scope),
    now,
    origin: {
      kind: 'run',
      isWaiting: true,
      isLeaving: !tokens.some(({ visit }) => visit === key.visit),
      hasUnconsumedInputs: run.consumed < run.lastSeq,
      requestedAt: job.requestedAt,
    },
    earlier: { ...ledger, leasedFor: (ledger.leasedUntil ?? stored.now) - stored.now },
    receiverHonoursKey: dependencies.channels.get(keyOfChannel(ledger.channel))?.direction === 'keyed',
    address: selected.address,
    suppression,
    firstContactAt: Math.max(run.entryAcceptedAt, stored.newestIdentityAt ?? customer.createdAt),
    consent: about,
    killSwitches: stored.killSwitches,
    isPaused: run.isPaused,
    expiresAt: expiryOf(step, job.requestedAt, timeZone),
    limits,
    slotAt: ledger.slotAt ?? undefined,
  };
  const judged = guard(facts);
  const slotAt =
    judged.verdict === 'claim' && run.observation === null ? await slotOf(trx, subject, reach, facts) : undefined;
  const verdict = slotAt === undefined ? judged : guard({ ...facts, slotAt });
  return { subject, reach: { ...reach, selected }, verdict };
}

/** Where the channel has a send rate: when it is this message's turn, reserved here unless it was before. */
async function slotOf(
  trx: Transaction,
  { key, run: { workspace } }: MessageSubject,
  { configuration, limits }: Reach,
  { now, slotAt, expiresAt }: GuardFacts,
): Promise<number | undefined> {
  const limited = sendRateOf(configuration.sendRate, limits.message.channel);
  if (!limited || slotAt !== undefined) return slotAt;
  const pace = { workspace, channel: limited.name, ...paceOf(limited.rate) };
  const reserved = await reserveSlot(trx, pace, { messageId: key.messageId, now, latest: expiresAt });
  return reserved ?? (expiresAt as number) + 1;
}

/** Stores the guard's verdict and notifies the run, in the same transaction. Gives how the attempt ended by that. */
export async function applyVerdict(
  trx: Transaction,
  key: MessageKey,
  channel: string,
  verdict: Exclude<GuardVerdict, { verdict: 'claim' }>,
  now: number,
): Promise<Attempt['outcome'] | undefined> {
  const { journeyRunId, visit } = key;
  const settled = (outcome: JobOutcome) =>
    appendInputs(trx, now, [{ journeyRunId, kind: 'job-settled', visit, outcome }]);
  switch (verdict.verdict) {
    case 'yield':
      return undefined;
    case 'busy':
      throw new TemporaryFailure('claim-held', 'another attempt holds the claim', {
        retryAfter: Math.max(100, verdict.milliseconds),
      });
    case 'defer': {
      const { until, rule } = verdict;
      await writeVerdict(trx, key, { state: 'deferred', channel, rule, ruleValue: new Date(until).toISOString() }, now);
      await appendInputs(trx, now, [{ journeyRunId, kind: 'job-deferred', visit, until, rule }]);
      return 'deferred';
    }
    case 'block':
      await writeVerdict(trx, key, { state: 'blocked', channel, rule: verdict.rule, ruleValue: verdict.value }, now);
      await settled({ result: 'blocked', rule: verdict.rule });
      return 'blocked';
    case 'unknown':
      await writeVerdict(trx, key, { state: 'unknown', channel }, now);
      await settled({ result: 'unknown' });
      return 'unknown';
    case 'give-up':
      await writeVerdict(trx, key, { state: 'failed-permanently', channel }, now);
      await voidDecisionOf(trx, key.messageId, 'given-up');
      await settled({ result: 'failed' });
      return 'failed-permanently';
  }
}

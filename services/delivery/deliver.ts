import { coerceError, PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { reader } from '../../core/condition/fields.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { storedBody } from '../../core/journey/engine/inputs/index.ts';
import { type JobOutcome, runStateVersions } from '../../core/journey/engine/run-state.ts';
import type { EventFact } from '../../core/journey/engine/turn.ts';
import { expiryOf, type SendStep, sendStepOf } from '../../core/journey/steps/send.ts';
import { guard } from '../../core/message/guard.ts';
import type { GuardVerdict } from '../../core/message/guard-facts.ts';
import { selectChannel } from '../../core/message/select-channel.ts';
import { getTemplate, type StoredTemplate } from '../../store/content/templates.ts';
import type { Customer } from '../../store/customers/customers.ts';
import { type Database, inLoadingTransaction, type Load, type Transaction } from '../../store/database/database.ts';
import { getDefinition } from '../../store/journeys/definitions.ts';
import { reportFailure } from '../../store/measurement/failures.ts';
import {
  type MessageKey,
  markSending,
  readClaimFacts,
  settleMessage,
  writeVerdict,
} from '../../store/messages/messages.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import { type LockedRun, lockRunAndCustomer } from '../../store/runs/runs.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import type { Channel, Channels, SendResult } from '../channels/channel.ts';
import { languageFor, type MessageParts, type RenderSettings, render } from '../content/render.ts';

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
export interface DeliverDependencies {
  readonly database: Database;
  readonly channels: Channels;
  /** A claim's life, in milliseconds: longer than any attempt takes. */
  readonly leaseMs: number;
  /** What an attempt may take, in milliseconds; less than `leaseMs`. */
  readonly sendTimeoutMs: number;
  /** When an attempt that failed temporarily will be made again at the latest: the sweeper keeps away until then. */
  readonly longestPauseMs: number;
  /** Named places where a crash test stops the process; nothing in production. */
  readonly reached?: ((place: FaultPoint) => Promise<void> | void) | undefined;
  /** Hears how each attempt ended, for counting. */
  readonly attempted?: ((attempt: Attempt) => void) | undefined;
}

export interface Attempt {
  readonly channel: string;
  readonly outcome: SendResult['result'] | 'blocked' | 'deferred';
  /** Of rendering and the provider; undefined where a rule decided alone. */
  readonly tookMs?: number | undefined;
}

export type FaultPoint = 'turned' | 'claimed' | 'sending' | 'sent' | 'settled';

interface Claim {
  readonly key: MessageKey;
  readonly attemptToken: string;
  readonly channel: Channel;
  readonly address: string;
  readonly template: StoredTemplate;
  readonly data: Readonly<Record<string, unknown>>;
  readonly rendering: RenderSettings;
}

export async function deliver(dependencies: DeliverDependencies, key: MessageKey, workflowNow: number): Promise<void> {
  const claim = await inLoadingTransaction(dependencies.database, (trx, load) =>
    guardAndClaim(trx, load, dependencies, key, workflowNow),
  );
  if (!claim) return;
  if ('outcome' in claim) return dependencies.attempted?.(claim);
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

/** Gives the claim; or how the attempt ended without one; or nothing, when nothing is to be done. */
async function guardAndClaim(
  trx: Transaction,
  load: Load,
  { database, channels, leaseMs }: DeliverDependencies,
  key: MessageKey,
  workflowNow: number,
): Promise<Claim | Attempt | undefined> {
  const locked = await lockRunAndCustomer(trx, key.journeyRunId);
  if (!locked || locked.run.endedAt !== null || locked.run.stuckAt !== null) return undefined;
  const { run, customer } = locked;
  const { jobs, tokens } = runStateVersions.upgrade(run.state);
  const job = jobs.find(({ visit, kind }) => visit === key.visit && kind === 'deliver');
  if (!job) return undefined;
  const step = sendStepOf(await getDefinition(database, load, run), job.step);
  const selected = selectChannel(step, channels, customer.traits);
  if (!selected)
    throw new TemporaryFailure('channel-closed', `none of ${step.channels.join(', ')} has a provider in this worker`);
  const { channel, address } = selected;
  const stored = await readClaimFacts(trx, key, run, step.template);
  const { ledger, entry, templateVersion } = stored;
  if (!ledger) return undefined;
  const now = Math.max(workflowNow, stored.now);
  const verdict = guard({
    now,
    origin: {
      kind: 'run',
      isWaiting: true,
      isLeaving: !tokens.some(({ visit }) => visit === key.visit),
      hasUnconsumedInputs: run.consumed < run.lastSeq,
      requestedAt: job.requestedAt,
    },
    earlier: { ...ledger, leasedFor: (ledger.leasedUntil ?? stored.now) - stored.now },
    receiverHonoursKey: channels.get(ledger.channel)?.direction === 'keyed',
    address,
    customerCreatedAt: customer.createdAt,
    expiresAt: expiryOf(step, job.requestedAt, timeZoneOf(customer.traits)),
  });
  if (verdict.verdict !== 'claim') {
    const outcome = await applyVerdict(trx, key, channel.id, verdict, now);
    return outcome && { channel: channel.id, outcome };
  }

  const { workspace } = run;
  if (templateVersion === undefined || !entry)
    throw new PermanentFailure('message-incomplete', `template "${step.template}" or the entry event is gone`);
  const template = await getTemplate(database, trx, { workspace, id: step.template, version: templateVersion });
  const { configuration } = await getConfiguration(database, trx, workspace);
  const defaultLanguage = configuration.languages.default;
  const language = languageFor(template, channel, customer.traits, defaultLanguage);
  const attemptToken = newId();
  const leasedUntil = stored.now + leaseMs;
  await writeVerdict(
    trx,
    key,
    { state: 'claimed', channel: channel.id, templateVersion, language, attemptToken, leasedUntil },
    now,
  );
  const data = templateData(step, customer, entry, run, key, language ?? defaultLanguage);
  const rendering = { language, defaultLanguage, timeZone: timeZoneOf(customer.traits), now };
  return { key, attemptToken, channel, address: address as string, template, data, rendering };
}

/** Stores what the guard said and tells the run, in the same transaction. Gives how the attempt ended by that. */
async function applyVerdict(
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
      await settled({ result: 'failed' });
      return 'failed-permanently';
  }
}

/**
 * Hands the message over and waits for the provider's answer, but no longer than an attempt may take. An answer that
 * comes later still counts, if it is "accepted". Where the receiver honours our key, not to know is no harm: the attempt
 * is made again under the same key.
 */
async function send(dependencies: DeliverDependencies, claim: Claim): Promise<Answer> {
  const { database, reached, sendTimeoutMs } = dependencies;
  const { channel, template, data, rendering, key, attemptToken, address } = claim;
  let parts: MessageParts;
  try {
    parts = await render(channel, template, data, rendering);
  } catch (thrown) {
    const code = thrown instanceof PermanentFailure ? thrown.code : 'template-fails';
    return { result: 'failed-permanently', code, detail: coerceError(thrown).message };
  }
  if (!(await markSending(database, key.messageId, attemptToken))) {
    throw new TemporaryFailure('claim-lost', 'the lease ended before the attempt began', { retryAfter: 1_000 });
  }
  await reached?.('sending');
  const answer = channel.provider.send({ key: key.messageId, address, parts });
  const result = await Promise.race([answer, noAnswerWithin(sendTimeoutMs)]);
  if (result === noAnswer) {
    void answer
      .then((late) => (late.result === 'accepted' ? settle(dependencies, claim, late) : undefined))
      .catch(() => {});
  }
  return result.result === 'unknown' && channel.direction === 'keyed'
    ? { ...result, result: 'failed-temporarily', inDoubt: true }
    : result;
}

/** What is known after an attempt; `inDoubt`: it may have arrived all the same. */
type Answer = SendResult & { readonly inDoubt?: true };

const noAnswer = { result: 'unknown', code: 'no-answer', detail: 'the provider gave no answer in time' } as const;

function noAnswerWithin(milliseconds: number): Promise<typeof noAnswer> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, noAnswer).unref();
  });
}

async function settle(
  { database, longestPauseMs }: DeliverDependencies,
  { key, attemptToken }: Claim,
  result: Answer,
): Promise<void> {
  const failure = result.result === 'accepted' ? undefined : new TemporaryFailure(result.code, result.detail);
  const report = failure && (await reportFailure(database, failure, key.journeyRunId));
  await settleMessage(database, key.messageId, attemptToken, {
    state: result.result,
    providerId: result.result === 'accepted' ? result.providerId : undefined,
    errorCode: report?.code,
    errorId: report?.errorId,
    inDoubt: result.inDoubt,
    input:
      result.result === 'failed-temporarily'
        ? undefined
        : storedBody({ kind: 'job-settled', visit: key.visit, outcome: outcomeOf(result.result) }),
    longestPauseMs,
  });
  if (result.result === 'failed-temporarily')
    throw new TemporaryFailure(result.code, result.detail, { retryAfter: result.retryAfter });
}

function outcomeOf(result: 'accepted' | 'failed-permanently' | 'unknown'): JobOutcome {
  return { result: result === 'failed-permanently' ? 'failed' : result };
}

/** What a template may speak of: the customer's traits, the entry event, and what the step gives it by name. */
function templateData(
  step: SendStep,
  customer: Customer,
  entry: EventFact,
  run: LockedRun,
  key: MessageKey,
  language: string,
): Readonly<Record<string, unknown>> {
  const scope = { customer: { traits: customer.traits }, entry: { name: entry.name, properties: entry.properties } };
  const given = Object.entries(step.data ?? {}).map(([name, { ref }]) => [name, reader(ref)(scope)]);
  return {
    customer: customer.traits,
    entry: entry.properties,
    ...Object.fromEntries(given),
    message: { id: key.messageId, journey: run.journeyId, language },
  };
}

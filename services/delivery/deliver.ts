import { PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { reader } from '../../core/condition/fields.ts';
import { type ConsentQuestion, isChannelWithdrawn } from '../../core/customer/consent.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { type JobOutcome, runStateVersions } from '../../core/journey/engine/run-state.ts';
import type { EventFact } from '../../core/journey/engine/turn.ts';
import { expiryOf, type SendStep, sendStepOf, topicOf } from '../../core/journey/steps/send.ts';
import { looksAtMessages } from '../../core/journey/subscriptions.ts';
import { claimConditions } from '../../core/message/claim-conditions.ts';
import { engagementOf } from '../../core/message/engagement.ts';
import { guard } from '../../core/message/guard.ts';
import type { GuardVerdict } from '../../core/message/guard-facts.ts';
import { type Candidate, keyOfChannel, openChannelsOf, selectChannel } from '../../core/message/select-channel.ts';
import { regimesOf } from '../../core/workspace/regimes.ts';
import { getTemplate } from '../../store/content/templates.ts';
import { type Customer, findIdentitiesOf } from '../../store/customers/customers.ts';
import { inLoadingTransaction, type Load, type Transaction } from '../../store/database/database.ts';
import { getDefinition } from '../../store/journeys/definitions.ts';
import { type MessageKey, readClaimFacts, writeVerdict } from '../../store/messages/messages.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import { type LockedRun, lockRunAndCustomer } from '../../store/runs/runs.ts';
import { getConfigurationVersion } from '../../store/workspaces/configuration.ts';
import type { Channel } from '../channels/channel.ts';
import { type Attempt, type AttemptDependencies, attempt, type Claim } from './attempt.ts';
import { endpointOf } from './endpoints.ts';
import { pageLinks } from './mail-links.ts';
import { measuredOf } from './tracking.ts';

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
  if ('outcome' in claim) return dependencies.attempted?.(claim);
  await attempt(dependencies, claim);
}

/** Gives the claim; or how the attempt ended without one; or nothing, when nothing is to be done. */
async function guardAndClaim(
  trx: Transaction,
  load: Load,
  dependencies: DeliverDependencies,
  key: MessageKey,
  workflowNow: number,
): Promise<Claim | Attempt | undefined> {
  const { database, channels } = dependencies;
  const locked = await lockRunAndCustomer(trx, key.journeyRunId);
  if (!locked || locked.run.endedAt !== null || locked.run.stuckAt !== null) return undefined;
  const { run, customer } = locked;
  const { jobs, tokens } = runStateVersions.upgrade(run.state);
  const job = jobs.find(({ visit, kind }) => visit === key.visit && kind === 'deliver');
  if (!job) return undefined;
  const definition = await getDefinition(database, load, run);
  const step = sendStepOf(definition, job.step);
  const reach = await findReach(trx, dependencies, { key, run, customer, definition, step, workflowNow });
  const { stored, now, selected, about, suppression } = reach;
  if (!stored.ledger) return undefined;
  if (!selected)
    throw new TemporaryFailure('channel-closed', `none of ${step.channels.join(', ')} has a provider in this worker`);
  const { id: channelId, channel, address } = selected;
  const { ledger } = stored;
  const { traits } = customer;
  const scope = { customer: { traits }, entry: stored.entry, messages: engagementOf(stored.engagement) };
  const verdict = guard({
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
    receiverHonoursKey: channels.get(keyOfChannel(ledger.channel))?.direction === 'keyed',
    address,
    suppression,
    customerCreatedAt: customer.createdAt,
    consent: about,
    expiresAt: expiryOf(step, job.requestedAt, timeZoneOf(customer.traits)),
  });
  if (verdict.verdict !== 'claim') {
    const outcome = await applyVerdict(trx, key, channelId, verdict, now);
    return outcome && { channel: channel.id, outcome, rule: 'rule' in verdict ? verdict.rule : undefined };
  }
  const subject = { key, run, customer, definition, step, stepId: job.step };
  return claim(trx, dependencies, subject, { ...reach, selected });
}

interface MessageSubject {
  readonly key: MessageKey;
  readonly run: LockedRun;
  readonly customer: Customer;
  readonly definition: JourneyDefinition;
  readonly step: SendStep;
}

/** By which channel the customer can be reached now, and what is stored about the message. */
async function findReach(
  trx: Transaction,
  { database, channels }: DeliverDependencies,
  { key, run, customer, definition, step, workflowNow }: MessageSubject & { readonly workflowNow: number },
) {
  const asked = step.channels.flatMap((id) => channels.get(keyOfChannel(id))?.identities ?? []);
  const identities = await findIdentitiesOf(trx, customer.id, asked);
  const candidates = openChannelsOf(step, channels, customer.traits, identities);
  const addresses = candidates.flatMap(({ channel, address }) =>
    address === undefined ? [] : [{ channel: channel.id, address }],
  );
  const stored = await readClaimFacts(trx, key, run, {
    templateId: step.template,
    withEngagement: looksAtMessages(definition),
    addresses,
  });
  const now = Math.max(workflowNow, stored.now);
  const { workspace } = run;
  const configuration = await getConfigurationVersion(database, trx, {
    workspace,
    version: stored.configurationVersion,
  });
  /** What consent is asked about a message by this channel: none about alerts to people inside. */
  const aboutChannel = ({ id, reaches }: Channel): ConsentQuestion => ({
    consents: reaches === 'staff' ? {} : customer.consents,
    regimes: regimesOf(configuration),
    purpose: reaches === 'staff' ? 'transactional' : definition.purpose,
    topic: topicOf(definition, step),
    channel: id,
  });
  const suppressionOf = ({ channel, address }: Candidate<Channel>) =>
    stored.suppressed.find((each) => each.channel === channel.id && each.address === address)?.reason;
  const selected = selectChannel(candidates, {
    isWithdrawn: ({ channel }) => isChannelWithdrawn(aboutChannel(channel), now),
    isSuppressed: (candidate) => suppressionOf(candidate) !== undefined,
  });
  const about = aboutChannel(selected?.channel ?? ({ id: '', reaches: 'customer' } as Channel));
  return { stored, now, configuration, selected, about, suppression: selected && suppressionOf(selected) };
}

type Reach = Awaited<ReturnType<typeof findReach>>;

/** The guard lets it go: the right to one attempt, and all it needs. */
async function claim(
  trx: Transaction,
  { database, leaseMs, breakers, links, namedSecrets }: DeliverDependencies,
  { key, run, customer, definition, step, stepId }: MessageSubject & { readonly stepId: string },
  { stored, now, configuration, selected, about }: Reach & { readonly selected: Candidate<Channel> },
): Promise<Claim> {
  const { id: channelId, channel, address } = selected;
  const { entry, templateVersion } = stored;
  const { workspace } = run;
  if (templateVersion === undefined || !entry)
    throw new PermanentFailure('message-incomplete', `template "${step.template}" or the entry event is gone`);
  breakers?.check({ workspace, channelId });
  const endpoint = endpointOf(channelId, configuration, namedSecrets);
  const template = await getTemplate(database, trx, { workspace, id: step.template, version: templateVersion });
  const attemptToken = newId();
  const leasedUntil = stored.now + leaseMs;
  await writeVerdict(
    trx,
    key,
    { state: 'claimed', channel: channelId, templateVersion, attemptToken, leasedUntil },
    now,
  );
  const topic = topicOf(definition, step);
  const subject = { workspace, customerId: customer.id, messageId: key.messageId, channel: channel.id, topic };
  const pages = links && (await pageLinks(links, subject));
  return {
    ...{ key, workspace, customerId: customer.id, attemptToken, channelId, channel, endpoint, template, topic },
    address: address as string,
    templateId: step.template,
    data: { ...templateData(step, customer, entry, run, key), ...pages },
    journey: run.journeyId,
    step: stepId,
    isMarketing: about.purpose === 'marketing',
    tracking: measuredOf(configuration, { topic, consents: customer.consents, now }),
    catalogVersion: stored.catalogVersion,
    tellsRun: true,
  };
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

/** What a template may speak of: the customer's traits, the entry event, and what the step gives it by name. */
function templateData(step: SendStep, customer: Customer, entry: EventFact, run: LockedRun, key: MessageKey): object {
  const scope = { customer: { traits: customer.traits }, entry: { name: entry.name, properties: entry.properties } };
  const given = Object.entries(step.data ?? {}).map(([name, { ref }]) => [name, reader(ref)(scope)]);
  return {
    customer: customer.traits,
    entry: entry.properties,
    ...Object.fromEntries(given),
    message: { id: key.messageId, journey: run.journeyId },
  };
}

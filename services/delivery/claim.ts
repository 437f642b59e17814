import { judgedNow } from '../../core/base/clock.ts';
import { PermanentFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { reader } from '../../core/condition/fields.ts';
import { joinNeeds, needsHistory, needsOf, noNeeds } from '../../core/condition/history/needs.ts';
import { type ConsentQuestion, isChannelWithdrawn } from '../../core/customer/consent.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { runStateVersions } from '../../core/journey/engine/run-state.ts';
import type { EventFact } from '../../core/journey/engine/turn.ts';
import { historyNeeds } from '../../core/journey/history-needs.ts';
import { type SendStep, topicOf } from '../../core/journey/steps/send.ts';
import { looksAtMessages } from '../../core/journey/subscriptions.ts';
import { engagementOf } from '../../core/message/engagement.ts';
import { consentPurposeOf, DEFAULT_PRIORITY, type LimitFacts, limitFacts } from '../../core/message/limits/facts.ts';
import {
  type ChannelCandidate,
  keyOfChannel,
  openChannelsOf,
  selectChannel,
} from '../../core/message/select-channel.ts';
import { regimesOf } from '../../core/workspace/regimes.ts';
import { readHistory } from '../../store/condition/read-histories.ts';
import { getTemplate } from '../../store/content/templates.ts';
import { type Customer, findIdentitiesOf } from '../../store/customers/customers.ts';
import type { Transaction } from '../../store/database/database.ts';
import { type MessageKey, readClaimFacts, writeVerdict } from '../../store/messages/messages.ts';
import type { LockedRun } from '../../store/runs/runs.ts';
import { getConfigurationVersion } from '../../store/workspaces/configuration.ts';
import type { Channel } from '../channels/channel.ts';
import { languageFor } from '../content/render.ts';
import type { AttemptDependencies, Claim, Outranks } from './attempt.ts';
import { endpointOf } from './endpoints.ts';
import { answerLinks, pageLinks } from './mail-links.ts';
import { sendingOf } from './sending/send.ts';
import { measuredOf } from './tracking.ts';

/** The run whose message it is, its customer, both locked, and the step that asks for it. */
export interface MessageSubject {
  readonly key: MessageKey;
  readonly run: LockedRun;
  readonly customer: Customer;
  readonly definition: JourneyDefinition;
  readonly step: SendStep;
}

/** By which channel the customer can be reached now, and what is stored about the message. */
export async function findReach(
  trx: Transaction,
  { database, channels }: AttemptDependencies,
  { key, run, customer, definition, step, workflowNow }: MessageSubject & { readonly workflowNow: number },
) {
  const asked = step.channels.flatMap((id) => channels.get(keyOfChannel(id))?.identities ?? []);
  const identities = await findIdentitiesOf(trx, customer.id, asked);
  const candidates = openChannelsOf(step, channels, customer.traits, identities);
  const addresses = candidates.flatMap(({ channel, address }) =>
    address === undefined ? [] : [{ channel: channel.id, address }],
  );
  const askedAt = performance.now(); // before the database's now, which the lease is counted from
  const stored = await readClaimFacts(trx, key, run, {
    templateId: step.template,
    withEngagement: looksAtMessages(definition),
    addresses,
    priority: definition.priority ?? DEFAULT_PRIORITY,
  });
  const now = judgedNow(workflowNow, stored);
  const { workspace } = run;
  const configuration = await getConfigurationVersion(database, trx, {
    workspace,
    version: stored.configurationVersion,
  });
  /** What consent is asked about a message by this channel: none about alerts to people inside. */
  const aboutChannel = ({ id, reaches }: Channel): ConsentQuestion => ({
    consents: reaches === 'staff' ? {} : customer.consents,
    regimes: regimesOf(configuration),
    purpose: reaches === 'staff' ? 'transactional' : consentPurposeOf(definition, step),
    topic: topicOf(definition, step),
    channel: id,
  });
  const suppressionOf = ({ channel, address }: ChannelCandidate<Channel>) => {
    const reason = stored.suppressed.find((each) => each.channel === channel.id && each.address === address)?.reason;
    return reason === 'withdrawn' && aboutChannel(channel).purpose !== 'marketing' ? undefined : reason;
  };
  const selected = selectChannel(candidates, {
    isWithdrawn: ({ channel }) => isChannelWithdrawn(aboutChannel(channel), now),
    isSuppressed: (candidate) => suppressionOf(candidate) !== undefined,
  });
  const about = aboutChannel(selected?.channel ?? ({ id: '', reaches: 'customer' } as Channel));
  const suppression = selected && suppressionOf(selected);
  const { traits } = customer;
  const needs = joinNeeds([
    historyNeeds(definition).inRun ?? noNeeds,
    ...Object.values(configuration.holds).map(({ when }) => needsOf(when)),
  ]);
  const owner = { id: customer.id, timeZone: timeZoneOf(traits) };
  const history = await readHistory(trx, owner, needsHistory(needs) ? needs : undefined, now);
  const scope = { customer: { traits }, entry: stored.entry, messages: engagementOf(stored.engagement), history };
  const limits = limitFacts(configuration, { definition, step, customer, scope, selected }, stored);
  return { stored, now, configuration, selected, about, suppression, limits, history, askedAt };
}

export type Reach = Awaited<ReturnType<typeof findReach>>;

/** The guard lets it go: the right to one attempt, and all it needs. */
export async function claim(
  trx: Transaction,
  { database, leaseMs, breakers, links, namedSecrets }: AttemptDependencies,
  { key, run, customer, definition, step, stepId }: MessageSubject & { readonly stepId: string },
  {
    stored,
    now,
    configuration,
    selected,
    about,
    limits,
    askedAt,
  }: Reach & { readonly selected: ChannelCandidate<Channel> },
  { tellsRun = true, marks = false }: { readonly tellsRun?: boolean; readonly marks?: boolean } = {},
): Promise<Claim> {
  const { id: channelId, channel } = selected;
  const address = selected.address as string;
  const { entry, templateVersion } = stored;
  const { workspace } = run;
  if (templateVersion === undefined || !entry)
    throw new PermanentFailure('message-incomplete', `template "${step.template}" or the entry event is gone`);
  breakers?.check({ workspace, channelId });
  const endpoint = endpointOf(channelId, configuration, namedSecrets);
  const template = await getTemplate(database, trx, { workspace, id: step.template, version: templateVersion });
  const defaultLanguage = configuration.languages.default;
  const language = languageFor(template, channel, customer.traits, defaultLanguage);
  const attemptToken = newId();
  const leasedUntil = stored.now + leaseMs;
  const topic = topicOf(definition, step);
  const tracking = measuredOf(configuration, { topic, consents: customer.consents, now });
  await writeVerdict(
    trx,
    key,
    {
      ...{ state: 'claimed', channel: channelId, templateVersion, language, attemptToken, leasedUntil },
      isAwaited: tellsRun,
      countsInCaps: sharesCaps(limits),
      sending: marks ? sendingOf({ links }, { channel, address, tracking }) : undefined,
    },
    now,
  );
  const subject = { workspace, customerId: customer.id, messageId: key.messageId, channel: channel.id, topic };
  const pages = links && (await pageLinks(links, subject));
  const answerUrl = links && (await answerLinks(links, subject));
  return {
    ...{ key, workspace, customerId: customer.id, attemptToken, channelId, channel, endpoint, template, topic },
    address,
    templateId: step.template,
    data: { ...templateData(step, customer, entry, run, key, language ?? defaultLanguage), ...pages },
    rendering: { language, defaultLanguage, timeZone: timeZoneOf(customer.traits), now, answerUrl },
    journey: run.journeyId,
    step: stepId,
    isMarketing: about.purpose === 'marketing',
    outranks: outranksOf(run, limits),
    tracking,
    catalogVersion: stored.catalogVersion,
    tellsRun,
    isMarked: marks,
    leasedUntil,
    leaseEndsAt: askedAt + leaseMs,
  };
}

export function sharesCaps({ bound, caps }: LimitFacts): boolean {
  return bound.has('caps') && Object.keys(caps).length > 0;
}

/** Whose messages may have waited for this one. Undefined: no cap is shared, or it is observed. */
export function outranksOf(
  { workspace, customerId, observation }: Pick<LockedRun, 'workspace' | 'customerId' | 'observation'>,
  limits: LimitFacts,
): Outranks | undefined {
  return observation === null && sharesCaps(limits)
    ? { workspace, customerId, priority: limits.message.priority }
    : undefined;
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
  const { answers } = runStateVersions.upgrade(run.state);
  const { name, properties } = entry;
  const scope = { customer: { traits: customer.traits }, entry: { name, properties }, answers };
  const given = Object.entries(step.data ?? {}).map(([each, { ref }]) => [each, reader(ref)(scope)]);
  return {
    customer: customer.traits,
    entry: entry.properties,
    ...Object.fromEntries(given),
    message: { id: key.messageId, journey: run.journeyId, language },
  };
}

import type { NotMeasured } from '../../core/condition/not-measured.ts';
import type { EventFact } from '../../core/journey/engine/turn.ts';
import type { EngagementFacts } from '../../core/message/engagement.ts';
import type { KillSwitch } from '../../core/message/guard-facts.ts';
import type { CountedMessages, RivalMessage } from '../../core/message/limits/facts.ts';
import { isClockStopped, nowInWorkspace, nowOf } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';
import type { LockedRun } from '../runs/runs.ts';
import { entryFact } from '../runs/turn-facts.ts';
import { runEngagement } from './engagement.ts';
import { countedMessages, countedOf } from './limits/counted-messages.ts';
import { rivalMessages } from './limits/rival-messages.ts';
import { digestOfAddress } from './suppressions.ts';

/**
 * The ledger of messages, one row each. Its id is its name forever, to receivers too; of a run, (run, visit) has one.
 * States and who moves them:
 *   requested ─claim─▶ claimed ─▶ sending ─▶ accepted | failed-permanently (rejected) | failed-temporarily | unknown
 *   requested ─guard─▶ blocked (a rule said no, final) | deferred (a rule said later)
 *   requested ─exit─▶ blocked (the turn that drops the job says so)
 *   requested, deferred ─guard lets it go, of an observed run─▶ observed (it would have been sent; final)
 *   failed-temporarily, deferred, and claimed whose lease is over ─claim─▶ claimed
 *   sending whose lease is over: unknown where the receiver has no key, claimed again where it honours ours
 * `in_doubt`: an attempt began and its end is not known. It stays while the message is tried again under its key, for no
 * later word but the receiver's says whether the first arrived: such a message is not blocked, and an exit waits for it.
 * Each claim is a row of message_attempts, with a token. Nobody but the holder of the newest attempt's token acts before
 * the lease ends. A late "accepted" wins over "unknown". An attempt that died is closed by the next verdict: "unknown" if
 * it had begun to send, else "abandoned".
 */
export const messageStates = [
  'requested',
  'claimed',
  'sending',
  'accepted',
  'blocked',
  'deferred',
  'failed-temporarily',
  'failed-permanently',
  'unknown',
  'observed',
] as const;
export type MessageState = (typeof messageStates)[number];

/** How an attempt ended. Undefined, and null in the table: it has not. */
export const attemptOutcomes = [
  'accepted',
  'failed-temporarily',
  'failed-permanently',
  'unknown',
  'abandoned',
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** A message of a run, and the visit that waits for it. */
export interface MessageKey {
  readonly messageId: string;
  readonly journeyRunId: string;
  readonly visit: number;
}

export interface LedgerEntry {
  readonly state: MessageState;
  readonly channel: string;
  readonly attempt: number;
  readonly leasedUntil: number | null;
  readonly inDoubt: boolean;
  /** By which rule it is deferred, and since when. */
  readonly deferral?: { readonly rule: string; readonly since: number } | undefined;
  /** The slot that is reserved for it in its channel's send rate. */
  readonly slotAt: number | null;
}

/** What is stored about a message that may be sent, read under its customer's and its run's lock. */
export interface ClaimFacts {
  /** The workspace's clock, and whether it stands still. */
  readonly now: number;
  readonly isClockStopped: boolean;
  /** Undefined: there is no such message (any more). */
  readonly ledger: LedgerEntry | undefined;
  /** The live version of the template; undefined when there is none. */
  readonly templateVersion: number | undefined;
  /** Of the workspace's configuration: the one that holds now. */
  readonly configurationVersion: number;
  readonly entry: EventFact | undefined;
  /** When the customer's newest identity was accepted; undefined: there is none. */
  readonly newestIdentityAt: number | undefined;
  /** The latest message of each send step of the run, where it was asked for. */
  readonly engagement: readonly EngagementFacts[];
  readonly catalogVersion: number;
  /** The addresses asked for that are on the suppression list, and why. */
  readonly suppressed: readonly { readonly channel: string; readonly address: string; readonly reason: string }[];
  /** Those that are on for the workspace, the journey or any channel. */
  readonly killSwitches: readonly KillSwitch[];
  /** Messages of the customer that count in caps, without this one; none where the workspace has no caps. */
  readonly counted: CountedMessages;
  /** Messages of the customer that are about to leave, of journeys with a higher priority; none without caps. */
  readonly rivals: readonly RivalMessage[];
}

/** An address by which a channel may reach the customer. */
export interface ReachableAddress {
  readonly channel: string;
  readonly address: string;
}

/**
 * The ledger's row is locked, too: the holder of a claim marks it "sending" under no lock but the row's own, and who
 * judges the claim's lease must see that.
 */
export async function readClaimFacts(
  trx: Transaction,
  { messageId, journeyRunId, visit }: MessageKey,
  {
    workspace,
    customerId,
    entryEventId,
    entryAcceptedAt,
    journeyId,
    observation,
  }: Pick<LockedRun, 'workspace' | 'customerId' | 'entryEventId' | 'entryAcceptedAt' | 'journeyId' | 'observation'>,
  {
    templateId,
    withEngagement,
    addresses,
    priority,
  }: {
    readonly templateId: string;
    /** Of the message's journey. */
    readonly priority: number;
    readonly withEngagement: boolean;
    readonly addresses: readonly ReachableAddress[];
  },
): Promise<ClaimFacts> {
  const [read] = await rows<{
    now: number;
    isClockStopped: boolean;
    ledger: LedgerEntry | null;
    templateVersion: number | null;
    configurationVersion: number;
    entry: EventFact | null;
    engagement: EngagementFacts[] | null;
    catalogVersion: number;
    suppressed: { channel: string; hash: string; reason: string }[] | null;
    killSwitches: KillSwitch[] | null;
    newestIdentityAt: number | null;
    counted: CountedMessages['messages'] | null;
    rivals: readonly RivalMessage[] | null;
  }>(
    trx,
    `with ledger as (
       select state, channel, attempt, leased_until, in_doubt, rule, deferred_since, slot_at from messages
       where id = ? and journey_run_id = ? and visit = ? for update),
     clock as (select ${nowInWorkspace} as now)
     select (select json_build_object('state', state, 'channel', channel, 'attempt', attempt, 'inDoubt', in_doubt,
               'leasedUntil', extract(epoch from leased_until) * 1000, 'slotAt', floor(extract(epoch from slot_at) * 1000),
               'deferral', case when state = 'deferred' then json_build_object('rule', rule,
                 'since', floor(extract(epoch from deferred_since) * 1000)) end) from ledger) as ledger,
       clock.now as now, ${isClockStopped} as "isClockStopped", ${entryFact} as entry,
       (select live_version from templates where workspace = ? and id = ?) as "templateVersion",
       own.catalog_number as "catalogVersion", own.configuration_version as "configurationVersion",
       (select max(added_at) from identities where customer_id = ?) as "newestIdentityAt",
       (select json_agg(json_build_object('channel', s.channel, 'hash', asked.hash, 'reason', s.reason))
        from unnest(cast(? as text[]), cast(? as text[])) as asked (channel, hash)
        join suppressions s on s.workspace = own.id and s.channel = asked.channel and s.address_hash = sha256(own.address_key || decode(asked.hash, 'hex'))
       ) as suppressed,
       (select json_agg(json_build_object('scope', k.scope, 'name', k.name)) from kill_switches k
        where k.workspace = own.id and (k.scope <> 'journey' or k.name = ?)) as "killSwitches",
       ${countedMessages} as counted, ${rivalMessages} as rivals,
       ${withEngagement ? runEngagement : 'cast(? as text)'} as engagement
     from workspaces own, clock where own.id = ?`,
    [
      ...[messageId, journeyRunId, visit, workspace, workspace],
      ...[entryEventId, timestamp(entryAcceptedAt), workspace, templateId],
      customerId,
      addresses.map(({ channel }) => channel),
      addresses.map(({ address }) => digestOfAddress(address).toString('hex')),
      journeyId,
      ...[customerId, messageId, observation !== null, customerId, messageId, observation !== null],
      ...[customerId, messageId, priority, observation !== null],
      withEngagement ? journeyRunId : null,
      workspace,
    ],
  );
  if (!read) throw new Error(`nothing is stored about run ${journeyRunId}`);
  return {
    now: read.now,
    isClockStopped: read.isClockStopped,
    ledger: read.ledger ? { ...read.ledger, deferral: read.ledger.deferral ?? undefined } : undefined,
    templateVersion: read.templateVersion ?? undefined,
    configurationVersion: read.configurationVersion,
    entry: read.entry ?? undefined,
    engagement: read.engagement ?? [],
    catalogVersion: read.catalogVersion,
    suppressed: (read.suppressed ?? []).flatMap(({ channel, hash, reason }) =>
      addresses
        .filter((each) => each.channel === channel && digestOfAddress(each.address).toString('hex') === hash)
        .map(({ address }) => ({ channel, address, reason })),
    ),
    killSwitches: read.killSwitches ?? [],
    newestIdentityAt: read.newestIdentityAt ?? undefined,
    counted: countedOf(read.counted),
    rivals: read.rivals ?? [],
  };
}

export interface Verdict {
  readonly state: 'claimed' | 'blocked' | 'deferred' | 'failed-permanently' | 'unknown' | 'observed';
  readonly channel: string;
  readonly templateVersion?: number | undefined;
  /** Of the parts that will be sent; undefined: the unmarked ones. */
  readonly language?: string | undefined;
  readonly attemptToken?: string | undefined;
  readonly leasedUntil?: number | undefined;
  readonly rule?: string | undefined;
  readonly ruleValue?: string | undefined;
  /** False: no run waits for the attempt, so none makes progress by it. */
  readonly isAwaited?: boolean | undefined;
  /** Of a claim that is the mark, too: the message is "sending" at once. */
  readonly sending?: Sending | undefined;
  /** Of a claim, or what would be one, in a workspace with caps that the message falls under. */
  readonly countsInCaps?: boolean | undefined;
}

/**
 * Writes what guard or claim said. A claim counts as an attempt, and while its lease lasts the run makes progress by
 * itself: the sweeper keeps away until then. The customer's, the run's and the ledger row's lock are held.
 */
export async function writeVerdict(
  trx: Transaction,
  { messageId, journeyRunId }: MessageKey,
  verdict: Verdict,
  now: number,
): Promise<void> {
  const leasedUntil = verdict.leasedUntil === undefined ? null : timestamp(verdict.leasedUntil);
  const attemptToken = verdict.attemptToken ?? null;
  const busyUntil = verdict.isAwaited === false ? null : leasedUntil;
  const { sending } = verdict;
  await execute(
    trx,
    `with progress as (
       update journey_runs set due_at = cast(? as timestamptz)
       where id = ? and ended_at is null and cast(? as timestamptz) is not null),
     died as (
       update message_attempts before set outcome = case when message.state = 'sending' then 'unknown' else 'abandoned' end, ended_at = ?
       from messages message
       where message.id = ? and before.message_id = message.id and before.attempt = message.attempt and before.outcome is null),
     begun as (
       insert into message_attempts (message_id, attempt, channel, token, started_at)
       select id, attempt + 1, ?, cast(? as uuid), ? from messages where id = ? and cast(? as uuid) is not null)
     update messages set in_doubt = in_doubt or state in ('sending', 'unknown'), channel = ?, template_version = coalesce(?, template_version),
       language = case when ? in ('claimed', 'observed') then ? else language end, state = ?, attempt = attempt + ?, leased_until = ?, rule = ?, rule_value = ?, updated_at = ?,
       address_hash = coalesce(keyed_address(workspace, ?), address_hash), tracks_opens = coalesce(?, tracks_opens), tracks_links = coalesce(?, tracks_links),
       untracked_reason = coalesce(?, untracked_reason), counted_at = coalesce(cast(? as timestamptz), counted_at),
       slot_at = case when ? = 'deferred' then slot_at end, prompted_at = case when ? <> 'deferred' then prompted_at end,
       deferred_since = case when ? = 'deferred' then case when state = 'deferred' and rule = ? then deferred_since else ? end end
     where id = ?`,
    [
      ...[busyUntil, journeyRunId, busyUntil],
      ...[timestamp(now), messageId],
      ...[verdict.channel, attemptToken, timestamp(now), messageId, attemptToken],
      verdict.channel,
      verdict.templateVersion ?? null,
      ...[verdict.state, verdict.language ?? null],
      sending ? 'sending' : verdict.state,
      verdict.state === 'claimed' ? 1 : 0,
      leasedUntil,
      verdict.rule ?? null,
      verdict.ruleValue ?? null,
      timestamp(now),
      ...[
        sending ? digestOfAddress(sending.address) : null,
        sending?.tracksOpens ?? null,
        sending?.tracksLinks ?? null,
      ],
      sending?.untrackedReason ?? null,
      verdict.countsInCaps ? timestamp(now) : null,
      ...[verdict.state, verdict.state, verdict.state, verdict.rule ?? null, timestamp(now)],
      messageId,
    ],
  );
}

/** What an attempt says of its message when it begins to send. */
export interface Sending {
  readonly address: string;
  readonly tracksOpens: boolean;
  readonly tracksLinks: boolean;
  readonly untrackedReason?: NotMeasured['reason'] | undefined;
}

/** Written just before the first irreversible byte. False: the claim is no longer ours, nothing may be sent. */
export async function markSending(
  database: Database,
  messageId: string,
  attemptToken: string,
  { address, tracksOpens, tracksLinks, untrackedReason }: Sending,
): Promise<boolean> {
  const marked = await rows<{ id: string }>(
    database,
    `update messages set state = 'sending', updated_at = ${nowOf('messages.workspace')}, address_hash = keyed_address(messages.workspace, ?), tracks_opens = ?, tracks_links = ?,
       untracked_reason = ?
     from message_attempts own
     where id = ? and message_id = id and own.attempt = messages.attempt and token = ? and state = 'claimed'
       and leased_until > ${nowOf('messages.workspace')}
     returning id`,
    [digestOfAddress(address), tracksOpens, tracksLinks, untrackedReason ?? null, messageId, attemptToken],
  );
  return marked.length > 0;
}

/** SQL for what of a message is not measured, of the row "m"; null: all is, or nothing could be. */
export const notMeasuredOf = `case when m.untracked_reason is not null and not (m.tracks_opens and m.tracks_links) then json_build_object(
  'opens', not m.tracks_opens, 'clicks', not m.tracks_links, 'reason', m.untracked_reason) end`;

import { PermanentFailure, TemporaryFailure } from '../core/base/failure.ts';
import type { CustomerHistory } from '../core/condition/history/history.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { type Input, readInput } from '../core/journey/engine/inputs/index.ts';
import { runStateVersions } from '../core/journey/engine/run-state.ts';
import { historyNeeds } from '../core/journey/history-needs.ts';
import { policiesOf } from '../core/journey/subscriptions.ts';
import type { ChannelKind } from '../core/message/channel-kind.ts';
import { channelKinds } from '../core/message/channel-kinds.ts';
import type { Membership } from '../core/segment/evaluate.ts';
import { regimesOf } from '../core/workspace/regimes.ts';
import { livePolicies } from '../services/decisions/policies.ts';
import { type EntryAhead, listEntriesAhead } from '../services/waves/entries-ahead.ts';
import { type AheadVisit, playAhead } from '../simulation/ahead.ts';
import type { Message, PlayedCustomer, Run } from '../simulation/run.ts';
import { readHistory } from '../store/condition/read-histories.ts';
import type { Database } from '../store/database/database.ts';
import { getDefinitions, versionKey } from '../store/journeys/definitions.ts';
import { findSuppressions } from '../store/messages/suppressions.ts';
import { type CustomerToPlay, findCustomerToPlay, listRunsToPlay, type RunToPlay } from '../store/runs/run-to-play.ts';
import { getConfiguration } from '../store/workspaces/configuration.ts';

/** What will become of an open run if nothing happens. Moments are epoch milliseconds. */
export interface RunAhead {
  readonly id: string;
  readonly journey: string;
  readonly version: number;
  readonly title: string;
  readonly key: string | null;
  /** It waits for an operator: what is ahead follows when it is retried. */
  readonly isStuck: boolean;
  /** Nothing of it leaves. */
  readonly isObserved: boolean;
  readonly visits: readonly AheadVisit[];
  readonly end: { readonly at: number; readonly reason: string } | null;
  readonly goesOnAt: number | null;
  /** Why nothing can be said, in words. */
  readonly problem: string | null;
}

export interface CustomerAhead {
  /** The moment from which it is played on, and by whose facts the guard is asked. */
  readonly now: number;
  readonly runs: readonly RunAhead[];
  /** Entries by schedule and date; none where one run was asked for. */
  readonly entries: readonly EntryAhead[];
}

/** Plays the open runs of a customer on, each by itself. Undefined: there is no such customer. */
export async function lookAhead(
  database: Database,
  workspace: string,
  customerId: string,
  runId?: string,
): Promise<CustomerAhead | undefined> {
  const customer = await findCustomerToPlay(database, workspace, customerId);
  if (!customer) return undefined;
  const runs = await listRunsToPlay(database, customerId, runId);
  const definitions = await getDefinitions(
    database,
    (load) => load(database),
    { workspace, catalogVersion: 0 },
    runs.map(({ journeyId, version }) => ({ journeyId, version })),
  );
  const { configuration } = await getConfiguration(database, database, workspace);
  const suppressionOf = await readSuppressions(database, workspace, customer);
  const regimes = regimesOf(configuration);
  const policies = await livePolicies(database, workspace, [...definitions.values()].flatMap(policiesOf));
  const pasts = new Map<string, CustomerHistory | undefined>();
  for (const [version, definition] of definitions) {
    const owner = { id: customerId, timeZone: timeZoneOf(customer.traits) };
    pasts.set(version, await readHistory(database, owner, historyNeeds(definition).inRun, customer.now));
  }
  const { zone } = configuration.quietHours;
  return {
    now: customer.now,
    entries: runId === undefined ? await listEntriesAhead(database, workspace, customer, zone) : [],
    runs: runs.map((run) => {
      const definition = definitions.get(versionKey(run)) as JourneyDefinition;
      const settings = { regimes, limits: configuration, policies };
      return play(run, definition, { ...customer, past: pasts.get(versionKey(run)) }, settings, suppressionOf);
    }),
  };
}

function play(
  stored: RunToPlay,
  definition: JourneyDefinition,
  customer: KnownCustomer,
  settings: Parameters<typeof playAhead>[0],
  suppressionOf: SuppressionOf,
): RunAhead {
  const { id, journeyId: journey, version, key, stuckAt, isObserved } = stored;
  const title = definition.title ?? journey;
  const told = { id, journey, version, key, title, isStuck: stuckAt !== null, isObserved };
  const nothing = { visits: [], end: null, goesOnAt: null };
  try {
    if (!stored.entry)
      return { ...told, ...nothing, problem: 'the event by which the run began is not stored any more' };
    if (stored.isQueued) return { ...told, ...nothing, problem: 'it waits for room: its journey lets in only so many' };
    const run = runOf(stored, definition, customer, suppressionOf);
    const { visits, end, goesOnAt } = playAhead({ ...settings, seed: customer.draws.seed }, run, customer.now);
    return { ...told, visits, end: end ?? null, goesOnAt: goesOnAt ?? null, problem: null };
  } catch (thrown) {
    if (!(thrown instanceof PermanentFailure || thrown instanceof TemporaryFailure)) throw thrown;
    return { ...told, ...nothing, problem: thrown.message };
  }
}

/** With what conditions of one definition look back to. */
type KnownCustomer = CustomerToPlay & { readonly past: CustomerHistory | undefined };

type SuppressionOf = NonNullable<PlayedCustomer['suppressionOf']>;

/**
 * Inputs are found by their place; those that nothing asks about any more leave a gap, which a harmless one fills. A move to
 * another version that is still to come is not played: what is shown is the version that the run follows now.
 */
function runOf(
  stored: RunToPlay,
  definition: JourneyDefinition,
  customer: KnownCustomer,
  suppressionOf: SuppressionOf,
): Run {
  const inputs: Input[] = Array.from({ length: stored.lastSeq }, (_, index) => ({
    seq: index + 1,
    kind: 'customer-changed',
    traits: [],
  }));
  for (const input of stored.inputs.map(readInput)) if (input.kind !== 'migrated') inputs[input.seq - 1] = input;
  const { moving: _toCome, ...state } = runStateVersions.upgrade(stored.state);
  const { id, key, books, entry, consumed } = stored;
  return {
    ...{ id, definition, key, inputs, consumed, books: books ?? undefined },
    entry: entry as NonNullable<typeof entry>,
    customer: playedCustomer(customer, suppressionOf),
    state,
    ...{ wakeAt: undefined, ended: undefined, goalUntil: undefined, goal: undefined },
    ...{ visits: new Map(), tasks: new Map() },
    messages: messagesOf(stored),
  };
}

/** What conditions on messages look at; by numbers before all visits, so that later messages count. */
function messagesOf({ engagement }: RunToPlay): Map<number, Message> {
  const past = engagement.map(({ step, state, isOpened, isClicked }, index): [number, Message] => [
    index - engagement.length,
    {
      ...{ step, isOpened, isClicked, template: '', channel: '', rule: undefined, at: 0 },
      result: state === 'accepted' || state === 'unknown' || state === 'blocked' ? state : 'deferred',
    },
  ]);
  return new Map(past);
}

function playedCustomer(customer: KnownCustomer, suppressionOf: SuppressionOf): PlayedCustomer {
  const { id, traits, traitTimes, consents, identities, createdAt, counted, past, draws } = customer;
  return {
    ...{ id, counted, traits, traitTimes, consents, suppressionOf, past },
    ...{ arms: new Map(Object.entries(draws.arms)), events: [], runs: [], memberships: new Map<string, Membership>() },
    identities: Object.fromEntries([...identities].reverse().map(({ kind, value }) => [kind, value])),
    createdAt: Math.max(createdAt, ...identities.map(({ addedAt }) => addedAt)),
  };
}

async function readSuppressions(
  database: Database,
  workspace: string,
  { traits, identities }: CustomerToPlay,
): Promise<SuppressionOf> {
  const known = Object.fromEntries([...identities].reverse().map(({ kind, value }) => [kind, value]));
  const addresses = Object.values<ChannelKind>(channelKinds).flatMap((kind) => {
    const address = kind.addressOf(traits, known);
    return address === undefined ? [] : [{ channel: kind.id, address }];
  });
  const found = await findSuppressions(database, workspace, addresses);
  return (channel, address) => found.find((each) => each.channel === channel && each.address === address)?.reason;
}

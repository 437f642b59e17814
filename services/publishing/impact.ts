import { untilEvent } from '../../core/condition/history/history.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { findStep, type JourneyDefinition, type StepId } from '../../core/journey/definition/index.ts';
import { evaluateEntry } from '../../core/journey/entry.ts';
import { historyNeeds } from '../../core/journey/history-needs.ts';
import { fateOf } from '../../core/journey/migration/fate.ts';
import { entryEvents } from '../../core/journey/subscriptions.ts';
import { readHistory } from '../../store/condition/read-histories.ts';
import type { Transaction } from '../../store/database/database.ts';
import { type RecentEvents, readRecentEvents } from '../../store/events/recent-events.ts';
import { listVersionsWithRuns } from '../../store/journeys/definitions.ts';
import { countOpenRunPlaces } from '../../store/runs/open-run-places.ts';
import { pause } from './pause.ts';
import type { RunsUnderWay } from './publication.ts';
import { mapOf } from './runs-under-way.ts';

/** What becomes of the runs at a step. refused: a migration by this map is. */
export const becomes = ['stays', 'goes-on', 'exits', 'ends', 'refused'] as const;

export interface WaitingRuns {
  readonly version: number;
  readonly step: StepId;
  readonly title: string;
  readonly runs: number;
  readonly stuck: number;
  readonly becomes: (typeof becomes)[number];
  /** Of those that go on: where. */
  readonly to: StepId | null;
}

export interface VersionWithRuns {
  readonly version: number;
  readonly runs: number;
}

/** Who waits where in a journey that is to be published, and what becomes of them. */
export async function waitingRuns(
  trx: Transaction,
  { workspace, runs, to, version }: { workspace: string; runs: RunsUnderWay; to: JourneyDefinition; version: number },
): Promise<{ readonly versions: readonly VersionWithRuns[]; readonly waiting: readonly WaitingRuns[] }> {
  const place = { workspace, journeyId: to.id };
  const versions = await listVersionsWithRuns(trx, place);
  const definitions = new Map(versions.map((each) => [each.version, each.definition]));
  const places = await countOpenRunPlaces(trx, place);
  const waiting = places.map((each): WaitingRuns => {
    const from = definitions.get(each.version) ?? to;
    const title = findStep(from, each.step)?.title ?? each.step;
    if (each.version === version || runs.act === 'stay') return { ...each, title, becomes: 'stays', to: null };
    if (runs.act === 'exit') return { ...each, title, becomes: 'exits', to: null };
    const fate = fateOf({ from, to, map: mapOf(runs, to.id) }, each.step);
    if (fate.kind === 'keep') return { ...each, title, becomes: 'goes-on', to: each.step };
    if (fate.kind === 'go') return { ...each, title, becomes: 'goes-on', to: fate.step };
    return { ...each, title, becomes: said[fate.kind], to: null };
  });
  return { versions: versions.map((each) => ({ version: each.version, runs: each.runs })), waiting };
}

const said = { exit: 'exits', end: 'ends', stay: 'stays', none: 'refused' } as const;

export const ENTRY_DAYS = 7;
/** Events that are looked at, of any name. */
export const MOST_LOOKED = 50_000;
/** Events of an entry that looks back: of each the customer's history is read. */
export const MOST_WITH_HISTORY = 1_000;
const EVENTS_A_PAUSE = 500;

/** The events of the last days by which customers would enter these journeys. */
export async function readEntryEvents(
  trx: Transaction,
  { workspace, definitions, now }: { workspace: string; definitions: readonly JourneyDefinition[]; now: number },
): Promise<RecentEvents> {
  const names = [...new Set(definitions.flatMap((definition) => [...entryEvents(definition)]))];
  return readRecentEvents(trx, { workspace, names, since: now - ENTRY_DAYS * 86_400_000, most: MOST_LOOKED });
}

export interface EntryImpact {
  readonly days: typeof ENTRY_DAYS;
  /** Events of any name that were looked at. */
  readonly looked: number;
  /** The oldest of them; there are older ones in these days where `isCapped`. */
  readonly since: number | null;
  readonly isCapped: boolean;
  /** Events that meet the entry. */
  readonly events: number;
  /** Their customers. */
  readonly customers: number;
}

/**
 * What the entry of a definition would have let in: the stored events of the last days, judged by the rule of production at the
 * moment that each was accepted, with the customers' traits of now. Whether they may enter again, or have a run open, is not asked.
 */
export async function entryImpact(
  trx: Transaction,
  definition: JourneyDefinition,
  { looked, since, events: recent }: RecentEvents,
): Promise<EntryImpact> {
  const names = entryEvents(definition);
  const { atEntry } = historyNeeds(definition);
  const found = recent.filter(({ name }) => names.has(name));
  const events = atEntry ? found.slice(-MOST_WITH_HISTORY) : found;
  const customers = new Set<string>();
  let met = 0;
  for (const [index, { customerId, traits, ...event }] of events.entries()) {
    if (index % EVENTS_A_PAUSE === 0) await pause();
    const owner = { id: customerId, timeZone: timeZoneOf(traits) };
    const known = await readHistory(trx, owner, atEntry, event.acceptedAt);
    const history = known && untilEvent(known, event);
    if (!evaluateEntry(definition, event, traits, event.acceptedAt, history).enters) continue;
    met += 1;
    customers.add(customerId);
  }
  const isCapped = looked === MOST_LOOKED || events.length < found.length;
  const oldest = events.length < found.length ? (events[0]?.acceptedAt ?? null) : since;
  return { days: ENTRY_DAYS, looked, since: oldest, isCapped, events: met, customers: customers.size };
}

export interface Overlap {
  readonly journey: string;
  readonly title: string;
  readonly events: readonly string[];
}

/** Other live journeys that customers enter by the same events. */
export function overlapsOf(definition: JourneyDefinition, live: readonly JourneyDefinition[]): readonly Overlap[] {
  const names = entryEvents(definition);
  return live.flatMap((other) => {
    const events = [...entryEvents(other)].filter((name) => names.has(name)).sort();
    const isOther = other.id !== definition.id && events.length > 0;
    return isOther ? [{ journey: other.id, title: other.title ?? other.id, events }] : [];
  });
}

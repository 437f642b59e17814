import { newId } from '../base/id.ts';
import type { Properties } from '../condition/condition.ts';
import { timeZoneOf } from '../journey/customer-zone.ts';
import type { JourneyDefinition } from '../journey/definition.ts';
import { contradictsEntry, judgeEntry, mayReenter } from '../journey/entry.ts';
import { exitListeners } from '../journey/interests.ts';
import type { Transaction } from '../store/database.ts';
import { findEventsSince, type LaterEvent } from '../store/events.ts';
import { type EndedRuns, findEndedRuns, findOpenRuns, type NewRun, type OpenRun } from '../store/runs.ts';
import type { JourneyCatalog } from './catalog.ts';
import type { AcceptedEvent } from './event.ts';

/** An event that meets an entry rule; whether it opens a run depends on what is stored. */
export interface Candidate {
  readonly event: AcceptedEvent;
  readonly definition: JourneyDefinition;
  readonly version: number;
  readonly key: string | null;
}

/** The entry rules an event meets, with the customer's traits as they were when it came. Pure. */
export function findCandidates(
  catalog: JourneyCatalog,
  event: AcceptedEvent,
  traits: Properties,
  now: number,
): Candidate[] {
  if (event.type !== 'track') return [];
  return catalog.live.flatMap(({ definition, version }) => {
    const judged = judgeEntry(definition, { ...event, acceptedAt: now }, traits, now);
    return judged.enters ? [{ event, definition, version, key: judged.key }] : [];
  });
}

/** What is stored about the candidates' customers, read once for all of them under the customers' locks. */
export interface EntryFacts {
  readonly open: readonly OpenRun[];
  readonly ended: readonly EndedRuns[];
  readonly later: readonly LaterEvent[];
}

export async function loadEntryFacts(trx: Transaction, candidates: readonly Candidate[]): Promise<EntryFacts> {
  if (candidates.length === 0) return { open: [], ended: [], later: [] };
  return {
    open: await findOpenRuns(trx, [...new Set(candidates.map(({ event }) => event.customerId))]),
    ended: await findEndedRuns(
      trx,
      candidates.map(({ event, definition }) => ({ customerId: event.customerId, journeyId: definition.id })),
    ),
    later: await findEventsSince(
      trx,
      candidates.map(({ event, definition }) => ({
        customerId: event.customerId,
        names: [...new Set(exitListeners(definition).map((listener) => listener.event))],
        since: event.timestamp,
      })),
    ),
  };
}

/**
 * Opens a run for a candidate, or says why not:
 *   open          one is under way for this customer and key (whileOpen: ignore)
 *   re-entry      the rule does not let them in again, or not yet
 *   contradicted  an exit event that happened after the entry event is already stored
 */
export function enterJourney(
  { event, definition, version, key }: Candidate,
  facts: EntryFacts & { openedNow: readonly NewRun[] },
  traits: Properties,
  now: number,
): NewRun | 'open' | 're-entry' | 'contradicted' {
  const same = (run: { customerId: string; journeyId: string; key: string | null }) =>
    run.customerId === event.customerId && run.journeyId === definition.id && run.key === key;
  if (facts.open.some(same) || facts.openedNow.some(same)) return 'open';
  const ended = facts.ended.find(same);
  if (ended && !mayReenter(definition.reentry, ended.lastEndedAt, now, timeZoneOf(traits))) return 're-entry';
  const entry = { ...event, acceptedAt: now };
  const contradicted = facts.later.some(
    (later) =>
      later.customerId === event.customerId &&
      contradictsEntry(definition, entry, { ...later, acceptedAt: now }, traits),
  );
  if (contradicted) return 'contradicted';
  return { id: newId(), customerId: event.customerId, journeyId: definition.id, version, key, entryEventId: event.id };
}

import { newId } from '../base/id.ts';
import type { Properties } from '../condition/condition.ts';
import type { JourneyDefinition } from '../journey/definition.ts';
import { admit, judgeEntry } from '../journey/entry.ts';
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

/** Opens a run for a candidate, or says why not: see `admit`. */
export function enterJourney(
  { event, definition, version, key }: Candidate,
  facts: EntryFacts & { openedNow: readonly NewRun[] },
  traits: Properties,
  now: number,
): NewRun | Exclude<ReturnType<typeof admit>, 'opens'> {
  const same = (run: { customerId: string; journeyId: string; key: string | null }) =>
    run.customerId === event.customerId && run.journeyId === definition.id && run.key === key;
  const past = {
    isOpen: facts.open.some(same) || facts.openedNow.some(same),
    lastEndedAt: facts.ended.find(same)?.lastEndedAt,
    later: facts.later
      .filter(({ customerId }) => customerId === event.customerId)
      .map((later) => ({ ...later, acceptedAt: now })),
  };
  const answer = admit(definition, { ...event, acceptedAt: now }, past, traits);
  if (answer !== 'opens') return answer;
  return { id: newId(), customerId: event.customerId, journeyId: definition.id, version, key, entryEventId: event.id };
}

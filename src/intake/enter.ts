import { groupBy } from '../base/group-by.ts';
import { newId } from '../base/id.ts';
import type { Properties } from '../condition/condition.ts';
import type { JourneyDefinition } from '../journey/definition/index.ts';
import { admit, evaluateEntry } from '../journey/entry.ts';
import { exitSubscriptions } from '../journey/subscriptions.ts';
import type { Transaction } from '../store/database.ts';
import { findEventsSince, type LaterEvent } from '../store/events.ts';
import { type EndedRuns, findEndedRuns, type NewRun, type OpenRun } from '../store/runs.ts';
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
  return catalog.entered(event.name).flatMap(({ definition, version }) => {
    const judged = evaluateEntry(definition, { ...event, acceptedAt: now }, traits, now);
    return judged.enters ? [{ event, definition, version, key: judged.key }] : [];
  });
}

/** What is stored about the candidates' customers, by customer; read once for all of them under the customers' locks. */
export interface EntryFacts {
  readonly ended: ReadonlyMap<string, readonly EndedRuns[]>;
  readonly later: ReadonlyMap<string, readonly LaterEvent[]>;
}

export async function loadEntryFacts(trx: Transaction, candidates: readonly Candidate[]): Promise<EntryFacts> {
  const [ended, later] = await Promise.all([
    findEndedRuns(
      trx,
      candidates.map(({ event, definition }) => ({ customerId: event.customerId, journeyId: definition.id })),
    ),
    findEventsSince(
      trx,
      candidates.map(({ event, definition }) => ({
        customerId: event.customerId,
        names: [...new Set(exitSubscriptions(definition).map((listener) => listener.event))],
        since: event.timestamp,
      })),
    ),
  ]);
  const byCustomer = ({ customerId }: { customerId: string }) => customerId;
  return { ended: groupBy(ended, byCustomer), later: groupBy(later, byCustomer) };
}

/** Opens a run for a candidate, given its customer's open runs, or says why not: see `admit`. */
export function enterJourney(
  { event, definition, version, key }: Candidate,
  { ended, later, open }: EntryFacts & { readonly open: readonly OpenRun[] },
  traits: Properties,
  now: number,
): NewRun | Exclude<ReturnType<typeof admit>, 'opens'> {
  const { customerId } = event;
  const same = (run: { journeyId: string; key: string | null }) => run.journeyId === definition.id && run.key === key;
  const past = {
    isOpen: open.some(same),
    lastEndedAt: ended.get(customerId)?.find(same)?.lastEndedAt,
    later: (later.get(customerId) ?? []).map((each) => ({ ...each, acceptedAt: now })),
  };
  const answer = admit(definition, { ...event, acceptedAt: now }, past, traits);
  if (answer !== 'opens') return answer;
  return { id: newId(), customerId, journeyId: definition.id, version, key, entryEventId: event.id };
}

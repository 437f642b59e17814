import { oncePer } from '../core/base/once-per.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { admit, evaluateEntry } from '../core/journey/entry.ts';
import { entryEvents } from '../core/journey/subscriptions.ts';
import type { EntryRoom } from './entry-room.ts';
import { historyOf } from './history.ts';
import type { PlayedCustomer, PlayedEvent, Run } from './run.ts';

export type JudgedEntry =
  | {
      readonly answer: 'opens';
      readonly key: string | null;
      readonly underway: Run | undefined;
      readonly waits: boolean;
    }
  | { readonly answer: 'refreshes'; readonly underway: Run }
  | { readonly answer: 'refused'; readonly why: string };

const entryEventsOf = oncePer(entryEvents);

/** Whether an event opens a run of the journey, as intake judges it. `underway` is the run that a new one takes the place of. */
export function judgeEntry(
  definition: JourneyDefinition,
  customer: PlayedCustomer,
  event: PlayedEvent,
  now: number,
  room: EntryRoom,
): JudgedEntry {
  if (event.directly === undefined && !entryEventsOf(definition).has(event.name))
    return { answer: 'refused', why: 'other-event' };
  const judged = evaluateEntry(definition, event, customer.traits, now, historyOf(customer, now));
  if (!judged.enters) return { answer: 'refused', why: judged.why };
  const { key } = judged;
  const ofJourney = customer.runs.filter((run) => run.definition === definition);
  const same = ofJourney.filter((run) => run.key === key);
  const underway = same.find(({ ended }) => !ended);
  const past = {
    isOpen: underway !== undefined,
    openRuns: ofJourney.filter(({ ended }) => !ended).length,
    lastEndedAt: same.flatMap(({ ended }) => ended?.at ?? []).sort((a, b) => b - a)[0],
    later: customer.events,
  };
  const answer = admit(definition, event, past, customer.traits);
  if (answer === 'refreshes' && underway) return { answer, underway };
  if (answer === 'opens' || answer === 'restarts') {
    const place = room.take(definition, now);
    if (place === 'full') return { answer: 'refused', why: 'entry-cap' };
    return { answer: 'opens', key, underway: answer === 'restarts' ? underway : undefined, waits: place === 'queue' };
  }
  return { answer: 'refused', why: answer };
}

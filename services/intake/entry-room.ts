import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { type EntryPeriod, isFinallyFull, periodsOf, roomIn } from '../../core/journey/entry-caps.ts';
import type { Transaction } from '../../store/database/database.ts';
import { type EntryCount, lockEntryCounts } from '../../store/journeys/entry-counts.ts';
import { findQueued } from '../../store/journeys/entry-queues.ts';

/** How many runs may still begin of journeys that let in only so many. */
export interface CountedRoom {
  /** in: the run begins. queue: it waits for room. full: there is none. */
  take(definition: JourneyDefinition): 'in' | 'queue' | 'full';
  /** What was taken, to be counted. */
  taken(): readonly EntryCount[];
}

interface Room {
  readonly periods: readonly EntryPeriod[];
  readonly entered: Map<string, number>;
  taken: number;
  /** Somebody waits: nobody overtakes them. */
  isQueued: boolean;
}

/**
 * Locks the counters of the journeys that have caps: batches that let customers into such a journey go one behind the other.
 * Without caps nothing is asked. Observed runs are counted apart.
 */
export async function openEntryRoom(
  trx: Transaction,
  workspace: string,
  definitions: readonly JourneyDefinition[],
  { now, observationOf }: { now: number; observationOf: (journey: string) => string | undefined },
): Promise<CountedRoom> {
  const rooms = new Map<string, Room>();
  for (const { id, entryCaps } of definitions) {
    if (!entryCaps) continue;
    const observation = observationOf(id);
    const periods = periodsOf(entryCaps, now).map((period) => observedPeriod(period, observation));
    rooms.set(id, { periods, entered: new Map(), taken: 0, isQueued: false });
  }
  if (rooms.size > 0) {
    const wanted = [...rooms].flatMap(([journeyId, { periods }]) =>
      periods.map(({ name: period }) => ({ journeyId, period })),
    );
    for (const { journeyId, period, entered } of await lockEntryCounts(trx, workspace, wanted))
      rooms.get(journeyId)?.entered.set(period, entered);
    const asked = definitions
      .filter(({ entryCaps }) => entryCaps?.over === 'queue')
      .map(({ id: journeyId }) => ({ journeyId, observation: observationOf(journeyId) ?? null }));
    for (const journeyId of await findQueued(trx, workspace, asked))
      Object.assign(rooms.get(journeyId) as Room, { isQueued: true });
  }
  return {
    take({ id, entryCaps }) {
      const room = rooms.get(id);
      if (!room) return 'in';
      const { periods, entered } = room;
      const isFree = roomIn(periods, entered) > room.taken;
      if (isFree && !room.isQueued) {
        room.taken += 1;
        return 'in';
      }
      if (entryCaps?.over !== 'queue' || isFinallyFull(periods, entered)) return 'full';
      room.isQueued = true;
      return 'queue';
    },
    taken: () =>
      [...rooms].flatMap(([journeyId, { periods, taken: entered }]) =>
        entered === 0 ? [] : periods.map(({ name: period }) => ({ journeyId, period, entered })),
      ),
  };
}

/** The counter of an observation, or of what is live. */
export function observedPeriod(period: EntryPeriod, observation: string | undefined): EntryPeriod {
  return observation === undefined ? period : { ...period, name: `${period.name} observed ${observation}` };
}

import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { type EntryPeriod, periodsOf, roomIn } from '../../core/journey/entry-caps.ts';
import type { Transaction } from '../../store/database/database.ts';
import { type EntryCount, lockEntryCounts } from '../../store/journeys/entry-counts.ts';

/** How many runs may still begin of journeys that let in only so many. */
export interface CountedRoom {
  /** False: there is no room now. */
  take(definition: JourneyDefinition): boolean;
  /** What was taken, to be counted. */
  taken(): readonly EntryCount[];
}

interface Room {
  readonly periods: readonly EntryPeriod[];
  readonly entered: Map<string, number>;
  taken: number;
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
    const periods = periodsOf(entryCaps, now).map(({ name, most }) => ({
      name: observation === undefined ? name : `${name} observed ${observation}`,
      most,
    }));
    rooms.set(id, { periods, entered: new Map(), taken: 0 });
  }
  if (rooms.size > 0) {
    const wanted = [...rooms].flatMap(([journeyId, { periods }]) =>
      periods.map(({ name: period }) => ({ journeyId, period })),
    );
    for (const { journeyId, period, entered } of await lockEntryCounts(trx, workspace, wanted))
      rooms.get(journeyId)?.entered.set(period, entered);
  }
  return {
    take({ id }) {
      const room = rooms.get(id);
      if (!room) return true;
      if (roomIn(room.periods, room.entered) <= room.taken) return false;
      room.taken += 1;
      return true;
    },
    taken: () =>
      [...rooms].flatMap(([journeyId, { periods, taken: entered }]) =>
        entered === 0 ? [] : periods.map(({ name: period }) => ({ journeyId, period, entered })),
      ),
  };
}

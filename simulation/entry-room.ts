import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { periodsOf, roomIn } from '../core/journey/entry-caps.ts';

/** How many customers may still enter the journeys of a world. */
export interface EntryRoom {
  /** False: there is no room now. */
  take(definition: JourneyDefinition, now: number): boolean;
}

export function createEntryRoom(): EntryRoom {
  const entered = new Map<string, Map<string, number>>();
  return {
    take({ id, entryCaps }, now) {
      if (!entryCaps) return true;
      const own = entered.get(id) ?? new Map<string, number>();
      entered.set(id, own);
      const periods = periodsOf(entryCaps, now);
      if (roomIn(periods, own) === 0) return false;
      for (const { name } of periods) own.set(name, (own.get(name) ?? 0) + 1);
      return true;
    },
  };
}

import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { periodsOf, roomIn } from '../core/journey/entry-caps.ts';

/** How many customers may still enter the journey of a world. */
export interface EntryRoom {
  /** False: there is no room now. */
  take(now: number): boolean;
}

export function createEntryRoom({ entryCaps }: Pick<JourneyDefinition, 'entryCaps'>): EntryRoom {
  const entered = new Map<string, number>();
  return {
    take(now) {
      if (!entryCaps) return true;
      const periods = periodsOf(entryCaps, now);
      if (roomIn(periods, entered) === 0) return false;
      for (const { name } of periods) entered.set(name, (entered.get(name) ?? 0) + 1);
      return true;
    },
  };
}

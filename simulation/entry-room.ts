import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { periodsOf, roomAgainAt, roomIn } from '../core/journey/entry-caps.ts';
import type { PlayedCustomer, PlayedEvent } from './run.ts';

interface Queued {
  readonly customer: PlayedCustomer;
  readonly event: PlayedEvent;
}

/** How many customers may still enter the journey of a world, and who waits for room. */
export interface EntryRoom {
  /** False: there is no room now; where others wait, the entry waits behind them. */
  take(entry: Queued, now: number): boolean;
  /** When the first of those who wait may enter. */
  nextAt(now: number): number | undefined;
  /** Takes the first of those who wait. */
  shift(): Queued | undefined;
}

export function createEntryRoom({ entryCaps }: Pick<JourneyDefinition, 'entryCaps'>): EntryRoom {
  const entered = new Map<string, number>();
  const queue: Queued[] = [];
  return {
    take(entry, now) {
      if (!entryCaps) return true;
      const periods = periodsOf(entryCaps, now);
      if (roomIn(periods, entered) === 0) {
        if (entryCaps.beyond === 'queue') queue.push(entry);
        return false;
      }
      for (const { name } of periods) entered.set(name, (entered.get(name) ?? 0) + 1);
      return true;
    },
    nextAt(now) {
      if (!entryCaps || queue.length === 0) return undefined;
      const periods = periodsOf(entryCaps, now);
      return roomIn(periods, entered) > 0 ? now : roomAgainAt(periods, entered);
    },
    shift: () => queue.shift(),
  };
}

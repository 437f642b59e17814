import { setTimeout as pause } from 'node:timers/promises';
import { startReceivers } from './receivers.ts';
import type { Deadline } from './request.ts';
import { startSalespeople } from './salespeople.ts';
import type { Targets } from './targets.ts';

const EVERY_MS = 300;

/** Receivers of messages and people who are given tasks, from now on until nothing is left for them. */
export function startPeople(targets: Targets, chance: (name: string) => number, deadline: Deadline) {
  const receivers = startReceivers(targets, chance, deadline);
  const sales = startSalespeople(targets, chance, deadline);
  let isEnding = false;
  let failure: unknown;
  /** People look again and again and begin to act on whatever is new to them, until they find nothing and have done all. */
  const keepLooking = async (people: { look(): Promise<boolean> }) => {
    for (;;) {
      const isLast = isEnding;
      const busy = await people.look();
      if ((isLast && !busy) || deadline.at === 0) return;
      await pause(EVERY_MS);
    }
  };
  const ended = Promise.all([receivers, sales].map(keepLooking)).catch((thrown: unknown) => {
    failure = thrown;
  });
  return {
    /** Call it when nothing new comes by itself. Gives what the people did, and what was answered. */
    async finish() {
      isEnding = true;
      await ended;
      if (failure !== undefined) throw failure;
      return { ...receivers.done(), ...sales.done() };
    },
  };
}

export type Acts = Awaited<ReturnType<ReturnType<typeof startPeople>['finish']>>;

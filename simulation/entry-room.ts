import { lengthOf } from '../core/base/duration.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { isFinallyFull, periodsOf, roomIn } from '../core/journey/entry-caps.ts';
import { outsideDates } from '../core/journey/entry-dates.ts';
import { append, type Run } from './run.ts';

const HOUR_MS = 3_600_000;
const MOST_HOURS = 48;

/** What happens next to a run that waits for room. */
export interface QueueMoment {
  readonly at: number;
  readonly run: Run;
  /** Undefined: it is let in. Else it exits, for this reason. */
  readonly exits?: 'entry-cap' | 'entry-closed' | undefined;
}

/** How many customers may still enter the journeys of a world, and who waits for room. */
export interface EntryRoom {
  /** As services/intake/entry-room.ts says it. */
  take(definition: JourneyDefinition, now: number): 'in' | 'queue' | 'full';
  wait(run: Run, now: number): void;
  /** The next of those who wait. */
  next(now: number): QueueMoment | undefined;
  /** It happens: the run is to be settled. */
  leave(moment: QueueMoment): Run;
}

export function createEntryRoom(): EntryRoom {
  const entered = new Map<string, Map<string, number>>();
  const queues = new Map<JourneyDefinition, Run[]>();
  const ownOf = ({ id }: JourneyDefinition) => {
    const own = entered.get(id) ?? new Map<string, number>();
    entered.set(id, own);
    return own;
  };
  const queueOf = (definition: JourneyDefinition): Run[] => {
    const waiting = (queues.get(definition) ?? []).filter(({ ended, queuedAt }) => !ended && queuedAt !== undefined);
    queues.set(definition, waiting);
    return waiting;
  };
  const isFree = (definition: JourneyDefinition, at: number) =>
    definition.entryCaps === undefined || roomIn(periodsOf(definition.entryCaps, at), ownOf(definition)) > 0;
  const count = (definition: JourneyDefinition, at: number) => {
    const own = ownOf(definition);
    for (const { name } of definition.entryCaps ? periodsOf(definition.entryCaps, at) : [])
      own.set(name, (own.get(name) ?? 0) + 1);
  };

  function momentOf(definition: JourneyDefinition, run: Run, now: number): QueueMoment | undefined {
    const { entryCaps: caps = {} } = definition;
    const since = run.queuedAt as number;
    if (isFinallyFull(periodsOf(caps, now), ownOf(definition))) return { at: now, run, exits: 'entry-cap' };
    const until = caps.waitAtMost === undefined ? Infinity : since + (lengthOf(caps.waitAtMost) ?? Infinity);
    let at = now;
    for (let hours = 0; hours < MOST_HOURS && !isFree(definition, at); hours += 1)
      at = (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;
    if (at > until) return { at: Math.max(now, until), run, exits: 'entry-cap' };
    const isOver = outsideDates(definition, at, timeZoneOf(run.customer.traits)) === 'over';
    return { at, run, ...(isOver && { exits: 'entry-closed' as const }) };
  }

  return {
    take(definition, now) {
      if (!definition.entryCaps) return 'in';
      if (queueOf(definition).length === 0 && isFree(definition, now)) {
        count(definition, now);
        return 'in';
      }
      const isOver = isFinallyFull(periodsOf(definition.entryCaps, now), ownOf(definition));
      return definition.entryCaps.over === 'queue' && !isOver ? 'queue' : 'full';
    },
    wait(run, now) {
      run.queuedAt = now;
      queues.set(run.definition, [...queueOf(run.definition), run]);
    },
    next(now) {
      const moments = [...queues.keys()].flatMap((definition) => {
        const [first] = queueOf(definition);
        return (first && momentOf(definition, first, now)) ?? [];
      });
      return moments.sort((one, other) => one.at - other.at)[0];
    },
    leave({ run, at, exits }) {
      run.queuedAt = undefined;
      if (!exits) count(run.definition, at);
      append(run, exits ? { kind: 'operator-exit', reason: exits } : { kind: 'let-in' });
      return run;
    },
  };
}

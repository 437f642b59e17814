import { nextOccurrence } from '../core/base/recurrence.ts';
import type { Properties } from '../core/condition/schema.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import { isScheduleEntry, type JourneyDefinition } from '../core/journey/definition/index.ts';
import type { PlayedCustomer } from './run.ts';

/** A customer enters by the clock. */
export interface Alarm {
  readonly customer: PlayedCustomer;
  readonly definition: JourneyDefinition;
  readonly at: number;
  readonly properties: Properties;
}

/** The alarms of a world: those of the definitions' entries by schedule. */
export interface Alarms {
  /** The first one, by `moment` at the latest. */
  next(customers: readonly PlayedCustomer[], moment: number): Alarm | undefined;
  /** It has rung. */
  rang(alarm: Alarm): void;
}

/** `workspaceZone`: of schedules by the workspace's clocks. Nothing rings before `start`. */
export function createAlarms(definitions: readonly JourneyDefinition[], workspaceZone: string, start: number): Alarms {
  const schedules = definitions.flatMap((definition) =>
    definition.entry.filter(isScheduleEntry).map((entry) => ({ ...entry, definition })),
  );
  /** Customer, journey and entry ▸ the moment and the day by which they were asked about last. */
  const last = new Map<string, { readonly at: number; readonly date: string }>();
  const keyOf = ({ id }: PlayedCustomer, journey: JourneyDefinition, entryId: string) =>
    `${id} ${journey.id} ${entryId}`;

  function* ofCustomer(customer: PlayedCustomer): Generator<Alarm> {
    for (const { id, every, zone = 'customer', segment, definition } of schedules) {
      const own = zone === 'customer' ? timeZoneOf(customer.traits) : zone === 'workspace' ? workspaceZone : zone;
      const past = last.get(keyOf(customer, definition, id));
      let next = nextOccurrence(every, past?.at ?? start - 1, own);
      // A customer who moves west has the same day once more.
      if (next && next.date === past?.date) next = nextOccurrence(every, next.at, own);
      if (!next) continue;
      yield {
        ...{ customer, definition, at: next.at },
        properties: { schedule: id, date: next.date, zone: own, segment: segment ?? null },
      };
    }
  }

  return {
    next(customers, moment) {
      if (schedules.length === 0) return undefined;
      let first: Alarm | undefined;
      for (const customer of customers)
        for (const alarm of ofCustomer(customer))
          if (alarm.at <= moment && (!first || alarm.at < first.at)) first = alarm;
      return first;
    },
    rang({ customer, definition, at, properties: { schedule, date } }) {
      last.set(keyOf(customer, definition, String(schedule)), { at, date: String(date) });
    },
  };
}

/** Whether a wave asks about its customer: who is in its segment then. */
export function isAskedAbout({ customer, properties: { segment } }: Alarm): boolean {
  return typeof segment !== 'string' || customer.memberships.get(segment)?.isMember === true;
}

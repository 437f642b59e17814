import { nextOccurrence } from '../core/base/recurrence.ts';
import type { Properties } from '../core/condition/schema.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import { dueOf } from '../core/journey/date-occurrences.ts';
import { isDateEntry, isScheduleEntry, type JourneyDefinition } from '../core/journey/definition/index.ts';
import type { PlayedCustomer } from './run.ts';

/** A customer enters by the clock. */
export interface Alarm {
  readonly customer: PlayedCustomer;
  readonly definition: JourneyDefinition;
  readonly at: number;
  readonly by: 'schedule' | 'date';
  readonly properties: Properties;
}

/** The alarms of a world: those of the definitions' entries by schedule and by date. */
export interface Alarms {
  /** The first one, by `moment` at the latest. */
  next(customers: readonly PlayedCustomer[], moment: number): Alarm | undefined;
  /** It has rung. */
  rang(alarm: Alarm): void;
}

/** `workspaceZone`: of schedules by the workspace's clocks. Nothing rings before `start`. */
export function createAlarms(
  definitions: readonly JourneyDefinition[],
  workspaceZone: string,
  { start, now }: { readonly start: number; readonly now: () => number },
): Alarms {
  const schedules = definitions.flatMap((definition) =>
    definition.entry.filter(isScheduleEntry).map((entry) => ({ ...entry, definition })),
  );
  const dates = definitions.flatMap((definition) =>
    definition.entry.filter(isDateEntry).map((rule) => ({ rule, definition })),
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
        ...{ customer, definition, at: next.at, by: 'schedule' },
        properties: { schedule: id, date: next.date, zone: own, segment: segment ?? null },
      };
    }
    for (const { rule, definition } of dates) {
      const past = last.get(keyOf(customer, definition, rule.id));
      const next = dueOf(rule, customer.traits, Math.max(start, past?.at ?? start, now()), past?.date);
      if (!next) continue;
      const properties = { entry: rule.id, date: next.date };
      yield { customer, definition, at: next.at, by: 'date', properties };
    }
  }

  return {
    next(customers, moment) {
      if (schedules.length + dates.length === 0) return undefined;
      let first: Alarm | undefined;
      for (const customer of customers)
        for (const alarm of ofCustomer(customer))
          if (alarm.at <= moment && (!first || alarm.at < first.at)) first = alarm;
      return first;
    },
    rang({ customer, definition, at, properties: { schedule, entry, date } }) {
      last.set(keyOf(customer, definition, String(schedule ?? entry)), { at, date: String(date) });
    },
  };
}

/** Whether a wave asks about its customer: who is in its segment then. */
export function isAskedAbout({ customer, properties: { segment } }: Alarm): boolean {
  return typeof segment !== 'string' || customer.memberships.get(segment)?.isMember === true;
}

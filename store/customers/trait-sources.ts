import type { Properties } from '../../core/condition/schema.ts';
import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';

/** The event that gave a trait its value, as far as it is still stored. */
export interface TraitSource {
  readonly at: number;
  /** identify, track and so on; null: the event is not stored any more. */
  readonly call: string | null;
  /** Of a trait that a run set: its journey. */
  readonly journey: string | null;
}

/** A customer with more events than these at the moments of their traits has the newest looked at. */
const MOST_EVENTS = 500;

/**
 * Trait ▸ where it comes from. The event that set a trait is the one of its time that named it. One that was accepted more
 * than a day after its time is not found: without that limit all events of the customer are read.
 */
export async function findTraitSources(
  on: Database | Transaction,
  customerIds: readonly string[],
  traitTimes: Readonly<Record<string, number>>,
): Promise<Readonly<Record<string, TraitSource>>> {
  const times = [...new Set(Object.values(traitTimes))];
  if (times.length === 0) return {};
  const found = await rows<{
    at: number;
    type: string;
    properties: Properties;
    traits: Properties | null;
    journey: string | null;
  }>(
    on,
    `select floor(extract(epoch from e.occurred_at) * 1000) as at, e.type, e.properties, e.context->'traits' as traits,
            e.context->'journey'->>'id' as journey
     from unnest(cast(? as uuid[])) as person (id) cross join unnest(cast(? as timestamptz[])) as set_at (moment)
     join events e on e.customer_id = person.id and e.occurred_at = set_at.moment
       and e.accepted_at >= set_at.moment and e.accepted_at < set_at.moment + interval '1 day'
     order by e.accepted_at desc limit ?`,
    [[...customerIds], times.map(timestamp), MOST_EVENTS],
  );
  const sources = Object.entries(traitTimes).map(([trait, at]): [string, TraitSource] => {
    const event = found.find(
      (each) =>
        Number(each.at) === at &&
        (Object.hasOwn(each.type === 'identify' ? each.properties : {}, trait) ||
          Object.hasOwn(each.traits ?? {}, trait)),
    );
    return [trait, { at, call: event?.type ?? null, journey: event?.journey ?? null }];
  });
  return Object.fromEntries(sources);
}

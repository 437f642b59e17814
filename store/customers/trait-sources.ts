import type { Properties } from '../../core/condition/schema.ts';
import { type Database, rows, timestamp } from '../database/database.ts';

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

/** Trait ▸ where it comes from. The event that set a trait is the one of its time that named it. */
export async function findTraitSources(
  database: Database,
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
    database,
    `select floor(extract(epoch from e.occurred_at) * 1000) as at, e.type, e.properties, e.context->'traits' as traits,
            e.context->'journey'->>'id' as journey
     from events e where e.customer_id = any(cast(? as uuid[])) and e.occurred_at = any(cast(? as timestamptz[]))
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

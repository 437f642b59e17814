import type { Properties } from '../../core/condition/schema.ts';
import { rows, type Transaction, timestamp } from '../database/database.ts';
import { reactedTo } from './events.ts';

export interface RecentEvent {
  readonly id: string;
  readonly customerId: string;
  readonly traits: Properties;
  readonly name: string;
  readonly properties: Properties;
  readonly timestamp: number;
  readonly acceptedAt: number;
  readonly byDevice: boolean;
}

export interface RecentEvents {
  /** Events of any name that were looked at: the newest. */
  readonly looked: number;
  /** When the oldest of them was accepted; null: there are none. */
  readonly since: number | null;
  readonly events: readonly RecentEvent[];
}

/** Of the newest events those of these names, the oldest first, with what is known of their customers now. */
export async function readRecentEvents(
  trx: Transaction,
  { workspace, names, since, most }: { workspace: string; names: readonly string[]; since: number; most: number },
): Promise<RecentEvents> {
  const newest = `newest as (
    select e.id, e.customer_id, e.name, e.properties, e.occurred_at, e.accepted_at, e.by_device from events e
    where e.workspace = ? and e.accepted_at >= ? and e.type in ('track', 'page', 'screen') and ${reactedTo}
    order by e.accepted_at desc limit ?)`;
  const bindings = [workspace, timestamp(since), most];
  const [seen] = await rows<{ looked: number; since: number | null }>(
    trx,
    `with ${newest} select cast(count(*) as integer) as looked, min(accepted_at) as since from newest`,
    bindings,
  );
  const events = await rows<RecentEvent>(
    trx,
    `with ${newest}
     select e.id, customer.id as "customerId", customer.traits, e.name, e.properties, e.occurred_at as timestamp,
            e.accepted_at as "acceptedAt", e.by_device as "byDevice"
     from newest e join customers own on own.id = e.customer_id
     join customers customer on customer.id = coalesce(own.merged_into, own.id)
     where e.name = any (cast(? as text[])) order by e.accepted_at, e.id`,
    [...bindings, [...names]],
  );
  return { looked: seen?.looked ?? 0, since: seen?.since ?? null, events };
}

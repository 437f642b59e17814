import type { Properties } from '../../core/condition/schema.ts';
import { notOursFlag } from '../../core/customer/not-ours.ts';
import { execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** An event as it is stored. `type` is the call it came by; `name` the track call's event, else the call's own name. */
export interface StoredEvent {
  readonly id: string;
  readonly customerId: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Properties;
  readonly context: Properties;
  readonly messageId: string;
  readonly timestamp: number;
  /** Causation: of an event that a run emitted. */
  readonly depth?: number | undefined;
  readonly byDevice?: boolean | undefined;
  /** Their codes are stored. */
  readonly flags?: readonly { readonly code: string }[] | undefined;
}

/** How long a messageId is remembered, in days: a retry that comes later counts as new. */
export const DEDUPE_DAYS = 30;

/**
 * Remembers the messageIds in their order (one order for all: no deadlock) and gives those that were new. A table of its
 * own, because a unique key over the monthly partitions of `events` would have to contain the time, and a retry over a
 * month's end would pass.
 */
export async function rememberMessageIds(
  trx: Transaction,
  workspace: string,
  messageIds: readonly string[],
): Promise<Set<string>> {
  const fresh = await rows<{ id: string }>(
    trx,
    `insert into accepted_messages (workspace, message_id, accepted_at)
     select ?, id, now() from unnest(cast(? as text[])) as id order by id
     on conflict do nothing returning message_id as id`,
    [workspace, [...messageIds]],
  );
  return new Set(fresh.map(({ id }) => id));
}

export async function insertEvents(
  trx: Transaction,
  workspace: string,
  acceptedAt: number,
  events: readonly StoredEvent[],
): Promise<void> {
  await execute(
    trx,
    `insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, by_device, flags, depth,
                         accepted_at)
     select id, ?, customer_id, type, name, properties, context, message_id, occurred_at, by_device, string_to_array(flags, ','),
            depth, ?
     from unnest(cast(? as uuid[]), cast(? as uuid[]), cast(? as text[]), cast(? as text[]), cast(? as jsonb[]), cast(? as jsonb[]),
                 cast(? as text[]), cast(? as timestamptz[]), cast(? as boolean[]), cast(? as text[]), cast(? as smallint[]))
       as new (id, customer_id, type, name, properties, context, message_id, occurred_at, by_device, flags, depth)`,
    [
      workspace,
      timestamp(acceptedAt),
      events.map(({ id }) => id),
      events.map(({ customerId }) => customerId),
      events.map(({ type }) => type),
      events.map(({ name }) => name),
      events.map(({ properties }) => JSON.stringify(properties)),
      events.map(({ context }) => JSON.stringify(context)),
      events.map(({ messageId }) => messageId),
      events.map((event) => timestamp(event.timestamp)),
      events.map(({ byDevice }) => byDevice ?? false),
      events.map(({ flags }) => (flags ? flags.map(({ code }) => code).join(',') : null)),
      events.map(({ depth = 0 }) => depth),
    ],
  );
}

/** The greatest depth among the events of a run, its entry included. */
export async function findDepthOfRun(trx: Transaction, journeyRunId: string): Promise<number> {
  const [found] = await rows<{ depth: number }>(
    trx,
    `select coalesce(max(e.depth), 0) as depth from run_inputs i
     join events e on e.id = i.event_id and e.accepted_at = i.event_accepted_at where i.journey_run_id = ?`,
    [journeyRunId],
  );
  return found?.depth ?? 0;
}

export interface LaterEvent {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly properties: Properties;
  readonly timestamp: number;
  readonly acceptedAt: number;
  readonly byDevice?: boolean | undefined;
}

/** No event from outside under the name of one of ours. */
export const reactedTo = `coalesce(not '${notOursFlag}' = any(e.flags), true)`;

/**
 * Stored events of these names whose own time is from `since` on, for each customer asked about, those of customers who
 * were joined into them included: an entry that arrives late is contradicted by an exit that happened after it. A name that
 * is asked for twice is looked for from the earlier time on, so the caller compares times again.
 */
export async function findEventsSince(
  trx: Transaction,
  asked: readonly { customerId: string; names: readonly string[]; since: number }[],
): Promise<LaterEvent[]> {
  const flat = oncePerName(asked);
  if (flat.length === 0) return [];
  return rows<LaterEvent>(
    trx,
    `select distinct on (e.id) e.id, asked.customer_id as "customerId", e.name, e.properties, e.occurred_at as timestamp, e.accepted_at as "acceptedAt", e.by_device as "byDevice"
     from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as timestamptz[])) as asked (customer_id, name, since)
     cross join lateral (
       select asked.customer_id as id union all select id from customers where merged_into = asked.customer_id) person
     join events e on e.customer_id = person.id and e.name = asked.name
       and e.accepted_at > asked.since - interval '1 day' and e.occurred_at >= asked.since
       and e.type in ('track', 'page', 'screen') and ${reactedTo}`,
    [flat.map(({ customerId }) => customerId), flat.map(({ name }) => name), flat.map(({ since }) => timestamp(since))],
  );
}

/** Many entries of one customer ask for the same: each name once, from the earliest time on. */
function oncePerName(asked: readonly { customerId: string; names: readonly string[]; since: number }[]) {
  const earliest = new Map<string, { customerId: string; name: string; since: number }>();
  for (const { customerId, names, since } of asked) {
    for (const name of names) {
      const key = `${customerId} ${name}`;
      const known = earliest.get(key);
      if (!known || since < known.since) earliest.set(key, { customerId, name, since });
    }
  }
  return [...earliest.values()];
}

/** Forgets messageIds older than DEDUPE_DAYS. */
export async function forgetOldMessageIds(trx: Transaction): Promise<void> {
  await execute(trx, `delete from accepted_messages where accepted_at < now() - ? * interval '1 day'`, [DEDUPE_DAYS]);
}

import { firstIdAt } from '../../core/base/id.ts';
import { rows, type Transaction, timestamp } from '../database/database.ts';

/** Of the newest that were measured in the last hour. Times are milliseconds. */
export interface Latency {
  readonly measured: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How long people wait for us; null where nothing was measured in the last hour. */
export interface Latencies {
  /** From the event's own time to its acceptance. */
  readonly clickToAcceptance: Latency | null;
  /** From the acceptance of an event to the provider's acceptance of a message that the event led to at once. */
  readonly acceptanceToProvider: Latency | null;
}

const HOUR_MS = 60 * 60_000;
/** The newest so many are measured: a percentile of more says the same, and costs more. */
const MOST_MEASURED = 10_000;

/**
 * Both are read backwards by a primary key, and end after MOST_MEASURED. Left out: events that came more than a day late, as
 * imports do, or whose clock was not believed; and messages that a wait, a pause or a rule deferred (`prompted_at` is null).
 */
export async function readLatencies(trx: Transaction, workspace: string, now: number): Promise<Latencies> {
  const since = timestamp(now - HOUR_MS);
  const [clickToAcceptance, acceptanceToProvider] = [
    await measure(
      trx,
      `select accepted_at - occurred_at as took from events
       where workspace = ? and accepted_at > ? and depth = 0 and occurred_at > accepted_at - interval '24 hours'
         and not coalesce(flags && array['time-ahead', 'time-unreadable', 'time-corrected'], false)
       order by accepted_at desc limit ?`,
      [workspace, since],
    ),
    await measure(
      trx,
      `select accepted_at - prompted_at as took from messages
       where id >= cast(? as uuid) and workspace = ? and prompted_at is not null and accepted_at > ?
       order by id desc limit ?`,
      // Ids are made by the clock of the processes, which a test's clock may be ahead of.
      [firstIdAt(Date.now() - 2 * HOUR_MS), workspace, since],
    ),
  ];
  return { clickToAcceptance, acceptanceToProvider };
}

async function measure(trx: Transaction, each: string, bindings: readonly string[]): Promise<Latency | null> {
  const [found] = await rows<{ measured: number; p50Ms: number; p99Ms: number }>(
    trx,
    `select count(*) as measured, cast(round(1000 * extract(epoch from percentile_disc(0.5) within group (order by took))) as integer) as "p50Ms",
       cast(round(1000 * extract(epoch from percentile_disc(0.99) within group (order by took))) as integer) as "p99Ms"
     from (${each}) recent`,
    [...bindings, MOST_MEASURED],
  );
  return found && found.measured > 0 ? found : null;
}

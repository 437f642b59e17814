import type { EventFact } from '../../core/journey/engine/turn.ts';
import { execute, rows, type Transaction, timestamp } from '../database/database.ts';
import type { OpenRun } from './runs.ts';

/**
 * run_goals: the runs that reached their goal. A run's watch is `journey_runs.goal_until`: set at the entry, taken away by
 * the first event that reaches the goal. It outlives the run.
 */
export interface WatchedRun extends OpenRun {
  readonly goalUntil: number;
  readonly isOpen: boolean;
  readonly entry: EventFact;
}

/** The runs of locked customers whose watch goes on at this moment, open or not. */
export async function findWatchedRuns(
  trx: Transaction,
  workspace: string,
  customerIds: readonly string[],
  at: number,
): Promise<WatchedRun[]> {
  return rows<WatchedRun>(
    trx,
    `select run.id, run.customer_id as "customerId", run.journey_id as "journeyId", run.version, run.key,
            run.goal_until as "goalUntil", run.ended_at is null as "isOpen",
            json_build_object('id', e.id, 'name', e.name, 'properties', e.properties,
              'timestamp', floor(extract(epoch from e.occurred_at) * 1000), 'byDevice', e.by_device,
              'acceptedAt', floor(extract(epoch from e.accepted_at) * 1000)) as entry
     from journey_runs run join events e on e.id = run.entry_event_id and e.accepted_at = run.entry_accepted_at
     where run.workspace = ? and run.customer_id = any(cast(? as uuid[])) and run.goal_until >= ? order by run.id`,
    [workspace, [...customerIds], timestamp(at)],
  );
}

export interface NewGoal {
  readonly journeyRunId: string;
  readonly eventId: string;
  readonly value: number | null;
  /** Of an event that was accepted before: it came in under another identity of the customer. */
  readonly acceptedAt?: number;
}

/** Stores the goals that events have reached, accepted now unless they say so, and ends the watches. The customers' lock is held. */
export async function insertGoals(trx: Transaction, acceptedAt: number, goals: readonly NewGoal[]): Promise<void> {
  if (goals.length === 0) return;
  await execute(
    trx,
    `with new as (
       select * from unnest(cast(? as uuid[]), cast(? as uuid[]), cast(? as float8[]), cast(? as timestamptz[]))
         as new (run, event, value, accepted_at)),
     watched as (
       update journey_runs set goal_until = null from new where id = new.run returning id)
     insert into run_goals (journey_run_id, reached_at, event_id, event_accepted_at, value)
     select run, accepted_at, event, accepted_at, value from new join watched on watched.id = new.run
     on conflict (journey_run_id) do nothing`,
    [
      goals.map(({ journeyRunId }) => journeyRunId),
      goals.map(({ eventId }) => eventId),
      goals.map(({ value }) => value),
      goals.map((goal) => timestamp(goal.acceptedAt ?? acceptedAt)),
    ],
  );
}

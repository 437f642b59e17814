import { type Input, storedBody } from '../../core/journey/engine/inputs/index.ts';
import { execute, type Transaction, timestamp } from '../database/database.ts';

/**
 * run_inputs(run, seq): a run's inputs, in order. An event is stored once, in `events`, and referred to here, so that
 * a customer's data is in one table only. `seq` comes from the run's row under its lock.
 */
export type NewInput =
  | {
      readonly journeyRunId: string;
      readonly kind: 'event';
      readonly eventId: string;
      readonly eventAcceptedAt?: number;
    }
  | ({ readonly journeyRunId: string } & JobInput);

type WithoutSeq<I> = I extends Input ? Omit<I, 'seq'> : never;
export type JobInput = WithoutSeq<Exclude<Input, { kind: 'entry' | 'event' }>>;

/** Appends inputs to open runs, in the order given. The callers hold the customers' lock, or touch one run only. */
export async function appendInputs(trx: Transaction, acceptedAt: number, inputs: readonly NewInput[]): Promise<void> {
  if (inputs.length === 0) return;
  const bodyOf = (input: NewInput) => {
    if (input.kind === 'event') return null;
    const { journeyRunId: _run, ...body } = input;
    return JSON.stringify(storedBody(body));
  };
  await execute(
    trx,
    `with new as (
       select * from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as uuid[]), cast(? as timestamptz[]), cast(? as jsonb[]))
         with ordinality as new (run, kind, event_id, event_accepted_at, body, position)),
     counted as (select run, count(*) as number from new group by run),
     moved as (
       update journey_runs set last_seq = last_seq + number, due_at = least(coalesce(due_at, 'infinity'), cast(? as timestamptz))
       from counted where id = run and ended_at is null returning id, last_seq - number as before)
     insert into run_inputs (journey_run_id, seq, kind, event_id, event_accepted_at, body, accepted_at)
     select run, before + row_number() over (partition by run order by position), kind, event_id,
            case when event_id is not null then coalesce(event_accepted_at, cast(? as timestamptz)) end, body, cast(? as timestamptz)
     from new join moved on moved.id = new.run`,
    [
      inputs.map(({ journeyRunId }) => journeyRunId),
      inputs.map(({ kind }) => kind),
      inputs.map((input) => (input.kind === 'event' ? input.eventId : null)),
      inputs.map((input) =>
        input.kind === 'event' && input.eventAcceptedAt !== undefined ? timestamp(input.eventAcceptedAt) : null,
      ),
      inputs.map(bodyOf),
      timestamp(acceptedAt),
      timestamp(acceptedAt),
      timestamp(acceptedAt),
    ],
  );
}

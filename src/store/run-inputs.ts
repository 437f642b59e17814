import type { EventFact, EventInput, Input } from '../journey/turn.ts';
import { execute, rows, type Transaction, timestamp } from './database.ts';

/**
 * run_inputs(run, seq): what a run has been told, in order. An event is stored once, in `events`, and referred to here,
 * so that a customer's data stands in one place. `seq` comes from the run's row under its lock.
 */
export type NewInput =
  | { readonly journeyRunId: string; readonly kind: 'event'; readonly eventId: string }
  | ({ readonly journeyRunId: string } & JobInput);

type WithoutSeq<I> = I extends Input ? Omit<I, 'seq'> : never;
export type JobInput = WithoutSeq<Exclude<Input, { kind: 'entry' | 'event' }>>;

/** Appends inputs to open runs, in the order given. The callers hold the customers' lock, or touch one run only. */
export async function appendInputs(trx: Transaction, acceptedAt: number, inputs: readonly NewInput[]): Promise<void> {
  if (inputs.length === 0) return;
  const bodyOf = (input: NewInput) => {
    if (input.kind === 'event') return null;
    const { journeyRunId: _run, kind: _kind, ...body } = input;
    return JSON.stringify(body);
  };
  await execute(
    trx,
    `with new as (
       select * from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as uuid[]), cast(? as jsonb[]))
         with ordinality as new (run, kind, event_id, body, place)),
     counted as (select run, count(*) as number from new group by run),
     moved as (
       update journey_runs set last_seq = last_seq + number, due_at = least(coalesce(due_at, 'infinity'), cast(? as timestamptz))
       from counted where id = run and ended_at is null returning id, last_seq - number as before)
     insert into run_inputs (journey_run_id, seq, kind, event_id, event_accepted_at, body, accepted_at)
     select run, before + row_number() over (partition by run order by place), kind, event_id,
            case when event_id is not null then cast(? as timestamptz) end, body, cast(? as timestamptz)
     from new join moved on moved.id = new.run`,
    [
      inputs.map(({ journeyRunId }) => journeyRunId),
      inputs.map(({ kind }) => kind),
      inputs.map((input) => (input.kind === 'event' ? input.eventId : null)),
      inputs.map(bodyOf),
      timestamp(acceptedAt),
      timestamp(acceptedAt),
      timestamp(acceptedAt),
    ],
  );
}

interface InputRow {
  readonly seq: number;
  readonly kind: Input['kind'];
  readonly body: object | null;
  readonly event: EventFact;
}

const inputColumns = `i.seq, i.kind, i.body, json_build_object('id', e.id, 'name', e.name, 'properties', e.properties,
  'timestamp', floor(extract(epoch from e.occurred_at) * 1000), 'acceptedAt', floor(extract(epoch from e.accepted_at) * 1000)) as event`;

/** Every input after `seq`, in order. */
export async function readInputsAfter(trx: Transaction, journeyRunId: string, seq: number): Promise<Input[]> {
  const found = await rows<InputRow>(
    trx,
    `select ${inputColumns} from run_inputs i left join events e on e.id = i.event_id and e.accepted_at = i.event_accepted_at
     where i.journey_run_id = ? and i.seq > ? order by i.seq`,
    [journeyRunId, seq],
  );
  return found.map(({ seq: at, kind, body, event }) => ({ seq: at, kind, ...(body ?? { event }) }) as Input);
}

/** Event inputs that were consumed already and that a wait-for may still look back to: after `from`, up to `consumed`. */
export async function readView(
  trx: Transaction,
  journeyRunId: string,
  from: number,
  consumed: number,
): Promise<EventInput[]> {
  if (from >= consumed) return [];
  return rows<EventInput>(
    trx,
    `select ${inputColumns} from run_inputs i join events e on e.id = i.event_id and e.accepted_at = i.event_accepted_at
     where i.journey_run_id = ? and i.kind = 'event' and i.seq > ? and i.seq <= ? order by i.seq`,
    [journeyRunId, from, consumed],
  );
}

/** The event by which the run began. */
export async function readEvent(trx: Transaction, id: string, acceptedAt: number): Promise<EventFact | undefined> {
  const [event] = await rows<EventFact>(
    trx,
    `select id, name, properties, occurred_at as timestamp, accepted_at as "acceptedAt" from events where id = ? and accepted_at = ?`,
    [id, timestamp(acceptedAt)],
  );
  return event;
}

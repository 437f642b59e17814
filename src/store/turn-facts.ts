import type { EventFact, EventInput, Input } from '../journey/turn.ts';
import { nowInWorkspace } from './clock.ts';
import { rows, type Transaction, timestamp } from './database.ts';
import type { LockedRun } from './runs.ts';

/** What is stored about a run whose lock and whose customer's lock are held, as a turn needs it. */
export interface TurnFacts {
  /** The workspace's clock, read under the locks. */
  readonly now: number;
  /** Every input that no turn has taken, in order. */
  readonly inputs: readonly Input[];
  /** The event by which the run began; undefined when it is not stored any more. */
  readonly entry: EventFact | undefined;
  /** Event inputs that were taken already and that a wait-for may still look back to, in order. */
  readonly view: readonly EventInput[];
  /** Visits whose message may have begun to leave: claims in hand. Those can't be taken back. */
  readonly begunJobs: ReadonlySet<number>;
}

const eventFact = `json_build_object('id', e.id, 'name', e.name, 'properties', e.properties,
  'timestamp', floor(extract(epoch from e.occurred_at) * 1000), 'acceptedAt', floor(extract(epoch from e.accepted_at) * 1000))`;

export const entryFact = `(select ${eventFact} from events e where e.id = ? and e.accepted_at = ?)`;

const inputsOf = (where: string) =>
  `(select coalesce(json_agg(json_build_object('seq', i.seq, 'kind', i.kind, 'body', i.body, 'event', ${eventFact}) order by i.seq), '[]')
    from run_inputs i left join events e on e.id = i.event_id and e.accepted_at = i.event_accepted_at
    where i.journey_run_id = ? and ${where})`;

interface InputRow {
  readonly seq: number;
  readonly kind: Input['kind'];
  readonly body: object | null;
  readonly event: EventFact;
}

/**
 * One statement for all of it: a turn costs a handful of round trips, and each is as long as the work it does. `viewFrom`
 * is the least seq that is still looked back to.
 */
export async function readTurnFacts(
  trx: Transaction,
  { id, workspace, consumed, entryEventId, entryAcceptedAt }: LockedRun,
  viewFrom: number,
): Promise<TurnFacts> {
  const [read] = await rows<{
    now: number;
    inputs: InputRow[];
    entry: EventFact | null;
    view: InputRow[];
    begun: number[];
  }>(
    trx,
    `select ${nowInWorkspace} as now, ${entryFact} as entry,
       ${inputsOf('i.seq > ?')} as inputs,
       ${inputsOf("i.kind = 'event' and i.seq > ? and i.seq <= ?")} as view,
       array(select visit from messages where journey_run_id = ? and state in ('claimed', 'sending')) as begun`,
    [workspace, entryEventId, timestamp(entryAcceptedAt), id, consumed, id, viewFrom, consumed, id],
  );
  if (!read) throw new Error(`nothing is stored about run ${id}`);
  return {
    now: read.now,
    inputs: read.inputs.map(inputOf),
    entry: read.entry ?? undefined,
    view: read.view.map(inputOf) as EventInput[],
    begunJobs: new Set(read.begun),
  };
}

function inputOf({ seq, kind, body, event }: InputRow): Input {
  return { seq, kind, ...(body ?? { event }) } as Input;
}

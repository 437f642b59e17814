import type { DrawFacts } from '../../core/journey/arms.ts';
import type { StoredInput } from '../../core/journey/engine/inputs/index.ts';
import type { EventFact, EventInput } from '../../core/journey/engine/turn.ts';
import type { EngagementFacts } from '../../core/message/engagement.ts';
import { isClockStopped, nowInWorkspace } from '../database/clock.ts';
import { rows, type Transaction, timestamp } from '../database/database.ts';
import {
  type AskedForDecisions,
  bindingsOfDecisions,
  type DecisionsRow,
  decisionsFact,
} from '../decisions/turn-decisions.ts';
import { type DrawsRow, drawsFact } from '../experiments/arms.ts';
import { runEngagement } from '../messages/engagement.ts';
import type { LockedRun } from './runs.ts';

/** What is stored about a run whose lock and whose customer's lock are held, as a turn needs it. */
export interface TurnFacts {
  /** The workspace's clock, read under the locks, and whether it stands still. */
  readonly now: number;
  readonly isClockStopped: boolean;
  /** Every input that no turn has taken, in order. */
  readonly inputs: readonly StoredInput[];
  /** The event by which the run began; undefined when it is not stored any more. */
  readonly entry: EventFact | undefined;
  /** Event inputs that were taken already and that a wait-for may still look back to, in order. */
  readonly lookBack: readonly EventInput[];
  /** The messages of the run's open jobs, by their visits. */
  readonly messages: ReadonlyMap<number, OpenMessage>;
  /** Visits whose message may have begun to leave: claims in hand, and attempts in doubt. Those can't be taken back. */
  readonly begunJobs: ReadonlySet<number>;
  /** The latest message of each send step, where it was asked for. */
  readonly engagement: readonly EngagementFacts[];
  /** What chances and arms are drawn from, where it was asked for. */
  readonly draws: DrawFacts | undefined;
  /** What decisions are made from, where it was asked for. */
  readonly decisions: DecisionsRow | undefined;
}

export interface OpenMessage {
  readonly id: string;
  readonly visit: number;
  /** Requested, or failed for now: nothing of it has left. A turn that drops its job withdraws it. */
  readonly isWithdrawable: boolean;
  /** No attempt was made; a rule may have deferred it. */
  readonly unattempted: boolean;
  /** Until when the claim in hand holds, by the workspace's clock; null: there is none. */
  readonly leasedUntil: number | null;
}

const eventFact = `json_build_object('id', id, 'name', name, 'properties', properties,
  'timestamp', floor(extract(epoch from occurred_at) * 1000), 'byDevice', by_device, 'acceptedAt', floor(extract(epoch from accepted_at) * 1000))`;

/** The event by which a run began, as JSON. Two parameters: its id and when it was accepted. */
export const entryFact = `(select ${eventFact} from events where id = ? and accepted_at = ?)`;

interface InputRow {
  readonly seq: number;
  readonly kind: string;
  readonly body: object | null;
  readonly eventId: string | null;
  readonly eventAcceptedAt: number | null;
}

const inputsOf = (where: string) =>
  `(select coalesce(json_agg(json_build_object('seq', seq, 'kind', kind, 'body', body, 'eventId', event_id,
             'eventAcceptedAt', floor(extract(epoch from event_accepted_at) * 1000)) order by seq), '[]')
    from run_inputs where journey_run_id = ? and ${where})`;

/**
 * One statement for all of it, and a second one where there are events besides the entry. `withEngagement`: the
 * definition looks at the run's messages. `withDraws`: it draws. `lookBackFrom` is the least seq
 * that is still looked back to, `visits` those of the open jobs. The second is no join, because moments that are known when the statement is planned leave
 * one of the events' monthly partitions, and a join all of them: with five it took 0.7 ms to plan, the longest part of a
 * turn's SQL, and each month would have added to it.
 */
export async function readTurnFacts(
  trx: Transaction,
  { id, workspace, customerId, journeyId, consumed, entryEventId, entryAcceptedAt }: LockedRun,
  {
    lookBackFrom,
    visits,
    withEngagement,
    withDraws,
    forDecisions,
  }: {
    lookBackFrom: number;
    visits: readonly number[];
    withEngagement: boolean;
    withDraws: boolean;
    forDecisions?: AskedForDecisions | undefined;
  },
): Promise<TurnFacts> {
  const [read] = await rows<{
    now: number;
    isClockStopped: boolean;
    entry: EventFact | null;
    inputs: InputRow[];
    lookBack: InputRow[];
    messages: (OpenMessage & { begun: boolean })[];
    engagement: EngagementFacts[] | null;
    draws: DrawsRow | null;
    decisions: DecisionsRow | null;
  }>(
    trx,
    `select ${nowInWorkspace} as now, ${isClockStopped} as "isClockStopped", ${entryFact} as entry, ${inputsOf('seq > ?')} as inputs,
       ${inputsOf("kind in ('event', 'observed-change') and seq > ? and seq <= ?")} as "lookBack",
       (select coalesce(json_agg(json_build_object('id', id, 'visit', visit, 'unattempted', attempt = 0,
                 'isWithdrawable', state = 'requested' or state = 'failed-temporarily' and not in_doubt,
                 'leasedUntil', case when state in ('claimed', 'sending') then extract(epoch from leased_until) * 1000 end,
                 'begun', state in ('claimed', 'sending') or state in ('failed-temporarily', 'deferred') and in_doubt)), '[]')
        from messages where journey_run_id = ? and visit = any(cast(? as integer[]))) as messages,
       ${withEngagement ? runEngagement : 'cast(? as text)'} as engagement,
       ${withDraws ? drawsFact : 'cast(null as json)'} as draws,
       ${forDecisions ? decisionsFact : 'cast(null as json)'} as decisions`,
    [
      workspace,
      workspace,
      entryEventId,
      timestamp(entryAcceptedAt),
      ...[id, consumed],
      ...[id, lookBackFrom, consumed],
      ...[id, [...visits]],
      withEngagement ? id : null,
      ...(withDraws ? [customerId, workspace] : []),
      ...(forDecisions ? bindingsOfDecisions(forDecisions, { workspace, customerId, journeyId }) : []),
    ],
  );
  if (!read) throw new Error(`nothing is stored about run ${id}`);
  const entry = read.entry ?? undefined;
  const events = await readEvents(trx, [...read.inputs, ...read.lookBack], entry);
  const eventOf = ({ eventId }: InputRow) => events.get(eventId as string) ?? gone(eventId as string);
  return {
    now: read.now,
    isClockStopped: read.isClockStopped,
    entry,
    inputs: read.inputs.map((row) => ({ ...row, event: row.eventId === null ? undefined : eventOf(row) })),
    lookBack: read.lookBack.flatMap((row): EventInput[] => {
      const event = row.kind === 'event' ? eventOf(row) : (row.body as { emitted?: EventFact }).emitted;
      return event ? [{ seq: row.seq, kind: 'event', event }] : [];
    }),
    messages: new Map(read.messages.map((message) => [message.visit, message])),
    begunJobs: new Set(read.messages.filter(({ begun }) => begun).map(({ visit }) => visit)),
    engagement: read.engagement ?? [],
    draws: read.draws ? drawFacts(customerId, read.draws) : undefined,
    decisions: read.decisions ?? undefined,
  };
}

export function drawFacts(customerId: string, { seed, arms }: DrawsRow): DrawFacts {
  return { seed, customerId, arms: new Map(Object.entries(arms)) };
}

/** An event that is not stored any more is still an input, but matches nothing. */
function gone(id: string): EventFact {
  return { id, name: '', properties: {}, timestamp: 0, acceptedAt: 0 };
}

/** The events of these inputs by their ids; the entry is known already. */
async function readEvents(
  trx: Transaction,
  inputs: readonly InputRow[],
  entry: EventFact | undefined,
): Promise<Map<string, EventFact>> {
  const known = new Map(entry && [[entry.id, entry]]);
  const wanted = inputs.filter(({ eventId }) => eventId !== null && !known.has(eventId));
  if (wanted.length === 0) return known;
  const found = await rows<{ event: EventFact }>(
    trx,
    `select ${eventFact} as event from events where accepted_at = any(cast(? as timestamptz[])) and id = any(cast(? as uuid[]))`,
    [
      [...new Set(wanted.map(({ eventAcceptedAt }) => timestamp(eventAcceptedAt as number)))],
      wanted.map(({ eventId }) => eventId),
    ],
  );
  for (const { event } of found) known.set(event.id, event);
  return known;
}

import type { Properties } from '../../core/condition/schema.ts';
import type { Consents } from '../../core/customer/consent.ts';
import type { Books } from '../../core/journey/books.ts';
import type { StoredInput } from '../../core/journey/engine/inputs/index.ts';
import type { EventFact } from '../../core/journey/engine/turn.ts';
import type { EngagementFacts } from '../../core/message/engagement.ts';
import type { CountedMessage } from '../../core/message/limits/facts.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, rows, timestamp } from '../database/database.ts';
import { type DrawsRow, drawsFact } from '../experiments/arms.ts';
import { runEngagement } from '../messages/engagement.ts';
import { countedMessages } from '../messages/limits/counted-messages.ts';
import { entryFact } from './turn-facts.ts';

/** An open run as it is stored, with all that the engine asks for to go on from there. Read without locks. */
export interface RunToPlay {
  readonly id: string;
  readonly journeyId: string;
  readonly version: number;
  readonly key: string | null;
  readonly books: Books | null;
  /** As any release stored it. */
  readonly state: unknown;
  readonly lastSeq: number;
  readonly consumed: number;
  readonly stuckAt: number | null;
  readonly isObserved: boolean;
  /** It waits for room in its journey. */
  readonly isQueued: boolean;
  /** Null: the event is not stored any more. */
  readonly entry: EventFact | null;
  readonly engagement: readonly EngagementFacts[];
  /** Those that no turn has taken, and events that a token may look back to. */
  readonly inputs: readonly StoredInput[];
}

/** The customer of such runs, and the workspace's clock. */
export interface CustomerToPlay {
  readonly id: string;
  readonly traits: Properties;
  readonly traitTimes: Readonly<Record<string, number>>;
  readonly consents: Consents;
  readonly createdAt: number;
  readonly identities: readonly { readonly kind: string; readonly value: string; readonly addedAt: number }[];
  readonly draws: DrawsRow;
  readonly now: number;
  /** The customer's messages that count in caps, the newest first. */
  readonly counted: readonly CountedMessage[];
}

const NO_MESSAGE = '00000000-0000-0000-0000-000000000000';

/** A run has few inputs that it may still look back to; one that is flooded with events is played on by the newest. */
const MOST_INPUTS = 500;
/** Open runs of one customer that are played on, the newest. */
export const MOST_RUNS_PLAYED = 20;

export async function findCustomerToPlay(
  database: Database,
  workspace: string,
  id: string,
): Promise<CustomerToPlay | undefined> {
  const [found] = await rows<CustomerToPlay>(
    database,
    `with clock as (select ${nowInWorkspace} as now)
     select c.id, c.traits, c.trait_times as "traitTimes", c.consents, c.created_at as "createdAt", clock.now as now,
       coalesce(${countedMessages}, '[]') as counted,
       (select coalesce(json_agg(json_build_object('kind', kind, 'value', value,
                 'addedAt', floor(extract(epoch from added_at) * 1000)) order by kind, value), '[]')
        from identities where customer_id = c.id) as identities, ${drawsFact} as draws
     from customers c join workspaces own on own.id = c.workspace, clock where c.workspace = ? and c.id = ?`,
    [workspace, ...[id, NO_MESSAGE, false, id, NO_MESSAGE, false], ...[id, workspace], workspace, id],
  );
  return found;
}

export async function findRunCustomer(
  database: Database,
  workspace: string,
  runId: string,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(
    database,
    `select customer_id as id from journey_runs where workspace = ? and id = ?`,
    [workspace, runId],
  );
  return found?.id;
}

interface RunRow extends Omit<RunToPlay, 'entry' | 'engagement' | 'inputs'> {
  readonly entryEventId: string;
  readonly entryAcceptedAt: number;
}

const columns = `id, journey_id as "journeyId", version, key, books, state, last_seq as "lastSeq", consumed, stuck_at as "stuckAt",
  observation is not null as "isObserved", queued_at is not null as "isQueued",
  entry_event_id as "entryEventId", entry_accepted_at as "entryAcceptedAt"`;

/** The open runs of a customer, or the one of these that is asked for. */
export async function listRunsToPlay(
  database: Database,
  customerId: string,
  runId: string | undefined,
): Promise<RunToPlay[]> {
  const found = await rows<RunRow>(
    database,
    `select ${columns} from journey_runs where customer_id = ? and ended_at is null
       ${runId === undefined ? '' : 'and id = ?'} order by id desc limit ?`,
    [customerId, ...(runId === undefined ? [] : [runId]), MOST_RUNS_PLAYED],
  );
  return Promise.all(found.map((run) => withFacts(database, run)));
}

async function withFacts(database: Database, { entryEventId, entryAcceptedAt, ...run }: RunRow): Promise<RunToPlay> {
  const [facts] = await rows<Pick<RunToPlay, 'entry' | 'engagement'>>(
    database,
    `select ${entryFact} as entry, ${runEngagement} as engagement`,
    [entryEventId, timestamp(entryAcceptedAt), run.id],
  );
  const inputs = await rows<{ seq: number; kind: string; body: unknown; event: EventFact | null }>(
    database,
    `select i.seq, i.kind, i.body, case when e.id is not null then json_build_object('id', e.id, 'name', e.name,
              'properties', e.properties, 'timestamp', floor(extract(epoch from e.occurred_at) * 1000),
              'byDevice', e.by_device, 'acceptedAt', floor(extract(epoch from e.accepted_at) * 1000)) end as event
     from run_inputs i left join events e on e.id = i.event_id and e.accepted_at = i.event_accepted_at
     where i.journey_run_id = ? and (i.seq > ? or i.kind = 'event') order by i.seq desc limit ?`,
    [run.id, run.consumed, MOST_INPUTS],
  );
  const known = inputs.filter(({ kind, event }) => kind !== 'event' || event !== null).reverse();
  return {
    ...run,
    entry: facts?.entry ?? null,
    engagement: facts?.engagement ?? [],
    inputs: known.map(({ event, ...input }) => ({ ...input, event: event ?? undefined })),
  };
}

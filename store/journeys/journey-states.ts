import { newId } from '../../core/base/id.ts';
import { nowInWorkspace, nowOf } from '../database/clock.ts';
import { type Database, execute, inTransaction, rows, type Transaction } from '../database/database.ts';
import { enqueueRuns, lanes } from '../outbox/outbox.ts';
import { appendInputs } from '../runs/run-inputs.ts';
import { endDateEntriesOf } from './date-entries.ts';
import { deleteSchedulesOf } from './entry-schedules.ts';
import { advanceCatalogVersion, lockWorkspace } from './journeys.ts';
import { beginObservation, endObservation } from './observations.ts';

/**
 * Whether a journey lets customers in, and whether its runs go on. A row only where it is not open:
 *   open       no row
 *   paused     runs take exits and goals, and nothing else; customers enter and wait at the first step, or do not enter
 *   draining   nobody enters; those inside finish, and runs that a pause held are released at a rate
 *   resuming   open, and runs that came due during the pause are released at a rate; then the row goes
 * Each change advances the catalog version: intake sees it under its locks, and so does every turn and claim that begins
 * after the commit. A paused turn marks its run `held_since`: the earliest moment at which it had something to do.
 */
export type JourneyStateName = 'open' | 'paused' | 'draining' | 'resuming';
export const journeyActs = ['pause', 'resume', 'drain', 'unpublish', 'observe', 'go-live'] as const;
export type JourneyActName = (typeof journeyActs)[number];

export interface JourneyState {
  readonly state: Exclude<JourneyStateName, 'open'>;
  /** Of a paused one: whether customers enter and wait, or do not enter. */
  readonly entries: 'keep' | 'drop' | null;
  readonly reason: string;
  readonly by: string;
  readonly since: number;
  /** Of one that resumes: so many runs a minute. */
  readonly perMinute: number | null;
}

/** An act of an operator, kept for good. */
export interface JourneyAct {
  readonly act: JourneyActName;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export interface ActOnJourney {
  readonly workspace: string;
  readonly journeyId: string;
  readonly act: JourneyActName;
  readonly reason: string;
  readonly by: string;
  readonly entries?: 'keep' | 'drop' | undefined;
  readonly perMinute?: number | undefined;
  /** Of a resume: runs that had something to do longer ago than this exit in place of going on. */
  readonly dropOlderThanMs?: number | undefined;
}

const columns = `state, entries, reason, set_by as by, since, per_minute as "perMinute"`;

export async function findJourneyState(
  on: Database | Transaction,
  workspace: string,
  journeyId: string,
): Promise<JourneyState | undefined> {
  const [found] = await rows<JourneyState>(
    on,
    `select ${columns} from journey_states where workspace = ? and journey_id = ?`,
    [workspace, journeyId],
  );
  return found;
}

export async function listJourneyActs(database: Database, workspace: string, journeyId: string): Promise<JourneyAct[]> {
  return rows(
    database,
    `select act, reason, by, at from journey_acts where workspace = ? and journey_id = ? order by id desc limit 50`,
    [workspace, journeyId],
  );
}

/** Runs that wait for the journey to be resumed, or for their turn in that. */
export async function countHeldRuns(database: Database, workspace: string, journeyId: string): Promise<number> {
  const [found] = await rows<{ held: number }>(
    database,
    `select cast(count(*) as integer) as held from journey_runs where workspace = ? and journey_id = ? and held_since is not null`,
    [workspace, journeyId],
  );
  return found?.held ?? 0;
}

export type ActOutcome = 'done' | 'gone' | 'not-live' | 'not-paused' | 'observed' | 'not-observed';

/** Does it, and notes who did it and why, in one transaction. */
export async function actOnJourney(database: Database, asked: ActOnJourney): Promise<ActOutcome> {
  const { workspace, journeyId, act, reason, by } = asked;
  return inTransaction(database, async (trx) => {
    await lockWorkspace(trx, workspace);
    const [journey] = await rows<{ isLive: boolean }>(
      trx,
      `select live_version is not null as "isLive" from journeys where workspace = ? and id = ?`,
      [workspace, journeyId],
    );
    if (!journey) return 'gone';
    if (!journey.isLive && act === 'unpublish') return 'not-live';
    const before = await findJourneyState(trx, workspace, journeyId);
    if (act === 'resume' && (!before || before.state === 'resuming')) return 'not-paused';
    if (act === 'observe' && !(await beginObservation(trx, asked))) return 'observed';
    if (act === 'go-live' && !(await endObservation(trx, asked))) return 'not-observed';
    if (act !== 'observe' && act !== 'go-live') await perform(trx, asked);
    await execute(
      trx,
      `insert into journey_acts (id, workspace, journey_id, act, reason, by, at) values (?, ?, ?, ?, ?, ?, ${nowInWorkspace})`,
      [newId(), workspace, journeyId, act, reason, by, workspace],
    );
    await advanceCatalogVersion(trx, workspace);
    return 'done';
  });
}

async function perform(trx: Transaction, asked: ActOnJourney): Promise<void> {
  const { workspace, journeyId, act } = asked;
  if (act === 'unpublish') {
    await execute(
      trx,
      `update journeys set live_version = null, updated_at = ${nowInWorkspace} where workspace = ? and id = ?`,
      [...[workspace, workspace, journeyId]],
    );
    await deleteSchedulesOf(trx, workspace, journeyId);
    await endDateEntriesOf(trx, workspace, journeyId);
    return;
  }
  const state = act === 'pause' ? 'paused' : act === 'drain' ? 'draining' : 'resuming';
  await execute(
    trx,
    `insert into journey_states (workspace, journey_id, state, entries, reason, set_by, since, per_minute, drop_before)
     values (?, ?, ?, ?, ?, ?, ${nowInWorkspace}, ?, ${nowInWorkspace} - ? * interval '1 millisecond')
     on conflict (workspace, journey_id) do update set state = excluded.state, entries = excluded.entries,
       reason = excluded.reason, set_by = excluded.set_by, since = excluded.since, per_minute = excluded.per_minute,
       drop_before = excluded.drop_before, next_at = clock_timestamp()`,
    [
      ...[workspace, journeyId, state, act === 'pause' ? (asked.entries ?? 'keep') : null, asked.reason, asked.by],
      ...[workspace, act === 'resume' ? (asked.perMinute ?? DEFAULT_PER_MINUTE) : null, workspace],
      asked.dropOlderThanMs ?? null,
    ],
  );
}

export const DEFAULT_PER_MINUTE = 600;
/** A turn that began during the pause may mark its run for so long after the resume. */
const STRAGGLERS = `interval '60 seconds'`;
const TOO_OLD = 'too-old-after-pause';

interface Resuming {
  readonly workspace: string;
  readonly journeyId: string;
  readonly perMinute: number;
  readonly dropBefore: number | null;
  readonly isLate: boolean;
  readonly isResuming: boolean;
}

/**
 * Releases the next runs of a journey that resumes, the longest held first: a part of a second's worth, in the bulk lane.
 * Gives how many; undefined: no journey has any that are due. The journey's row is locked, so processes do not release twice
 * as fast together; lock order is kept, since nobody who holds a run's lock waits for that row.
 */
export async function releaseHeldRuns(database: Database): Promise<number | undefined> {
  return inTransaction(database, async (trx) => {
    const [next] = await rows<Resuming>(
      trx,
      `select workspace, journey_id as "journeyId", coalesce(per_minute, ${DEFAULT_PER_MINUTE}) as "perMinute",
              state = 'resuming' as "isResuming", drop_before as "dropBefore",
              since < ${nowOf('asked.workspace')} - ${STRAGGLERS} as "isLate"
       from journey_states asked where state in ('resuming', 'draining') and next_at <= clock_timestamp()
       order by next_at limit 1 for update skip locked`,
    );
    if (!next) return undefined;
    const { workspace, journeyId, perMinute } = next;
    const atOnce = Math.max(1, Math.floor(perMinute / 60));
    const held = await rows<{ id: string; heldSince: number }>(
      trx,
      `select id, held_since as "heldSince" from journey_runs
       where workspace = ? and journey_id = ? and held_since is not null
       order by held_since limit ? for no key update skip locked`,
      [workspace, journeyId, atOnce],
    );
    if (held.length === 0 && next.isResuming && next.isLate) {
      await execute(trx, `delete from journey_states where workspace = ? and journey_id = ?`, [workspace, journeyId]);
      await advanceCatalogVersion(trx, workspace);
      return 0;
    }
    await execute(
      trx,
      `update journey_states set next_at = clock_timestamp() + ? * interval '1 millisecond' where workspace = ? and journey_id = ?`,
      [held.length === 0 ? 5_000 : Math.ceil((held.length * 60_000) / perMinute), workspace, journeyId],
    );
    await releaseRuns(trx, next, held);
    return held.length;
  });
}

async function releaseRuns(
  trx: Transaction,
  { workspace, dropBefore }: Resuming,
  held: readonly { readonly id: string; readonly heldSince: number }[],
): Promise<void> {
  if (held.length === 0) return;
  const ids = held.map(({ id }) => id).sort();
  await execute(
    trx,
    `update journey_runs set held_since = null, due_at = case when ended_at is null then ${nowInWorkspace} end
     where id = any(cast(? as uuid[]))`,
    [workspace, ids],
  );
  const tooOld = held.filter(({ heldSince }) => dropBefore !== null && heldSince < dropBefore);
  const exits = tooOld.map(({ id }) => ({ journeyRunId: id, kind: 'operator-exit', reason: TOO_OLD }) as const);
  const [clock] = await rows<{ now: number }>(trx, `select ${nowInWorkspace} as now`, [workspace]);
  await appendInputs(trx, clock?.now ?? 0, exits);
  await enqueueRuns(
    trx,
    ids.map((journeyRunId) => ({ journeyRunId, label: 'operator: resume' })),
    lanes.bulk,
  );
}

/** A turn of a paused journey found something to do: from when on it waits for the journey to be resumed. */
export async function holdRun(trx: Transaction, journeyRunId: string, now: string): Promise<void> {
  await execute(
    trx,
    `update journey_runs set held_since = least(coalesce(held_since, 'infinity'), due_at, cast(? as timestamptz))
     where id = ? and due_at <= cast(? as timestamptz)`,
    [now, journeyRunId, now],
  );
}

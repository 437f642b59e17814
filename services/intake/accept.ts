import type { Problem } from '../../core/base/problem.ts';
import { type Database, inLoadingTransaction, type Load, type Transaction } from '../../store/database/database.ts';
import { reportRefusal } from '../../store/measurement/failures.ts';
import type { Lane } from '../../store/outbox/outbox.ts';
import { type Batch, beginBatch } from './batch.ts';
import type { BlockedEntries } from './blocked-entries.ts';
import type { NotEntered } from './enter.ts';
import type { IncomingEvent } from './event.ts';
import type { PublishedJourneysMemory } from './published-journeys.ts';
import { dedupe } from './stages/dedupe.ts';
import { stages } from './stages/index.ts';

/** What became of one item of a batch. */
export type Acceptance =
  | {
      readonly result: 'accepted';
      readonly entered: number;
      readonly notEntered?: NotEntered;
      readonly warnings?: readonly Problem[];
    }
  | { readonly result: 'duplicate' }
  | { readonly result: 'rejected'; readonly problem: Problem };

export interface AcceptDependencies {
  readonly database: Database;
  readonly publishedJourneys: PublishedJourneysMemory;
  /** Counts in memory what opened no run, once the batch is committed. */
  readonly blockedEntries?: BlockedEntries | undefined;
  /** Of the runs that get a turn; live unless said. */
  readonly lane?: Lane | undefined;
}

/**
 * The one transaction of intake: the stages of stages/index.ts, in order. Answers when it is committed.
 *
 * One bad item harms only itself: a batch that fails by what was sent is isolated by the collector (isolate.ts).
 * `within` writes what has to be stored together with the batch, after all else.
 * (Rejected: a savepoint for each item; it costs every good batch.)
 * Throws a TemporaryFailure when trying again will help; what was stored then is a duplicate.
 */
export async function acceptBatch(
  dependencies: AcceptDependencies,
  workspace: string,
  events: readonly IncomingEvent[],
  within?: (trx: Transaction, accepted: readonly Acceptance[]) => Promise<void>,
): Promise<Acceptance[]> {
  const batch = await inLoadingTransaction(dependencies.database, async (trx, load) => {
    const passed = await passStages({ trx, load, ...dependencies }, workspace, events);
    await within?.(trx, answersOf(passed));
    return passed;
  });
  dependencies.blockedEntries?.count(workspace, batch.acceptedAt, batch.blocked);
  return answersOf(batch);
}

/** The answer for an item that can't be accepted even alone. Stores the error's text, once a minute for each kind. */
export async function refuseItem(database: Database, error: unknown, event: IncomingEvent): Promise<Acceptance> {
  const { errorId } = await reportRefusal(database, error);
  const problem: Problem = {
    code: 'event-refused',
    where: event.messageId,
    problem: `the database can't hold what the event says (error ${errorId})`,
    remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure, and send it again.',
  };
  return { result: 'rejected', problem };
}

type WithinTransaction = AcceptDependencies & { readonly trx: Transaction; readonly load: Load };

/** The same as a part of the caller's transaction, which may have locked nothing yet: the order of locks is intake's. */
export async function acceptWithin(
  dependencies: WithinTransaction,
  workspace: string,
  incoming: readonly IncomingEvent[],
): Promise<Acceptance[]> {
  return answersOf(await passStages(dependencies, workspace, incoming));
}

async function passStages(
  dependencies: WithinTransaction,
  workspace: string,
  incoming: readonly IncomingEvent[],
): Promise<Batch> {
  const { load, database, publishedJourneys } = dependencies;
  const published = publishedJourneys.find(workspace) ?? (await publishedJourneys.load(database, load, workspace));
  const batch = beginBatch({ ...dependencies, workspace, incoming, published });
  for (const [index, stage] of stages.entries()) {
    if (index > stages.indexOf(dedupe) && batch.fresh.length === 0) break; // all are duplicates, or refused
    await stage(batch);
  }
  return batch;
}

function answersOf({ incoming, refused, events, warnings, notEntered, effects }: Batch): Acceptance[] {
  const entered = new Map<string, number>();
  for (const { entryEventId } of effects.runs) entered.set(entryEventId, (entered.get(entryEventId) ?? 0) + 1);
  const byMessage = new Map(events.map((event) => [event.messageId, event]));
  return incoming.map((event): Acceptance => {
    const stored = byMessage.get(event.messageId);
    const problem = refused.get(event.messageId);
    if (!stored) return problem ? { result: 'rejected', problem } : { result: 'duplicate' };
    byMessage.delete(event.messageId); // a second item with the same messageId in this very batch is a duplicate
    const own = [...(stored.flags ?? []), ...(warnings.get(stored.id) ?? [])];
    const why = notEntered.get(stored.id);
    return {
      result: 'accepted',
      entered: entered.get(stored.id) ?? 0,
      ...(why && { notEntered: why }),
      ...(own.length > 0 && { warnings: own }),
    };
  });
}

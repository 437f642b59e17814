import { TemporaryFailure } from '../core/base/failure.ts';
import { decided } from '../services/delivery/deliver.ts';
import type { InlineOutcome } from '../services/delivery/sending/inline-attempt.ts';
import { INLINE_MS, type InlinePlace } from '../services/delivery/sending/inline-lane.ts';
import { databaseFailure } from '../store/database/database.ts';
import type { TurnResult } from '../workflows/contract.ts';
import type { JobDependencies } from './jobs/job-kind.ts';
import { type TakenTurn, takeTurn } from './run-turn.ts';

const MOST_SHOWN = 10;

/**
 * The turns of a run that follow each other at once. A turn may begin the first attempt of a message in its own transaction;
 * the attempt is sent with nothing held, and its outcome is stored with the next turn, in one transaction:
 *   TURN, guard, claim  ─claimed─▶ SENDING ─answered─▶ OUTCOME, TURN, guard, claim ─claimed─▶ …
 *   no claim, other messages that wait on queues, or a second since the beginning: the last turn's result is given
 *   SENDING, unanswered for a second: the send goes on in the process and stores its outcome by itself
 *   OUTCOME, TURN fails: on the database's failure the outcome is kept and stored later; else it is stored alone, first
 * docs/decisions/0013 says what each death leaves behind.
 */
export async function runTurns(
  dependencies: JobDependencies,
  journeyRunId: string,
  workflowNow: number,
): Promise<TurnResult> {
  const beganAt = performance.now();
  const sent: string[] = [];
  let earlier: Settling | undefined;
  let othersWait = false; // of several messages of one turn only the first is the lane's
  for (;;) {
    const elapsed = performance.now() - beganAt;
    const place = elapsed < INLINE_MS && !othersWait ? dependencies.inlineLane?.openPlace() : undefined;
    const turn = await settleAndTurn(dependencies, { journeyRunId, now: workflowNow + elapsed, place }, earlier);
    for (const attempt of turn.decided) await decided(dependencies, attempt);
    if (turn.queued) dependencies.leftToQueue?.(turn.queued);
    const outcome = await turn.attempt?.begun.send();
    if (turn.attempt) sent.push(`${turn.attempt.summary}: ${outcome?.state ?? 'not answered yet'}`);
    if (!turn.attempt || !outcome) return { ...turn.result, ...(sent.length > 0 && { sent: sent.slice(-MOST_SHOWN) }) };
    othersWait = turn.result.openJobs.length > 0;
    earlier = { outcome, turn: turn.attempt.turn };
  }
}

/** How an attempt ended, and the turn that began it. */
interface Settling {
  readonly outcome: InlineOutcome;
  readonly turn: number;
}

async function settleAndTurn(
  dependencies: JobDependencies,
  { journeyRunId, now, place }: { journeyRunId: string; now: number; place: InlinePlace | undefined },
  earlier: Settling | undefined,
): Promise<TakenTurn> {
  const joins = earlier?.outcome.mayJoinTurn ? earlier : undefined;
  if (earlier && !joins) await settleFirst(earlier.outcome);
  let turn: TakenTurn | undefined;
  try {
    turn = await takeTurn(dependencies.database, journeyRunId, now, {
      settle: joins && { write: (trx) => joins.outcome.settleWithTurn(trx), turn: joins.turn },
      begin:
        place &&
        (async (stored, { job, kind, messageId }) =>
          (await kind.beginInline?.(dependencies, { ...stored, messageId, place }, job)) ?? 'nothing'),
    });
  } catch (thrown) {
    if (joins && isOfDatabase(thrown)) joins.outcome.settleLater();
    else if (joins) await settleFirst(joins.outcome);
    throw thrown;
  } finally {
    if (!turn?.attempt) place?.leave();
  }
  await joins?.outcome.settled();
  return turn;
}

async function settleFirst(outcome: InlineOutcome): Promise<void> {
  try {
    await outcome.settleAlone();
  } catch (thrown) {
    outcome.settleLater();
    throw thrown;
  }
}

/** PostgreSQL is unavailable: the work may succeed later, or has been committed without our hearing of it. */
function isOfDatabase(thrown: unknown): boolean {
  const failure = databaseFailure(thrown);
  return failure instanceof TemporaryFailure && failure.code.startsWith('database-');
}

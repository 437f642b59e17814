import { runStateVersions } from '../../core/journey/engine/run-state.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, type Transaction } from '../../store/database/database.ts';
import { voidDecisionOf } from '../../store/decisions/decisions.ts';
import { writeVerdict } from '../../store/messages/messages.ts';
import {
  listUnservedMessages,
  lockUnservedMessage,
  type UnservedMessage,
} from '../../store/messages/unserved-messages.ts';
import { enqueueRuns, lanes } from '../../store/outbox/outbox.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import { lockRunAndCustomer } from '../../store/runs/runs.ts';

/** What such a message is shown with. */
const NO_WORKER = 'no-worker';
const MOST_AT_ONCE = 100;

/**
 * Gives up messages that have waited for `afterMs` while no worker serves their channel: each failed permanently, and its
 * run goes on by its failure path. Returns how many. A worker that serves the channel again finds their jobs settled.
 */
export async function giveUpUnserved(
  database: Database,
  { workspace = 'default', afterMs, limit = MOST_AT_ONCE }: { workspace?: string; afterMs: number; limit?: number },
): Promise<number> {
  let given = 0;
  for (const message of await listUnservedMessages(database, { workspace, afterMs, limit })) {
    if (await inTransaction(database, (trx) => giveUp(trx, message))) given += 1;
  }
  return given;
}

async function giveUp(trx: Transaction, { messageId, journeyRunId, visit }: UnservedMessage): Promise<boolean> {
  const locked = await lockRunAndCustomer(trx, journeyRunId);
  if (!locked || locked.run.endedAt !== null || locked.run.stuckAt !== null) return false;
  const { jobs } = runStateVersions.upgrade(locked.run.state);
  if (!jobs.some((job) => job.visit === visit)) return false;
  const channel = await lockUnservedMessage(trx, messageId);
  if (channel === undefined) return false;
  const now = await workspaceClock(trx, locked.run.workspace).now();
  const key = { messageId, journeyRunId, visit };
  await writeVerdict(trx, key, { state: 'failed-permanently', channel, rule: NO_WORKER }, now);
  await voidDecisionOf(trx, messageId, NO_WORKER);
  await appendInputs(trx, now, [
    { journeyRunId, kind: 'job-settled', visit, outcome: { result: 'failed', rule: NO_WORKER } },
  ]);
  await enqueueRuns(trx, [{ journeyRunId, label: NO_WORKER }], lanes.live);
  return true;
}

import { coerceError, TemporaryFailure } from '../../core/base/failure.ts';
import { runStateVersions } from '../../core/journey/engine/run-state.ts';
import { sendStepOf } from '../../core/journey/steps/send.ts';
import { blockForCustomer } from '../../core/message/guard.ts';
import { stoppedBy } from '../../core/message/rules/kill-switch.ts';
import { quietUntilOf } from '../../core/message/rules/quiet-hours.ts';
import { inLoadingTransaction, type Load, type Transaction } from '../../store/database/database.ts';
import { getDefinition } from '../../store/journeys/definitions.ts';
import { writeVerdict } from '../../store/messages/messages.ts';
import { type DueResend, findResendDecision, planResend } from '../../store/messages/unknown-messages.ts';
import { lockRunAndCustomer } from '../../store/runs/runs.ts';
import type { AttemptDependencies, Claim } from './attempt.ts';
import { claim, findReach } from './claim.ts';
import { attempt } from './sending/send.ts';

/** An attempt that fails temporarily is made again for so long after the decision. */
const TRY_FOR_MS = 24 * 3_600_000;
const AGAIN_AFTER_MS = 60_000;

/**
 * One attempt to send again what an operator decided: the same message under the same id, in the words of today. What
 * speaks for the customer holds as always (suppression, consent); its run gets no input, since it has gone on.
 *   accepted, failed-permanently, unknown   that is the message's state now
 *   failed-temporarily                      again later, for a day; then it is unknown as before
 *   blocked by a rule                       unknown as before, with the rule
 *   quiet hours of the customer             again when they end, within the day
 * A worker that dies while it sends leaves it unknown: one decision is one mail at most.
 */
export async function resend(dependencies: AttemptDependencies, due: DueResend): Promise<void> {
  const { database } = dependencies;
  const made = await inLoadingTransaction(database, (trx, load) => claimAgain(trx, load, dependencies, due));
  if (!made) return;
  try {
    await attempt(dependencies, made);
    await planResend(database, due.id, undefined);
  } catch (thrown) {
    const { retryAfter } = thrown as { retryAfter?: unknown };
    await planResend(database, due.id, typeof retryAfter === 'number' ? retryAfter : AGAIN_AFTER_MS);
    if (!(thrown instanceof TemporaryFailure)) throw coerceError(thrown);
  }
}

async function claimAgain(
  trx: Transaction,
  load: Load,
  dependencies: AttemptDependencies,
  { id: messageId, journeyRunId, visit, step: stepId }: DueResend,
): Promise<Claim | undefined> {
  const locked = await lockRunAndCustomer(trx, journeyRunId);
  if (!locked) return undefined;
  const { run, customer } = locked;
  const key = { messageId, journeyRunId, visit };
  const definition = await getDefinition(dependencies.database, load, run);
  const step = sendStepOf(definition, stepId, runStateVersions.upgrade(run.state).answers);
  const reach = await findReach(trx, dependencies, { key, run, customer, definition, step, workflowNow: 0 });
  const { stored, now, selected, about, suppression, limits } = reach;
  const { ledger } = stored;
  if (!ledger) return undefined;
  const isLeased = ledger.leasedUntil !== null && ledger.leasedUntil > stored.now;
  if ((ledger.state === 'claimed' || ledger.state === 'sending') && isLeased) return undefined;
  if (stoppedBy({ killSwitches: stored.killSwitches, consent: about })) {
    await planResend(trx, messageId, AGAIN_AFTER_MS);
    return undefined;
  }
  const decidedAt = await findResendDecision(trx, messageId);
  const isSettled = ledger.state === 'accepted' || ledger.state === 'failed-permanently';
  if (isSettled) {
    await planResend(trx, messageId, undefined);
    return undefined;
  }
  const isOver = decidedAt === undefined || now > decidedAt + TRY_FOR_MS;
  const quietUntil = quietUntilOf({ limits }, now);
  if (quietUntil !== undefined && !isOver) {
    await planResend(
      trx,
      messageId,
      quietUntil === 'never' ? AGAIN_AFTER_MS : Math.max(AGAIN_AFTER_MS, quietUntil - now),
    );
    return undefined;
  }
  const address = selected?.address;
  const forbidden = blockForCustomer({
    ...{ now, address, suppression, consent: about, firstContactAt: 0, expiresAt: undefined },
    killSwitches: [], // asked above
    ...{ onlyIfHolds: true, exitHolds: false },
    origin: { kind: 'run', isWaiting: true, isLeaving: false, hasUnconsumedInputs: false, requestedAt: now },
    earlier: { ...ledger, leasedFor: 0 },
    receiverHonoursKey: false,
    limits,
  });
  if (ledger.state === 'sending' || isOver || !selected || address === undefined || forbidden) {
    const rule = forbidden?.rule ?? (address === undefined ? 'no-address' : undefined);
    const verdict = { state: 'unknown', channel: ledger.channel, rule, ruleValue: forbidden?.value } as const;
    await writeVerdict(trx, key, verdict, now);
    await planResend(trx, messageId, undefined);
    return undefined;
  }
  const subject = { key, run, customer, definition, step, stepId };
  return claim(trx, dependencies, subject, { ...reach, selected }, { tellsRun: false });
}

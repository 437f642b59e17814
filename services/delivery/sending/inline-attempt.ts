import { setTimeout as pause } from 'node:timers/promises';
import { PermanentFailure, TemporaryFailure } from '../../../core/base/failure.ts';
import { sendStepOf } from '../../../core/journey/steps/send.ts';
import { databaseFailure, type Transaction } from '../../../store/database/database.ts';
import type { Settlement } from '../../../store/messages/settle-message.ts';
import type { Attempt, AttemptAnswer, AttemptDependencies, Claim } from '../attempt.ts';
import { claim, outranksOf } from '../claim.ts';
import { type AwaitedMessage, applyVerdict, judge } from '../deliver.ts';
import { observeMessage } from '../observe.ts';
import { INLINE_MS, type InlinePlace, type QueuedBecause } from './inline-lane.ts';
import { letOthersGo } from './let-others-go.ts';
import { send } from './send.ts';
import { maySettleWithTurn, settleAlone, settlementOf, settleWithTurn } from './settle.ts';

/** A claim that a turn has made in its own transaction. It holds once that is committed. */
export interface InlineAttempt {
  /** By the workspace's clock, and how long that is from the claim. */
  readonly leasedUntil: number;
  readonly leaseMs: number;
  /**
   * Sends, with nothing held, and gives the outcome for the caller to store. Undefined: unanswered for a second; the send
   * goes on in this process, stores its outcome by itself, and enqueues the run.
   */
  send(): Promise<InlineOutcome | undefined>;
}

/** How an inline attempt ended, not stored yet. */
export interface InlineOutcome {
  readonly state: Settlement['state'];
  /** The transaction of the run's next turn may store it. */
  readonly mayJoinTurn: boolean;
  settleWithTurn(trx: Transaction): Promise<void>;
  settleAlone(): Promise<void>;
  /** Stores it and enqueues the run, as soon as the database lets it, until the claim's lease ends. */
  settleLater(): void;
  /** The outcome is stored. */
  settled(): Promise<void>;
}

/** A rule decided against an attempt for now: the run has an input that says so. */
export interface DecidedByRule {
  /** For the caller to count, once it is committed. */
  readonly decided: Attempt;
}

/** Also: why the message waits on its channel's queue, or that nothing is to be done. */
export type Begun = InlineAttempt | DecidedByRule | QueuedBecause | 'nothing';

const FIRST_RETRY_MS = 1_000;
const SETTLE_AGAIN_MS = 500;

/**
 * Guard and claim of a first attempt, in the transaction of the turn that requested it. For a receiver that honours our
 * key the claim is the mark, too: a repeat does no harm. What keeps the claim from being made (no provider, a secret
 * that is missing) leaves the message to its queue, where it is retried or reported.
 */
export async function beginInline(
  trx: Transaction,
  dependencies: AttemptDependencies,
  place: InlinePlace,
  message: AwaitedMessage,
): Promise<Begun> {
  const { breakers } = dependencies;
  const { key, run } = message;
  try {
    const [only, ...others] = sendStepOf(message.definition, message.job.step, message.state.answers).channels;
    if (only !== undefined && others.length === 0) {
      const refused = place.take({ workspace: run.workspace, channelId: only });
      if (refused) return refused; // before anything is asked of the database
    }
    const judged = await judge(trx, dependencies, message);
    if (!judged) return 'nothing';
    const { subject, reach, verdict } = judged;
    const { channel, id: channelId } = reach.selected;
    if (verdict.verdict === 'busy' || verdict.verdict === 'yield') return 'nothing';
    if (verdict.verdict !== 'claim' || run.observation !== null) {
      const outcome =
        verdict.verdict === 'claim'
          ? await observeMessage(trx, dependencies, subject, reach)
          : await applyVerdict(trx, key, channelId, verdict, reach.now);
      const rule = 'rule' in verdict ? verdict.rule : undefined;
      const outranks = outranksOf(run, reach.limits);
      return outcome ? { decided: { channel: channel.id, outcome, lane: 'inline', rule, outranks } } : 'nothing';
    }
    const own = { workspace: run.workspace, channelId };
    if (channel.limitsRate) return 'limited';
    if (breakers && !breakers.isClosed(own)) return 'stopped';
    const refused = place.take(own);
    if (refused) return refused;
    const made = await claim(trx, dependencies, subject, reach, { marks: channel.direction === 'keyed' });
    return inlineAttempt(dependencies, place, made);
  } catch (thrown) {
    if (!(thrown instanceof TemporaryFailure || thrown instanceof PermanentFailure)) throw thrown;
    return thrown.code === 'channel-closed' ? 'closed' : 'failure';
  }
}

function inlineAttempt(dependencies: AttemptDependencies, place: InlinePlace, made: Claim): InlineAttempt {
  return {
    leasedUntil: made.leasedUntil,
    leaseMs: dependencies.leaseMs,
    async send() {
      const sending = send(dependencies, made, 'inline').then((answer) => outcomeOf(dependencies, made, answer));
      const cancel = new AbortController();
      const tooLong = pause(INLINE_MS, undefined, { signal: cancel.signal }).catch(() => undefined);
      let outcome: InlineOutcome | undefined;
      try {
        outcome = await Promise.race([sending, tooLong]);
      } catch (bug) {
        place.leave(); // as after a death: another attempt follows when the lease ends
        throw bug;
      } finally {
        cancel.abort();
      }
      if (outcome) place.leave();
      else
        place.goOn(
          made,
          sending.then((late) => late.settleLater()).catch(() => {}),
        );
      return outcome;
    },
  };
}

async function outcomeOf(
  dependencies: AttemptDependencies,
  made: Claim,
  answer: AttemptAnswer,
): Promise<InlineOutcome> {
  const { retryAfter = FIRST_RETRY_MS } = answer.result === 'failed-temporarily' ? answer : {};
  const elapsed = performance.now() - (made.leaseEndsAt - dependencies.leaseMs);
  const settlement = await settlementOf(dependencies, made, answer, {
    until: Math.round(made.rendering.now + elapsed + retryAfter),
  });
  const alone = (enqueues: boolean) => settleAlone(dependencies, made, settlement, { enqueues });
  const settled = async () => {
    await letOthersGo(dependencies, made);
    await dependencies.reached?.('settled');
  };
  return {
    state: settlement.state,
    mayJoinTurn: maySettleWithTurn(dependencies, made, settlement),
    settleWithTurn: (trx) => settleWithTurn(trx, made, settlement),
    settleAlone: () => alone(false).then(settled),
    settleLater: () => dependencies.inlineLane?.keep(untilLeaseEnds(made, () => alone(true).then(settled))),
    settled,
  };
}

/** Again and again while the database is unavailable. What fails otherwise is left to the attempt after this lease. */
async function untilLeaseEnds({ leaseEndsAt }: Claim, settles: () => Promise<void>): Promise<void> {
  while (performance.now() < leaseEndsAt) {
    try {
      return await settles();
    } catch (thrown) {
      if (!(databaseFailure(thrown) instanceof TemporaryFailure)) return;
      await pause(SETTLE_AGAIN_MS);
    }
  }
}

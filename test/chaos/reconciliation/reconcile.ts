import type { Played } from '../play.ts';
import type { Look } from '../targets.ts';
import { reconcileConsents } from './consents.ts';
import { reconcileFeedback } from './feedback.ts';
import { type Findings, openBooks } from './findings.ts';
import { reconcileLimits } from './limits.ts';
import { reconcileMerges } from './merges.ts';
import { reconcileMessages } from './messages.ts';
import { reconcileRuns } from './runs.ts';
import { reconcileTasks } from './tasks.ts';

export interface Reconciliation extends Findings {
  readonly counts: {
    readonly events: number;
    readonly runs: number;
    readonly messages: number;
    readonly joins: number;
    readonly superseded: number;
    readonly feedback: number;
    readonly inApp: number;
    readonly tasks: number;
    readonly answered: number;
    /** Digests that the cap blocked, and the night. */
    readonly capped: number;
    readonly quiet: number;
  };
  /** Mails with an unknown outcome (SMTP has no key): each may have arrived, and was not sent again. */
  readonly unknown: number;
  /** Requests the webhook receiver saw again under a key it had: no effect, only traffic. */
  readonly resent: number;
}

/**
 * Compares three sides when everything is quiet: what was accepted and done = what is stored = what was received. Nothing is
 * taken from the same place twice: what was accepted and done comes from the answers of the API, what is due from the plan
 * and the visits, what arrived from the receivers.
 */
export async function reconcile(look: Look, played: Played): Promise<Reconciliation> {
  const books = openBooks(look);
  const runs = await reconcileRuns(books, played);
  const merges = await reconcileMerges(books, played, runs);
  const { messages, unknown, inApp } = await reconcileMessages(books, played, runs);
  await reconcileConsents(books, played);
  const limits = await reconcileLimits(books, played);
  const feedback = await reconcileFeedback(books, played);
  const tasks = await reconcileTasks(books, played);
  const { lost, double, afterConsent, overCap, atNight } = books;
  return {
    ...{ lost, double, afterConsent, overCap, atNight, unknown },
    counts: {
      events: played.accepted.size,
      runs: runs.length,
      messages,
      inApp,
      feedback,
      ...merges,
      ...tasks,
      ...limits,
    },
    resent: [...played.hooks.values()].reduce((sum, { times }) => sum + times - 1, 0),
  };
}

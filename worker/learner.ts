import type { Logger } from 'pino';
import { renewStates, sumAllFeedback } from '../services/decisions/learn.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import type { Database } from '../store/database/database.ts';
import { settleOfferUses } from '../store/decisions/offer-uses.ts';
import { codeOf } from '../store/measurement/failures.ts';

const EVERY_MS = 5_000;

/** Adds up what came of decisions, and makes the states that the next ones are made from. */
export function startLearner({ database, logger }: { readonly database: Database; readonly logger: Logger }): Repeated {
  const failed = (error: unknown) => logger.warn({ code: codeOf(error) }, 'policies did not learn and will try again');
  return repeat({ everyMs: EVERY_MS, failed }, async (stopping) => {
    await sumAllFeedback(database, stopping);
    await renewStates(database, stopping);
    await settleOfferUses(database);
  });
}

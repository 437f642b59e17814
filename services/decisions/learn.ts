import { delayParts } from '../../core/decision/delay.ts';
import { withOffers } from '../../core/decision/expand-offers.ts';
import { makeModel } from '../../core/decision/model.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction } from '../../store/database/database.ts';
import { readCells, readDelays, sumFeedback } from '../../store/decisions/cells.ts';
import { listOffers } from '../../store/decisions/offers.ts';
import { insertState, type LearningPolicy, listLearningPolicies } from '../../store/decisions/states.ts';

const FEEDBACK_AT_A_TIME = 500;

/** A state is renewed at most this often, and at the latest after a minute with something new. */
const LEAST_MS = 10_000;
const MOST_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

/** Adds up all feedback that there is. Any number of processes may do this at once. */
export async function sumAllFeedback(database: Database, stopping?: AbortSignal): Promise<number> {
  let all = 0;
  while (!stopping?.aborted) {
    const taken = await sumFeedback(database, FEEDBACK_AT_A_TIME);
    all += taken;
    if (taken < FEEDBACK_AT_A_TIME) break;
  }
  return all;
}

/** Makes the next state of each policy whose evidence has grown. Two at once make the same one, and one of them is kept. */
export async function renewStates(database: Database, stopping?: AbortSignal): Promise<number> {
  let made = 0;
  for (const policy of await listLearningPolicies(database)) {
    if (stopping?.aborted) break;
    if (await renew(database, policy)) made += 1;
  }
  return made;
}

async function renew(database: Database, policy: LearningPolicy): Promise<boolean> {
  const { workspace, policyId, definition, state, trials, goals } = policy;
  return inTransaction(database, async (trx) => {
    const now = await workspaceClock(trx, workspace).now();
    if (state && !isDue(state, { trials, goals }, now)) return false;
    const cells = await readCells(trx, { workspace, policyId });
    const delays = await readDelays(trx, { workspace, policyId, now, parts: delayParts });
    const model = makeModel(withOffers(definition, await listOffers(trx, workspace)), { cells, delays, now });
    if (!model) return false;
    await insertState(trx, { workspace, policyId, number: (state?.number ?? 0) + 1, now, trials, goals, model });
    return true;
  });
}

/** Grown by one in a hundred, or anything new for a minute; and once a day, because pending answers become late ones. */
function isDue(
  state: { readonly madeAt: number; readonly trials: number; readonly goals: number },
  evidence: { readonly trials: number; readonly goals: number },
  now: number,
): boolean {
  const age = now - state.madeAt;
  const isNew = evidence.trials !== state.trials || evidence.goals !== state.goals;
  const hasGrown = evidence.trials >= 1.01 * state.trials || evidence.goals > 1.01 * state.goals;
  if (age < LEAST_MS) return false;
  return (isNew && hasGrown) || (isNew && age >= MOST_MS) || age >= DAY_MS;
}

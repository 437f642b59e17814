import type { Facts, TurnOutcome } from '../core/journey/engine/turn.ts';
import { sendsOfDecision } from '../core/journey/steps/send.ts';
import { type NewUse, type RanOut, reserveOffers } from '../store/decisions/offer-uses.ts';
import type { JobContext } from './jobs/job-kind.ts';

/** Each time round at least one offer more has run out. */
const MOST_ROUNDS = 200;

/**
 * Takes a turn and reserves the offers that it chose, in its transaction. The caps in the facts may be behind: where an offer has
 * just run out, the turn, which is pure, is taken again with that fact. An observed run reserves nothing.
 */
export async function withReservations(
  { trx, definition, run }: Pick<JobContext, 'trx' | 'definition' | 'run'>,
  facts: Facts,
  now: number,
  take: (facts: Facts) => TurnOutcome,
): Promise<TurnOutcome> {
  const ranOut = new Map<string, number>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const offered = ranOut.size === 0 ? facts : { ...facts, decisions: without(facts.decisions, ranOut) };
    const outcome = take(offered);
    if (run.observation !== null) return outcome;
    const uses = outcome.decisions.flatMap(({ step, visit, record }): NewUse[] => {
      const candidates = facts.decisions?.policies.get(record.policy)?.definition.candidates ?? [];
      const offer = candidates.find(({ id }) => id === record.chosen)?.offer;
      if (!offer || record.chosen === null) return [];
      const sends = sendsOfDecision(definition, step);
      return [
        {
          ...{ journeyRunId: run.id, visit, customerId: run.customerId },
          ...{ offer: record.chosen, version: offer.version, caps: offer.caps },
          ...{ isReserved: sends > 0, oneMessage: sends === 1 },
        },
      ];
    });
    const twice = secondForOneCustomer(uses);
    const found = twice.size > 0 ? twice : await reserveOffers(trx, { workspace: run.workspace, now, uses });
    if (found.size === 0) return outcome;
    for (const [offer, visit] of found) ranOut.set(offer, Math.min(visit, ranOut.get(offer) ?? visit));
  }
  throw new Error(`the offers of run ${run.id} can not be reserved`);
}

/** The facts do not know the other decisions of this turn: of an offer that is counted for each customer, it makes one. */
function secondForOneCustomer(uses: readonly NewUse[]): RanOut {
  const visits = new Map<string, number[]>();
  for (const { offer, visit, caps } of uses)
    if (caps?.perCustomer)
      visits.set(
        offer,
        [...(visits.get(offer) ?? []), visit].sort((one, other) => one - other),
      );
  return new Map(
    [...visits].flatMap(([offer, [, second]]) => (second === undefined ? [] : [[offer, second] as const])),
  );
}

function without(decisions: Facts['decisions'], ranOut: RanOut): Facts['decisions'] {
  return (
    decisions && {
      ...decisions,
      usedUp(candidate, visit) {
        const from = candidate.offer ? ranOut.get(candidate.id) : undefined;
        if (from !== undefined && visit >= from) return 'just used up';
        return decisions.usedUp?.(candidate, visit);
      },
    }
  );
}

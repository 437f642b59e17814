import { before } from '../base/calendar.ts';
import { describeDuration } from '../base/duration-words.ts';
import type { PolicyCandidate } from './policy.ts';

/** How often an offer has been given, as far as caps ask. Given back ones are not among them. */
export interface OfferUses {
  /** For all customers together, and of these on the day of the decision. Kept for offers with such caps only. */
  readonly total: number;
  readonly today: number;
  /** When this customer was given it: epoch milliseconds. */
  readonly own: readonly number[];
}

/** The day on which uses are counted for `perDay`: of UTC, so that it is the same for everybody. */
export const dayOfUses = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** The first cap that is reached, in words; undefined: it may be given once more. */
export function capReached(
  { offer }: Pick<PolicyCandidate, 'offer'>,
  uses: OfferUses | undefined,
  now: number,
): string | undefined {
  const { perCustomer, total, perDay } = offer?.caps ?? {};
  if (!uses) return undefined;
  if (perCustomer) {
    const from = perCustomer.within === undefined ? 0 : before(now, perCustomer.within, 'UTC');
    const own = uses.own.filter((at) => at > from).length;
    const words = perCustomer.within === undefined ? '' : ` within ${describeDuration(perCustomer.within)}`;
    if (own >= perCustomer.uses) return `${perCustomer.uses} for each customer${words}`;
  }
  if (total !== undefined && uses.total >= total) return `${total} in all`;
  if (perDay !== undefined && uses.today >= perDay) return `${perDay} a day`;
  return undefined;
}

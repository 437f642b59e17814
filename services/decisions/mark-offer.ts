import type { Database } from '../../store/database/database.ts';
import { type MarkedUse, markUse } from '../../store/decisions/offer-uses.ts';
import { findOffered } from './choose-offers.ts';

/** What a page says of an offer that it was given. */
export type OfferMark = 'shown' | 'accepted';

/** Notes it; the first time counts. Undefined: there is no such decision (about this user), or its offer was given back. */
export async function markOffer(
  database: Database,
  { workspace, id, userId, mark }: { workspace: string; id: string; userId?: string | undefined; mark: OfferMark },
): Promise<MarkedUse | undefined> {
  const customerId = userId === undefined ? undefined : await findOffered(database, workspace, { userId });
  if (userId !== undefined && customerId === undefined) return undefined;
  return markUse(database, { workspace, id, customerId, kind: mark });
}

import { moveOfferUses } from '../../../store/decisions/offer-uses.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** Offers that the customer was given: caps for each customer count those of either. */
export const offers: SubjectMerger = {
  subject: 'offers',
  merge: (trx, { from, into }) => moveOfferUses(trx, { from: from.id, into: into.id }),
};

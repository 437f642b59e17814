import { mergePurchases } from '../../../store/measurement/customer-purchases.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** Sums of purchases: those of who stays are computed again, of the events of both. */
export const purchases: SubjectMerger = {
  subject: 'purchases',
  merge: (trx, { workspace, from, into }) => mergePurchases(trx, { workspace, from: from.id, into: into.id }),
};

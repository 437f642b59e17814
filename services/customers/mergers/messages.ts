import { moveMessages } from '../../../store/customers/merges.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** Messages of both count as the customer's. */
export const messages: SubjectMerger = {
  subject: 'messages',
  merge: (trx, { from, into }) => moveMessages(trx, from.id, into.id),
};

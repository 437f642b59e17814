import { mergeDates } from '../../../store/journeys/date-entries.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** When somebody enters by a date follows from the traits of who stays. */
export const dates: SubjectMerger = {
  subject: 'dates',
  merge: (trx, { from, into }) => mergeDates(trx, from.id, into.id),
};

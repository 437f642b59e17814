import { mergeMembers } from '../../../store/segments/members.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** Who is in which segment follows from what both did: it is asked again, of who stays. */
export const segments: SubjectMerger = {
  subject: 'segments',
  merge: (trx, { from, into, at }) => mergeMembers(trx, from.id, into.id, at),
};

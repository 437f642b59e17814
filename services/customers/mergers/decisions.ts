import { moveDecisions } from '../../../store/decisions/decisions.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** Decisions about the customer: what they do from now on counts for those about either. */
export const decisions: SubjectMerger = {
  subject: 'decisions',
  merge: (trx, { from, into }) => moveDecisions(trx, { from: from.id, into: into.id }),
};

import { moveConsents } from '../../../store/consents/consents.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** The histories join; of each subject the newest statement counts. */
export const consents: SubjectMerger = {
  subject: 'consents',
  merge: async (trx, { from, into }) => Object.keys(await moveConsents(trx, from.id, into.id)).length,
};

import { moveArms } from '../../../store/experiments/arms.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** Arms of experiments. Of two different ones the older customer's stays, and the pair leaves the analysis. */
export const arms: SubjectMerger = {
  subject: 'arms',
  merge: (trx, { from, into }) =>
    moveArms(trx, { from: from.id, into: into.id, keepsFrom: from.createdAt < into.createdAt }),
};

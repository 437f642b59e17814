import { moveIdentities } from '../../../store/customers/merges.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** Their rows were locked before the customers. A moved identity is new to who stays: see the rule no-address. */
export const identities: SubjectMerger = {
  subject: 'identities',
  merge: (trx, { from, into, at }) => moveIdentities(trx, from.id, into.id, at),
};

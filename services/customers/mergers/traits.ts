import { mergeTraits } from '../../../core/customer/merge-traits.ts';
import { updateTraits } from '../../../store/customers/customers.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** Who goes keeps their row as it was; it is not read any more. */
export const traits: SubjectMerger = {
  subject: 'traits',
  async merge(trx, { from, into }) {
    const merged = mergeTraits(into, from);
    await updateTraits(trx, [{ ...into, ...merged }]);
    return Object.keys(from.traits).filter((name) => merged.traits[name] === from.traits[name]).length;
  },
};

import { didYouMean } from '../../base/nearest.ts';
import { historyNeeds } from '../history-needs.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** A condition can only ask whether the customer is in a segment that there is. */
export const segments = defineCheck({
  name: 'segments',
  codes: { 'unknown-segment': 'A condition names a segment that does not exist.' },
  examples: () => ({
    'unknown-segment': exampleWith({
      exit: [
        {
          reason: 'spent',
          on: 'condition',
          when: {
            combinator: 'and',
            rules: [{ field: 'customer.segments', operator: 'contains', value: 'big-spender' }],
          },
        },
      ],
    }),
  }),
  *problems(definition, known) {
    if (!known?.segments) return;
    const { atEntry, inRun } = historyNeeds(definition);
    for (const id of new Set([...(atEntry?.segments ?? []), ...(inRun?.segments ?? [])])) {
      if (known.segments.has(id)) continue;
      const remedy = didYouMean(id, [...known.segments]);
      yield { code: 'unknown-segment', where: '(all)', problem: `There is no segment "${id}".`, remedy };
    }
  },
});

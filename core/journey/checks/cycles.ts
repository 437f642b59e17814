import type { StepId } from '../definition/index.ts';
import { cycles as cyclesOf } from '../graph.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** Paths only lead forward. */
export const cycles = defineCheck({
  name: 'cycles',
  codes: { cycle: 'Paths lead round in a circle.' },
  examples: () => ({
    cycle: exampleWith({ steps: { first: { type: 'wait', for: 'PT1H', paths: { next: 'first' } } } }),
  }),
  skippedAfter: ['path-to-unknown-step', 'unknown-start'],
  *problems(definition) {
    for (const cycle of cyclesOf(definition)) {
      yield {
        code: 'cycle',
        where: `steps.${cycle.at(-1)}`,
        problem: `The paths go round in a circle: ${shortened([...cycle, ...cycle.slice(0, 1)]).join(' ▸ ')}.`,
        remedy:
          'Let the last of them lead on, or to null. Bounded loops are a step type of their own and not there yet.',
      };
    }
  },
});

/** A long way is shown by its ends. */
function shortened(way: readonly StepId[]): readonly string[] {
  return way.length <= 20 ? way : [...way.slice(0, 10), '…', ...way.slice(-9)];
}

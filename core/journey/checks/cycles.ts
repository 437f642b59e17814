import type { StepId } from '../definition/index.ts';
import { cyclesOfForwardPaths, cyclesWithout } from '../graph.ts';
import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** Paths lead back by loops only, which have a bound, and no way round is passed at once. */
export const cycles = defineCheck({
  name: 'cycles',
  codes: {
    cycle: 'Paths lead round in a circle without a loop.',
    'loop-without-rest': 'A loop has a way round without a wait, a call, a message or a task.',
  },
  examples: () => ({
    cycle: exampleWith({ steps: { first: { type: 'wait', for: 'PT1H', paths: { next: 'first' } } } }),
    'loop-without-rest': exampleWith({
      steps: {
        first: { type: 'update', set: { seen: true }, paths: { next: 'again' } } as never,
        again: { type: 'loop', most: 3, paths: { again: 'first', next: null } } as never,
      },
    }),
  }),
  skippedAfter: ['path-to-unknown-step', 'unknown-start', 'loop-leads-not-back'],
  *problems(definition) {
    let found = false;
    for (const cycle of cyclesOfForwardPaths(definition)) {
      found = true;
      yield {
        code: 'cycle',
        where: `steps.${cycle.at(-1)}`,
        problem: `The paths go round in a circle: ${inWords(cycle)}.`,
        remedy: 'Let the last of them lead on, or to null. To go back, put in a step of the type "loop".',
      };
    }
    if (found) return;
    for (const cycle of cyclesWithout(definition, (step) => typeOf(step).rests === true)) {
      yield {
        code: 'loop-without-rest',
        where: `steps.${cycle.at(-1)}`,
        problem: `The loop can go round at once, all times together: ${inWords(cycle)}.`,
        remedy: 'Put a wait, a message, a call or a task on the way round.',
      };
    }
  },
});

function inWords(cycle: readonly StepId[]): string {
  return shortened([...cycle, ...cycle.slice(0, 1)]).join(' ▸ ');
}

/** A long way is shown by its ends. */
function shortened(way: readonly StepId[]): readonly string[] {
  return way.length <= 20 ? way : [...way.slice(0, 10), '…', ...way.slice(-9)];
}

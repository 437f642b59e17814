import { reachableSteps } from '../graph.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** A path leads to every step. A path that leads nowhere makes steps unreachable: that is one slip, reported once. */
export const unreachableSteps = defineCheck({
  name: 'unreachable-steps',
  codes: { 'unreachable-step': 'No path leads from the start to a step.' },
  examples: () => ({
    'unreachable-step': exampleWith({
      steps: {
        first: { type: 'wait', for: 'PT1H', paths: { next: null } },
        second: { type: 'exit', reason: 'enough', paths: {} },
      },
    }),
  }),
  skippedAfter: ['path-to-unknown-step', 'unknown-start'],
  *problems(definition) {
    const reached = reachableSteps(definition);
    for (const id of Object.keys(definition.steps).filter((step) => !reached.has(step))) {
      yield {
        code: 'unreachable-step',
        where: `steps.${id}`,
        problem: 'No path leads to this step.',
        remedy: 'Let a path lead to it, or remove it.',
      };
    }
  },
});

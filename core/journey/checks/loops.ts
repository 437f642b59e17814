import { leadsForwardTo } from '../graph.ts';
import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** What a loop leads back to has to lead to the loop. */
export const loops = defineCheck({
  name: 'loops',
  codes: { 'loop-leads-not-back': 'A loop leads to a step from which no path comes back to it.' },
  examples: () => ({
    'loop-leads-not-back': exampleWith({
      steps: {
        first: { type: 'loop', most: 3, paths: { again: 'second', next: 'second' } } as never,
        second: { type: 'wait', for: 'PT1H', paths: { next: null } },
      },
    }),
  }),
  skippedAfter: ['missing-path', 'path-to-unknown-step', 'unknown-start'],
  *problems(definition) {
    for (const [id, step] of Object.entries(definition.steps)) {
      for (const path of typeOf(step).leadsBack ?? []) {
        const target = step.paths[path];
        if (typeof target === 'string' && leadsForwardTo(definition, target, id)) continue;
        yield {
          code: 'loop-leads-not-back',
          where: `steps.${id}.paths.${path}`,
          problem: target === null ? 'The loop leads to the end.' : `No path leads from "${target}" to the loop.`,
          remedy: `Let "${path}" lead to an earlier step, from which the run comes back here.`,
        };
      }
    }
  },
});

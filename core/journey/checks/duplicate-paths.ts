import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** Each way out of a step has a name of its own. */
export const duplicatePaths = defineCheck({
  name: 'duplicate-paths',
  codes: { 'duplicate-path': 'Two ways out of a step have the same name.' },
  examples: () => ({
    'duplicate-path': exampleWith({
      steps: {
        first: {
          type: 'wait-for',
          events: [{ event: 'Replied', path: 'timeout' }],
          timeout: 'PT1H',
          paths: { timeout: null },
        },
      },
    }),
  }),
  *problems({ steps }) {
    for (const [id, step] of Object.entries(steps)) {
      const { required, optional } = typeOf(step).paths(step);
      const names = [...required, ...optional];
      for (const name of new Set(names.filter((candidate, index) => names.indexOf(candidate) !== index))) {
        yield {
          code: 'duplicate-path',
          where: `steps.${id}`,
          problem: `Two ways out are called "${name}".`,
          remedy: 'Give each its own name.',
        };
      }
    }
  },
});

import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** Every way out that a step needs leads somewhere. */
export const missingPaths = defineCheck({
  name: 'missing-paths',
  codes: { 'missing-path': 'A way out of a step is not given.' },
  examples: () => ({ 'missing-path': exampleWith({ steps: { first: { type: 'wait', for: 'PT1H', paths: {} } } }) }),
  *problems({ steps }) {
    for (const [id, step] of Object.entries(steps)) {
      const { required } = typeOf(step).paths(step);
      for (const name of new Set(required.filter((candidate) => !Object.hasOwn(step.paths, candidate)))) {
        yield {
          code: 'missing-path',
          where: `steps.${id}.paths`,
          problem: `The way out "${name}" is missing.`,
          remedy: `Add "${name}" with the id of the next step, or null for the end.`,
        };
      }
    }
  },
});

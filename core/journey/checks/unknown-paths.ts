import { didYouMean } from '../../base/nearest.ts';
import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** A step has no ways out but those of its type. */
export const unknownPaths = defineCheck({
  name: 'unknown-paths',
  codes: { 'unknown-path': 'A step has a way out that its type does not have.' },
  examples: () => ({
    'unknown-path': exampleWith({ steps: { first: { type: 'wait', for: 'PT1H', paths: { next: null, nxt: null } } } }),
  }),
  *problems({ steps }) {
    for (const [id, step] of Object.entries(steps)) {
      const { required, optional } = typeOf(step).paths(step);
      const names = [...required, ...optional];
      for (const name of Object.keys(step.paths).filter((candidate) => !names.includes(candidate))) {
        yield {
          code: 'unknown-path',
          where: `steps.${id}.paths.${name}`,
          problem: `This step has no way out "${name}".`,
          remedy: names.length === 0 ? 'Leave it out: this step has no way out.' : didYouMean(name, names),
        };
      }
    }
  },
});

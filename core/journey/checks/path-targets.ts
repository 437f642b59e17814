import { didYouMean } from '../../base/nearest.ts';
import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** Every known way out leads to a step of the journey, or to the end. */
export const pathTargets = defineCheck({
  name: 'path-targets',
  codes: { 'path-to-unknown-step': 'A way out leads to a step that does not exist.' },
  examples: () => ({
    'path-to-unknown-step': exampleWith({ steps: { first: { type: 'wait', for: 'PT1H', paths: { next: 'frist' } } } }),
  }),
  *problems({ steps }) {
    const ids = Object.keys(steps);
    for (const [id, step] of Object.entries(steps)) {
      const { required, optional } = typeOf(step).paths(step);
      for (const name of new Set([...required, ...optional])) {
        const target = Object.hasOwn(step.paths, name) ? step.paths[name] : null;
        if (target === null || target === undefined || Object.hasOwn(steps, target)) continue;
        yield {
          code: 'path-to-unknown-step',
          where: `steps.${id}.paths.${name}`,
          problem: `There is no step "${target}".`,
          remedy: `${didYouMean(target, ids)} Write null for the end.`,
        };
      }
    }
  },
});

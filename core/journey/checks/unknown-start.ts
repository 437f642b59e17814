import { didYouMean } from '../../base/nearest.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** The journey starts with one of its steps. */
export const unknownStart = defineCheck({
  name: 'unknown-start',
  codes: { 'unknown-start': 'The first step does not exist.' },
  examples: () => ({ 'unknown-start': exampleWith({ start: 'frist' }) }),
  skippedAfter: ['path-to-unknown-step'],
  *problems({ start, steps }) {
    if (Object.hasOwn(steps, start)) return;
    yield {
      code: 'unknown-start',
      where: 'start',
      problem: `There is no step "${start}" to start with.`,
      remedy: didYouMean(start, Object.keys(steps)),
    };
  },
});

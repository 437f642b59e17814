import { type JourneyDefinition, mostSteps } from '../definition/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** A journey has a limited number of steps. */
export const stepCount = defineCheck({
  name: 'step-count',
  codes: { 'too-many-steps': 'The journey has more steps than are allowed.' },
  examples: () => ({ 'too-many-steps': exampleWith({ start: 's0', steps: chainOf(mostSteps + 1) }) }),
  *problems({ steps }) {
    const count = Object.keys(steps).length;
    if (count <= mostSteps) return;
    yield {
      code: 'too-many-steps',
      where: 'steps',
      problem: `The journey has ${count} steps; ${mostSteps} are allowed.`,
      remedy: 'Split it into several journeys.',
    };
  },
});

function chainOf(count: number): JourneyDefinition['steps'] {
  const ids = Array.from({ length: count }, (_, index) => `s${index}`);
  return Object.fromEntries(
    ids.map((id, index) => [id, { type: 'wait', for: 'PT1H', paths: { next: ids[index + 1] ?? null } }]),
  );
}

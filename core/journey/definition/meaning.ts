import type { JourneyDefinition } from './schema.ts';

/** The definition without what does not change its meaning: two definitions with equal meaning are one version. */
export function meaningOf(definition: JourneyDefinition): unknown {
  const {
    title: _title,
    description: _description,
    owner: _owner,
    reviewBy: _reviewBy,
    tags: _tags,
    ...rest
  } = definition;
  const { steps, ...meaning } = rest;
  const untitled = Object.entries(steps).map(([id, { title: _stepTitle, ...step }]) => [id, step]);
  return { ...meaning, steps: Object.fromEntries(untitled) };
}

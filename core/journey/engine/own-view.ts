import type { Properties } from '../../condition/schema.ts';

/** The customer's traits as an observed run sees them: with what its own steps would have changed. */
export function seenTraits(traits: Properties, view: Properties | undefined): Properties {
  if (!view) return traits;
  return Object.fromEntries(Object.entries({ ...traits, ...view }).filter(([, value]) => value !== null));
}

/** Steps of one journey. A turn of the engine takes each of them at most once per input, since paths only lead forward. */
export const mostSteps = 2_000;

/** Of the whole JSON, before anything else looks at it. */
export const jsonLimits = { depth: 60, values: 50 * mostSteps, storable: true };

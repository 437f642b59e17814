/**
 * Which tier of tests runs: this file and jest.config.js read THROUGHLINE_TEST_TIER. `npm run test:soak` sets it, and runs
 * the test files that import this one: there they do the same as in `npm test`, longer. A file `*.soak.ts` runs only there.
 */
const inSoak = process.env.THROUGHLINE_TEST_TIER === 'soak';

/** The one value in `npm test`, the other in the soak tier. */
export function byTier<Value>(usual: Value, soak: Value): Value {
  return inSoak ? soak : usual;
}

/** Runs of a property (fast-check's `numRuns`): ten times as many in the soak tier. */
export function propertyRuns(usual = 100): number {
  return byTier(usual, usual * 10);
}

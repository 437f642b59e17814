import { byTier } from '../support/tier.ts';
import { runFuzz } from './fuzz.ts';
import { describeResult, describeViolation, groupViolations } from './report.ts';

jest.setTimeout(byTier(120_000, 600_000));

/** In the soak tier longer, and with a seed of the day as well. */
const seeds = byTier(['spring'], ['spring', process.env.THROUGHLINE_FUZZ_SEED ?? String(Date.now())]);

it.each(seeds)('what one sender sends harms no other sender (seed %s)', async (seed) => {
  const result = await runFuzz({ seed, seconds: byTier(6, 120), say: () => {} });
  process.stderr.write(`fuzz: ${describeResult(result, seed)}\n`);
  const violations = groupViolations(result.violations).map((group) => describeViolation(group, seed));
  expect({ seed, violations }).toEqual({ seed, violations: [] });
  expect(result.requests).toBeGreaterThan(100);
  expect(result.stored).toBeGreaterThan(100);
});

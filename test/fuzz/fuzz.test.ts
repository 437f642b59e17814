import { runFuzz } from './fuzz.ts';
import { describeResult, describeViolation, groupViolations } from './report.ts';

jest.setTimeout(300_000);

it.each(['spring', process.env.THROUGHLINE_FUZZ_SEED ?? String(Date.now())])(
  'whatever one sender sends harms only itself (seed %s)',
  async (seed) => {
    const result = await runFuzz({ seed, seconds: 20, say: () => {} });
    process.stderr.write(`fuzz: ${describeResult(result, seed)}\n`);
    const violations = groupViolations(result.violations).map((group) => describeViolation(group, seed));
    expect({ seed, violations }).toEqual({ seed, violations: [] });
    expect(result.requests).toBeGreaterThan(100);
    expect(result.stored).toBeGreaterThan(100);
  },
);

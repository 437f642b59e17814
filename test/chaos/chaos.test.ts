import { byTier } from '../support/tier.ts';
import { runChaosTest } from './chaos-test.ts';

/** Long in the soak tier: rare moments are met by many kills. `npm run test:chaos` takes any length. */
const CUSTOMERS = byTier(28, 2_000);
const SPREAD_MS = byTier(8_000, 200_000);
jest.setTimeout(byTier(600_000, 1_800_000));

it(`${CUSTOMERS} customers in five journeys while everything is killed again and again: nothing lost or double`, async () => {
  const seed = process.env.THROUGHLINE_KILL_SEED ?? String(Date.now());
  const said: string[] = [];
  const { lost, double, afterConsent, overCap, atNight, kills, unknown, resent, counts } = await runChaosTest({
    customers: CUSTOMERS,
    seed,
    spreadMs: SPREAD_MS,
    leaseMs: byTier(6_000, undefined), // the claims of a dead worker end while the test still kills
    say: (line) => said.push(line),
  });
  process.stderr.write(
    `chaos test: ${JSON.stringify({ ...counts, kills, lost: lost.length, double: double.length, unknown, resent, seed })}\n`,
  );
  const nothing = { lost: [], double: [], afterConsent: [], overCap: [], atNight: [] };
  expect({ seed, lost, double, afterConsent, overCap, atNight }).toEqual({ seed, ...nothing });
  expect(counts.events).toBeGreaterThan(CUSTOMERS * 3);
  // All that the reconciliation looks at happened.
  const { joins, feedback, inApp, tasks, answered, capped, quiet } = counts;
  for (const count of [joins, feedback, inApp, tasks, answered, capped, quiet]) expect(count).toBeGreaterThan(0);
  expect(Object.keys(kills).sort()).toEqual(['api', 'postgres', 'temporal', 'worker-1', 'worker-2']);
  expect(Object.values(kills).reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(10);
});

import { runKillTest } from './chaos-test.ts';

jest.setTimeout(600_000);

it('300 customers in two journeys while everything is killed again and again: nothing lost, nothing double', async () => {
  const seed = process.env.THROUGHLINE_KILL_SEED ?? String(Date.now());
  const said: string[] = [];
  const { lost, double, kills, unknown, resent, ...counts } = await runKillTest({
    customers: 300,
    seed,
    spreadMs: 20_000,
    say: (line) => said.push(line),
  });
  process.stderr.write(
    `kill test: ${JSON.stringify({ ...counts, kills, lost: lost.length, double: double.length, unknown, resent, seed })}\n`,
  );
  expect({ seed, lost, double }).toEqual({ seed, lost: [], double: [] });
  expect(counts.events).toBeGreaterThan(1_000);
  expect(Object.values(kills).reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(10);
});

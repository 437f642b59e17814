import type { Figure } from '../figures.ts';
import { parked } from '../journeys.ts';
import type { Stage } from '../stage.ts';

const WOKEN = 1_000;
const MANY = 20_000;

/**
 * What it costs to wake 1,000 runs: from the first event sent to the last run ended, when they are all that stand parked,
 * and when they are among 20,000. Those who are woken are spread over all, and their events come in that order.
 */
export async function waking(stage: Stage): Promise<Figure[]> {
  await park(stage, 0, WOKEN);
  const among1000 = await wake(stage, everyNth(0, WOKEN, 1));
  await park(stage, WOKEN, WOKEN + MANY);
  const among20000 = await wake(stage, everyNth(WOKEN, WOKEN + MANY, MANY / WOKEN));
  const ratio = among20000 / among1000;
  return [
    {
      what: 'waking 1,000 parked runs among 20,000',
      ours: `${(among20000 / 1_000).toFixed(1)} s`,
      reference: `among 1,000: ${(among1000 / 1_000).toFixed(1)} s`,
      ratio,
      budget: 'at most 1.1 ×',
      met: ratio <= 1.1,
    },
  ];
}

const userOf = (number: number) => `parked-${number}`;

function everyNth(from: number, to: number, step: number): string[] {
  return Array.from({ length: Math.floor((to - from) / step) }, (_, index) => userOf(from + index * step));
}

async function park(stage: Stage, from: number, to: number): Promise<void> {
  const calls = everyNth(from, to, 1).map((userId) => ({ userId, event: `Begin ${parked.id}` }));
  await stage.track(calls);
  await stage.standing(parked.id, calls.length);
}

async function wake(stage: Stage, users: readonly string[]): Promise<number> {
  const endedBefore = await countEnded(stage);
  const from = performance.now();
  await stage.track(users.map((userId) => ({ userId, event: 'Wake' })));
  while ((await countEnded(stage)) < endedBefore + users.length)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return performance.now() - from;
}

async function countEnded({ system }: Stage): Promise<number> {
  const [ended] = await system.db.look<{ runs: number }>(
    `select count(*) as runs from journey_runs where journey_id = ? and ended_at is not null`,
    [parked.id],
  );
  return ended?.runs ?? 0;
}

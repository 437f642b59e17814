import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../figures.ts';
import { parked } from '../journeys.ts';
import type { Stage } from '../stage.ts';

const WOKEN = 1_000;
const MANY = 20_000;

/**
 * What it costs to wake 1,000 runs: from the first event sent to the last run ended, when they are all that stand parked,
 * and when they are among 20,000. Those who are woken are spread over all, and their events come in that order. The worker
 * is started anew before, as it has been for most runs that wait for days: 20,000 would not fit into its cache, 1,000 would,
 * and a run that is not there is replayed from its history. What the cache brings is measured apart.
 */
export async function waking(stage: Stage): Promise<Figure[]> {
  await park(stage, 0, WOKEN);
  const cached = await wake(stage, everyNth(0, WOKEN, 1));
  await park(stage, WOKEN, 2 * WOKEN);
  await stage.restartWorker();
  const among1000 = await wake(stage, everyNth(WOKEN, 2 * WOKEN, 1));
  await park(stage, 2 * WOKEN, 2 * WOKEN + MANY);
  await stage.restartWorker();
  const among20000 = await wake(stage, everyNth(2 * WOKEN, 2 * WOKEN + MANY, MANY / WOKEN));
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
    {
      what: "waking 1,000 parked runs that are in the worker's cache",
      ours: `${(cached / 1_000).toFixed(1)} s`,
      reference: `from their history: ${(among1000 / 1_000).toFixed(1)} s`,
      ratio: cached / among1000,
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

/** Looks at the woken runs by their ids, so that looking costs the same however many others there are. */
async function wake(stage: Stage, users: readonly string[]): Promise<number> {
  const { look } = stage.system.db;
  const runs = await look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id
     where run.ended_at is null and i.value = any(cast(? as text[]))`,
    [[...users]],
  );
  const ids = runs.map(({ id }) => id);
  const from = performance.now();
  await stage.track(users.map((userId) => ({ userId, event: 'Wake' })));
  for (;;) {
    const [open] = await look<{ runs: number }>(
      `select count(*) as runs from journey_runs where id = any(cast(? as uuid[])) and ended_at is null`,
      [ids],
    );
    if (open?.runs === 0) return performance.now() - from;
    await pause(100);
  }
}

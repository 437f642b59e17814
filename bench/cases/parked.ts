import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../figures.ts';
import { parked } from '../journeys.ts';
import type { Stage } from '../stage.ts';

const WOKEN = 1_000;
const MANY = 20_000;
const BARE = 200;

/**
 * What it costs to wake 1,000 runs: from the first event sent to the last run ended, when they are the only parked runs,
 * and when they are among 20,000. Those who are woken are spread over all, and their events come in that order. The worker
 * is restarted before, as it has been for most runs that wait for days: 20,000 would not fit into its cache, 1,000 would,
 * and a run that is not there is replayed from its history. What the cache brings is measured apart.
 *
 * Ten minutes lie between the first and the last, and this kind of machine changes its speed within them. So each is
 * counted in bare workflows: how many could have been done in the time, at the pace they have right after it.
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
  const ratio = among20000.bareRuns / among1000.bareRuns;
  return [
    {
      what: 'waking 1,000 parked runs among 20,000',
      ours: inWords(among20000),
      reference: `among 1,000: ${inWords(among1000)}`,
      ratio,
      budget: 'at most 1.1 ×',
      met: ratio <= 1.1,
    },
    {
      what: "waking 1,000 parked runs that are in the worker's cache",
      ours: inWords(cached),
      reference: `from their history: ${inWords(among1000)}`,
      ratio: cached.bareRuns / among1000.bareRuns,
    },
  ];
}

interface Woken {
  readonly milliseconds: number;
  /** Bare workflows (entry ▸ message ▸ end) that could have been done in that time. */
  readonly bareRuns: number;
}

const inWords = ({ milliseconds, bareRuns }: Woken): string =>
  `${(milliseconds / 1_000).toFixed(1)} s, the time of ${Math.round(bareRuns)} bare workflows`;

const userOf = (number: number) => `parked-${number}`;

function everyNth(from: number, to: number, step: number): string[] {
  return Array.from({ length: Math.floor((to - from) / step) }, (_, index) => userOf(from + index * step));
}

async function park(stage: Stage, from: number, to: number): Promise<void> {
  const calls = everyNth(from, to, 1).map((userId) => ({ userId, event: `Begin ${parked.id}` }));
  await stage.track(calls);
  await stage.parked(parked.id, calls.length);
}

/** Looks at the woken runs by their ids, so that looking costs the same however many others there are. */
async function wake(stage: Stage, users: readonly string[]): Promise<Woken> {
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
    if (open?.runs === 0) break;
    await pause(100);
  }
  const milliseconds = performance.now() - from;
  const keys = Array.from({ length: BARE }, (_, number) => `pace-${users[0]}-${number}`);
  const pace = await stage.bare({ keys, concurrency: 50, waitMs: 0, lane: 'regular' });
  return { milliseconds, bareRuns: (milliseconds / pace.milliseconds) * BARE };
}

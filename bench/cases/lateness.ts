import { setTimeout as pause } from 'node:timers/promises';
import { type Figure, inMsSpread, spreadOf } from '../figures.ts';
import { waitSeconds, waits } from '../journeys.ts';
import type { Stage } from '../stage.ts';

const RUNS_EACH = 100;
const ROUNDS = 2;
const TOGETHER = 4;
const SPACING_MS = 400;

/**
 * How much later than its deadline a run leaves a wait: by the turn's own clock, which dates what the run does next. The
 * reference: bare workflows that wait as long, begun at the same pace; they take turns with ours.
 */
export async function lateness(stage: Stage): Promise<Figure[]> {
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await waitOurs(stage, round);
    bare.push(...(await waitBare(stage, round)));
  }
  const late = await stage.system.db.look<{ ms: number }>(
    `select extract(epoch from visit.left_at - visit.arrived_at) * 1000 - cast(split_part(run.journey_id, '-', 2) as integer) * 1000 as ms
     from run_visits visit join journey_runs run on run.id = visit.journey_run_id where run.journey_id like 'waits-%'`,
  );
  const [ours, reference] = [spreadOf(late.map(({ ms }) => Number(ms))), spreadOf(bare)];
  return [
    {
      what: `lateness of ${late.length} waits of 3, 5 and 7 s, 10 begun a second`,
      ours: inMsSpread(ours),
      reference: `bare workflow: ${inMsSpread(reference)}`,
      ratio: ours.p50 / reference.p50,
      budget: 'p99 under 250 ms',
      met: ours.p99 < 250,
    },
  ];
}

async function waitOurs(stage: Stage, round: number): Promise<void> {
  await paced(round, async (each) => {
    await stage.track(each.map(({ name, seconds }) => ({ userId: name, event: `Begin waits-${seconds}` })));
  });
  for (const { id } of waits) await stage.ended(id);
}

async function waitBare(stage: Stage, round: number): Promise<number[]> {
  const late: Promise<readonly number[]>[] = [];
  await paced(round, async (each) => {
    late.push(
      ...each.map(async ({ name, seconds }) => {
        const { lateMs } = await stage.bare({ keys: [name], concurrency: 1, waitMs: seconds * 1_000, lane: 'regular' });
        return lateMs;
      }),
    );
  });
  return (await Promise.all(late)).flat();
}

interface Wait {
  readonly name: string;
  readonly seconds: number;
}

async function paced(round: number, begin: (each: readonly Wait[]) => Promise<void>): Promise<void> {
  const all = waitSeconds.flatMap((seconds) =>
    Array.from(
      { length: RUNS_EACH / ROUNDS },
      (_, number): Wait => ({ name: `waits-${seconds}-${round}-${number}`, seconds }),
    ),
  );
  for (let from = 0; from < all.length; from += TOGETHER) {
    await begin(all.slice(from, from + TOGETHER));
    await pause(SPACING_MS);
  }
}
